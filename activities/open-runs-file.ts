// Opens a file for an action: only one that this very run was given.
import type { FileRef, OpenFile } from '../apps/file-content.js'
import { openFileOfRun } from '../runs/files-of-run.js'
import type { ActivityDeps } from './activity-deps.js'
import { ending } from './to-failure.js'

/** The reference comes through Temporal and gives no right: which files the run has says its row. */
export async function openRunsFile({ db, keys, log }: ActivityDeps, runId: string, { id }: FileRef): Promise<OpenFile> {
  const file = await openFileOfRun(db, keys, { runId, fileId: id })
  if (file) return { name: file.name, type: file.type, content: { size: file.size, read: (from, to) => file.read(from, to) } }
  log.warn({ code: 'WB-FILE-001', runId }, 'A run asked for a file that it was not given; refused.')
  throw ending('RecipeError', 'This run was given no such file.')
}
