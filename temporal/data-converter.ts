// The one data converter of client, worker and bundle: encrypted payloads and encrypted failures.
import { fileURLToPath } from 'node:url'
import type { DataConverter } from '@temporalio/common'
import type { NamedKey } from '../keys/key-ring.js'
import { createCodec } from './codec.js'

/** Absolute path; the workflow bundle needs the same one as client and worker. */
export const failureConverterPath = fileURLToPath(new URL('./failure-converter.cjs', import.meta.url))

export const createDataConverter = (codecKeys: readonly NamedKey[]): DataConverter => ({
  payloadCodecs: [createCodec(codecKeys)],
  failureConverterPath,
})
