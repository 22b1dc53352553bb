// Makes the file of one run's history that the replay tests read: opened, stripped, and replayed once before it is given out.
import type { Client } from '@temporalio/client'
import { WorkbotError } from '../../errors.js'
import type { NamedKey } from '../../keys/key-ring.js'
import { recipeSpecs } from '../../workflows/recipes/index.js'
import { fetchHistory } from './fetch-history.js'
import { readSavedHistory } from './history-json.js'
import { replayHistory } from './replay.js'
import { stripHistory } from './strip-history.js'

export interface SaveOptions {
  readonly client: Client
  readonly codecKeys: readonly NamedKey[]
  /** The code of the bundle of this checkout. */
  readonly bundle: string
  readonly runId: string
  /** Texts besides the recipes' own choices that stay as they are, because the recipe branches on them. */
  readonly keep?: readonly string[]
}

/** What choices hold is the recipe's text and not a person's, and recipes branch on it. */
const choices = recipeSpecs.flatMap(({ params }) =>
  Object.values(params).flatMap((param) => (param.kind === 'choice' ? param.options : [])),
)

/**
 * The file's text.
 * @throws WB-VERSION-002 where there is no such run; WB-VERSION-003 where the stripped history no longer replays, and the whole one does
 */
export async function saveHistory({ client, codecKeys, bundle, runId, keep = [] }: SaveOptions): Promise<string> {
  const whole = await fetchHistory(client, runId)
  if (!whole) {
    throw new WorkbotError(
      'WB-VERSION-002',
      `Temporal has no run "${runId}": it never was, or its history was deleted after its retention.`,
    )
  }
  const text = `${JSON.stringify(await stripHistory(whole, { codecKeys, words: [...choices, ...keep] }), null, 2)}\n`
  const refused = await replayHistory({ bundle, codecKeys: null }, readSavedHistory(text))
  if (refused && !(await replayHistory({ bundle, codecKeys }, whole))) {
    throw new WorkbotError(
      'WB-VERSION-003',
      `The run ${runId} replays, but not without its texts: its recipe branches on one of them. Name it with --keep "<text>". (${refused.why})`,
    )
  }
  return text
}
