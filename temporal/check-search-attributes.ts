// Whether the namespace has the search attributes of our runs: without them no run could be started.
import { setTimeout as wait } from 'node:timers/promises'
import { isGrpcServiceError, type Client } from '@temporalio/client'
import proto from '@temporalio/proto'
import { WorkbotError } from '../errors.js'
import { describeError, type Logger } from '../log.js'
import { appId, callerId, recipeId, runState } from '../workflows/search-attributes.js'
import { withinSeconds } from './client.js'

const NAMES = [recipeId, runState, appId, callerId].map(({ name }) => name)
const KEYWORD = proto.temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD

/**
 * A namespace that can't be asked, for want of a permission or because it is down, is only warned of.
 * @param tries a second apart: what was registered a moment ago isn't seen at once
 * @throws WorkbotError WB-TEMPORAL-008 with the command that registers what is missing
 */
export async function checkSearchAttributes({ client, log, tries = 8 }: { client: Client; log: Logger; tries?: number }): Promise<void> {
  const { namespace } = client.options
  for (let left = tries - 1; ; left -= 1) {
    const missing = await missingSearchAttributes(client).catch((error: unknown) => {
      log.warn(
        { code: 'WB-TEMPORAL-009', err: isGrpcServiceError(error) ? { code: error.code, message: error.details } : describeError(error) },
        "Temporal doesn't say which search attributes the namespace has; going on without knowing.",
      )
      return null
    })
    if (!missing || missing.length === 0) return
    if (left <= 0) throw new WorkbotError('WB-TEMPORAL-008', inWords(namespace, missing))
    await wait(1_000)
  }
}

/** The names of those that the namespace doesn't have as keywords. @throws where it can't be asked */
export async function missingSearchAttributes(client: Client): Promise<string[]> {
  const { customAttributes } = await withinSeconds(client, 5, () =>
    client.connection.operatorService.listSearchAttributes({ namespace: client.options.namespace }),
  )
  return NAMES.filter((name) => customAttributes[name] !== KEYWORD)
}

/** What an admin of Temporal types. */
export function registerCommand(namespace: string, missing: readonly string[] = NAMES): string {
  const flags = missing.map((name) => `--name ${name} --type Keyword`).join(' ')
  return `temporal operator search-attribute create --namespace ${namespace} ${flags}`
}

function inWords(namespace: string, missing: readonly string[]): string {
  return `The Temporal namespace "${namespace}" lacks the search attributes ${missing.join(', ')} of type Keyword. Register them, then start again: ${registerCommand(namespace, missing)}`
}
