// Histories as JSON files and back. Temporal's own conversion fails where two versions of protobufjs are installed.
import proto from '@temporalio/proto'

const { History } = proto.temporal.api.history.v1
type History = proto.temporal.api.history.v1.IHistory
interface Conversion {
  toObject(message: object, options: object): object
  fromObject(object: object): History
}
// The package declares its reflection types as plain classes.
const conversion = History as unknown as Conversion

export const toJson = (history: History): string =>
  `${JSON.stringify(conversion.toObject(History.create(history), { bytes: String, longs: String, enums: String }), null, 2)}\n`

export const fromJson = (json: string): History => conversion.fromObject(JSON.parse(json) as object)
