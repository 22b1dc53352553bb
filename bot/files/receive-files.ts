// The files of a message: fetched and staged before anything is decided, and only where a recipe could use them.
import { claimOnce } from '../../conversations/claim-once.js'
import { findFiles, findFreshFiles, type StagedFile } from '../../runs/files-of-run.js'
import { stageFile } from '../../runs/stage-file.js'
import type { Asker, BotDeps } from '../bot-deps.js'
import { matchCommand } from '../commands/match-command.js'
import { readMessageText } from '../commands/read-message-text.js'
import { isPress } from '../presses/read-press.js'
import type { Turn } from '../turn.js'
import { fetchFile, type FetchedFile } from './fetch-file.js'
import { wantsToken } from './file-hosts.js'
import { harmlessName } from './harmless-name.js'
import { sentFiles, type SentFile } from './sent-files.js'
import { fileParams } from './takes-file.js'

type RefusedFile = Extract<FetchedFile, { kind: 'refused' }>

/** What came with a message. */
export interface ReceivedFiles {
  readonly staged: readonly StagedFile[]
  readonly refused: readonly RefusedFile[]
  /** By their names: more than what was asked for takes. They weren't fetched. */
  readonly extra: readonly string[]
}

export const nothingReceived: ReceivedFiles = { staged: [], refused: [], extra: [] }
/** Kept for one person without a run. */
const FRESH_AT_MOST = 10

/** An activity that Teams sends again brings its files once: the first may still be fetching them, or have staged them. */
export async function receiveFiles(deps: BotDeps, turn: Turn, { caller }: Asker): Promise<ReceivedFiles> {
  const { db, keys } = deps
  const { activity } = turn
  const all = isPress(activity) ? [] : sentFiles(activity)
  if (all.length === 0) return nothingReceived
  const most = wantedAtMost(deps, turn)
  const sent = all.slice(0, most)
  const extra = all.slice(most).map(({ name }) => harmlessName(name, ''))
  if (sent.length === 0) return { ...nothingReceived, extra }
  const key = [activity.conversation.id, activity.id]
  if (!(await claimOnce(db, { purpose: 'teamsFiles', key, tenantId: caller.tenantId }))) return { ...lostOnTheWay(sent), extra }
  const staged: StagedFile[] = []
  const refused: RefusedFile[] = []
  for (const file of sent) {
    const fetched = await fetchOne(deps, turn, file)
    if (fetched.kind === 'refused') refused.push(fetched)
    else if ((await findFreshFiles(db, keys, caller)).length >= FRESH_AT_MOST)
      refused.push({ kind: 'refused', name: fetched.name, why: 'not_fetched' })
    else {
      const id = await db.transaction((tx) => stageFile(tx, keys, { caller, ...fetched }))
      staged.push(...(await findFiles(db, keys, { caller, ids: [id] })))
    }
  }
  return { staged, refused, extra }
}

/** How many a recipe could use. Another command has no use for a file, so nothing of it is fetched. */
function wantedAtMost({ specs }: BotDeps, { activity }: Turn): number {
  const command = matchCommand(readMessageText(activity), specs)
  if (command.kind === 'own') return 0
  return Math.max(0, ...(command.kind === 'recipe' ? [command.spec] : specs).map((spec) => fileParams(spec).length))
}

async function fetchOne({ fileHttp, log }: BotDeps, turn: Turn, file: SentFile): Promise<FetchedFile> {
  const token = wantsToken(file, turn.activity.serviceUrl) ? await turn.botToken() : null
  const fetched = await fetchFile(fileHttp, file, token)
  if (fetched.kind === 'refused' && fetched.why === 'elsewhere')
    log.warn(
      { code: 'WB-FILE-002', host: file.url.host },
      'A message names a file at a host that is not one of Teams’; it was not fetched.',
    )
  return fetched
}

const lostOnTheWay = (sent: readonly SentFile[]): Omit<ReceivedFiles, 'extra'> => ({
  staged: [],
  refused: sent.map(({ name }) => ({ kind: 'refused', name, why: 'not_fetched' })),
})
