// Erases one person: what Workbot may do in their name ends, then their histories in Temporal go, their rows, and their name in the audit.
import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { recordAudit } from '../audit/record.js'
import type { Caller } from '../caller.js'
import type { Database, Transaction } from '../database.js'
import { endEverythingOf } from './end-everything-of.js'
import { rowsOfPerson } from './rows-of-person.js'

export interface EraseDeps {
  readonly db: Database
  /** As the schema's owner: no other role can change the audit. */
  readonly owner: Database
  readonly print: (line: string) => void
  /** Deletes the executions of these ids, open ones too; also those that Temporal knows as this person's. @returns how many there were */
  readonly deleteExecutions: (runIds: readonly string[], caller: Caller) => Promise<number>
  /** How long runs have to end by themselves; a minute unless told. */
  readonly patienceMs?: number
}

/** May be cut off at any moment: the same again, by the object id, does the rest. `ok` false: nothing was deleted, and `text` says why. */
export async function erasePerson(deps: EraseDeps, caller: Caller, by: string): Promise<{ readonly ok: boolean; readonly text: string }> {
  const { db, owner, print } = deps
  const ended = await endEverythingOf(db, { caller, why: 'operator', by })
  await askAllToEnd(db, caller, by)
  print(`Connections ended here: ${String(ended.connections)}. Waiting for open runs to end:`)
  if (!(await haveEnded(deps, caller)))
    return { ok: false, text: 'A run of theirs is in the middle of a write; nothing was deleted. Try again in a minute.' }
  const runs = await db.query<{ id: string }>(`select id from runs where ${own}`, person(caller))
  print(
    `Histories deleted in Temporal: ${String(
      await deps.deleteExecutions(
        runs.map(({ id }) => id),
        caller,
      ),
    )}`,
  )
  print(`Rows deleted: ${String(await db.transaction((tx) => deleteRows(tx, caller)))}`)
  const pseudonym = `erased-${randomBytes(8).toString('hex')}`
  const entries = await owner.transaction((tx) => pseudonymise(tx, caller, pseudonym, by))
  print(`Entries of the audit that now name ${pseudonym}: ${String(entries)}`)
  return {
    ok: true,
    text: 'Erased. What stands in Teams and in the apps stays; so do exports of the audit, logs and backups for as long as you keep them.',
  }
}

const own = 'tenant_id = $1 and aad_object_id = $2'
const person = ({ tenantId, aadObjectId }: Caller) => [tenantId, aadObjectId]

/** Also runs that act through the shared connection. */
async function askAllToEnd(db: Database, caller: Caller, by: string): Promise<void> {
  await db.query(`update runs set cancel_asked_at = now(), stopped_by = $3 where ${own} and ended_at is null and cancel_asked_at is null`, [
    ...person(caller),
    by,
  ])
}

/** Those that nobody works on are deleted open, but never one that may be at a write: none lasts longer than 20 s. */
async function haveEnded({ db, patienceMs = 60_000 }: EraseDeps, caller: Caller): Promise<boolean> {
  const until = performance.now() + patienceMs
  for (;;) {
    const open = await db.query<{ atWrite: boolean }>(
      `select exists (select from effects where run_id = runs.id and finished_at is null and started_at > now() - interval '30 s') as "atWrite"
       from runs where ${own} and ended_at is null`,
      person(caller),
    )
    if (open.length === 0) return true
    if (performance.now() > until) return open.every(({ atWrite }) => !atWrite)
    await wait(250)
  }
}

async function deleteRows(tx: Transaction, caller: Caller): Promise<number> {
  let count = 0
  // What the apps haven't confirmed yet stays, and names nobody.
  await tx.query(
    `update revocations set account_key = null where connection_id in (select connection_id from disconnects where ${own})`,
    person(caller),
  )
  for (const { table, where } of rowsOfPerson)
    count += (await tx.query(`delete from ${table} where ${where} returning 1`, person(caller))).length
  // A channel remembers who wrote last.
  await tx.query(
    `update conversation_references set reference = jsonb_set(reference, '{user}', '{"id": "erased"}')
     where tenant_id = $1 and lower(reference -> 'user' ->> 'aadObjectId') = $2`,
    person(caller),
  )
  await tx.query(`update proposals set proposed_by = 'erased', proposed_by_name = '' where proposed_by = $1`, [caller.aadObjectId])
  await tx.query(`update incidents set started_by = 'erased' where started_by = $1`, [caller.aadObjectId])
  await tx.query(`update recipe_settings set people = array_remove(people, $1) where $1 = any(people)`, [caller.aadObjectId])
  return count
}

/** One pseudonym for all of their entries, and nothing that leads back. The shared accounts they acted through aren't theirs. */
async function pseudonymise(tx: Transaction, caller: Caller, pseudonym: string, by: string): Promise<number> {
  const entries = await tx.query(
    `update audit set aad_object_id = $3, detail = case when detail ? 'account' and detail ->> 'identity' is distinct from 'shared'
       then jsonb_set(detail, '{account}', '"erased"') else detail end where ${own} returning 1`,
    [...person(caller), pseudonym],
  )
  await tx.query(`update audit set detail = replace(detail::text, $1, $2)::jsonb where position($1 in detail::text) > 0`, [
    caller.aadObjectId,
    pseudonym,
  ])
  await recordAudit(tx, { event: 'person.erased', detail: { pseudonym, by } })
  return entries.length
}
