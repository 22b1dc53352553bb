// Under which account Postgres runs: ours, or an unprivileged one where we are root, which Postgres refuses.
import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** A user and a group by number. */
export interface Account {
  readonly uid: number
  readonly gid: number
}

/** `nobody`, on Linux and in most containers. */
const NOBODY: Account = { uid: 65_534, gid: 65_534 }

/** Null: run as ourselves. */
export function postgresAccount(): Account | null {
  return process.getuid?.() === 0 ? NOBODY : null
}

/** Whether an account that owns none of them may pass through all folders above `path`. */
export async function isReachable(path: string, account: Account | null): Promise<boolean> {
  if (!account) return true
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { mode } = await stat(folder)
    if ((mode & 0o001) === 0) return false
    if (folder === dirname(folder)) return true
  }
}
