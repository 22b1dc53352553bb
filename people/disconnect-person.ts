// `npm run people -- disconnect <who>`: everything ends that Workbot may do in one person's name, and the apps' confirmations are waited for.
import type { Caller } from '../caller.js'
import { countEndings } from '../connections/count-endings.js'
import { sum, watchEndings, type Watching } from '../connections/watch-endings.js'
import { endEverythingOf } from './end-everything-of.js'

/** `ok` false: not every app has confirmed. */
export async function disconnectPerson(
  watching: Watching,
  caller: Caller,
  by: string,
): Promise<{ readonly ok: boolean; readonly text: string }> {
  const { db, print } = watching
  const ended = await endEverythingOf(db, { caller, why: 'operator', by })
  print(`Connections ended here: ${String(ended.connections)}. Runs that end: ${String(ended.runs)}. Asking the apps to end their tokens:`)
  const ids = await endedConnections(watching, caller)
  await watchEndings(watching, { kind: 'connections', ids })
  const { confirmed, open, givenUp } = sum(await countEndings(db, { kind: 'connections', ids }))
  const ok = open + givenUp === 0
  return {
    ok,
    text: ok
      ? `Done: the apps confirmed the end of ${String(confirmed)} token sets.`
      : `Deleted here, but not confirmed by the apps: ${String(open + givenUp)} token sets. A running worker tries for five days; the same command shows how far it is.`,
  }
}

/** Also those that an earlier try of this command ended. */
async function endedConnections({ db }: Watching, { tenantId, aadObjectId }: Caller): Promise<readonly string[]> {
  const rows = await db.query<{ id: string }>(`select connection_id as id from disconnects where tenant_id = $1 and aad_object_id = $2`, [
    tenantId,
    aadObjectId,
  ])
  return rows.map(({ id }) => id)
}
