// Effects: committed before a write is sent, completed after. An unfinished one means recognise, never just send again.
import type { Transaction } from '../database.js'
import type { KeyRing } from '../keys/key-ring.js'

export interface NewEffect {
  readonly runId: string
  readonly stepKey: string
  readonly app: string
  readonly action: string
  readonly connectionId: string
  /** As whom, in the app's words. */
  readonly appAccount: string
  /** The app's own id of that account. */
  readonly accountKey: string
  readonly identity: 'shared' | 'personal'
  /** The question whose answer gave the right to act as somebody else than the caller. */
  readonly signer: string | null
}

/** One that isn't finished. */
export interface OpenEffect {
  readonly effectKey: string
  readonly startedAt: Date
  /** As whom the first try was sent. */
  readonly appAccount: string
  /** Null: written by an older version. */
  readonly accountKey: string | null
  /** Milliseconds since its latest try began, by the database's clock. */
  readonly sinceTriedMs: number
  /** When its outcome was found to be unknown; null: it wasn't. */
  readonly unknownAt: Date | null
  /** What the action read before its first try, sealed. */
  readonly notedSealed: string | null
}

export type EffectState = ({ readonly kind: 'new' | 'unfinished' } & OpenEffect) | { readonly kind: 'finished'; readonly result: unknown }

/** A new write's own key: by it the app recognises the write; it tells nothing of the run. Later tries take the row's: the ring may have changed. */
function effectKeyFor(keys: KeyRing, runId: string, stepKey: string): string {
  return keys.hmac('effect', [runId, stepKey]).slice(0, 32)
}

/** Records that a write is about to be sent, or says what is known of an earlier try. */
export async function beginEffect(tx: Transaction, keys: KeyRing, effect: NewEffect): Promise<EffectState> {
  const inserted = await tx.query<EffectRow>(
    `insert into effects (run_id, step_key, action, app, effect_key, connection_id, app_account, identity, app_account_key, signer)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (run_id, step_key) do nothing returning ${columns}`,
    [
      effect.runId,
      effect.stepKey,
      effect.action,
      effect.app,
      effectKeyFor(keys, effect.runId, effect.stepKey),
      effect.connectionId,
      effect.appAccount,
      effect.identity,
      effect.accountKey,
      effect.signer,
    ],
  )
  if (inserted[0]) return { kind: 'new', ...inserted[0] }
  const [row] = await tx.query<EffectRow>(`select ${columns} from effects where run_id = $1 and step_key = $2`, [
    effect.runId,
    effect.stepKey,
  ])
  if (!row) throw new Error('An effect vanished between two statements.')
  if (row.finishedAt === null) return { kind: 'unfinished', ...row }
  return { kind: 'finished', result: openResult(keys, effect, row.resultSealed ?? '') }
}

/** What the app answered; from now on a retried step gives this and sends nothing. `appAccount`: who it was sent as, last. */
export async function finishEffect(
  tx: Transaction,
  keys: KeyRing,
  {
    runId,
    stepKey,
    result,
    appAccount,
    accountKey,
  }: { runId: string; stepKey: string; result: unknown; appAccount: string; accountKey: string },
): Promise<void> {
  await tx.query(
    `update effects set finished_at = now(), result_sealed = $3, app_account = $4, app_account_key = $5 where run_id = $1 and step_key = $2 and finished_at is null`,
    [runId, stepKey, keys.seal(JSON.stringify(result ?? null), context({ runId, stepKey })), appAccount, accountKey],
  )
}

/** A write that the app refused did nothing: the step may be tried again from the start. */
export async function dropEffect(tx: Transaction, { runId, stepKey }: { runId: string; stepKey: string }): Promise<void> {
  await tx.query(`delete from effects where run_id = $1 and step_key = $2 and finished_at is null`, [runId, stepKey])
}

/** How many writes were completed through a connection as this account. */
export async function countEffectsAs(
  tx: Transaction,
  { connectionId, appAccount }: { connectionId: string; appAccount: string },
): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `select count(*) filter (where carried_from is null)::int as count from effects where connection_id = $1 and app_account = $2 and finished_at is not null`,
    [connectionId, appAccount],
  )
  return row?.count ?? 0
}

/** Whether a write was sent as this account and hasn't been answered: nobody can say yet whether it was done. */
export async function isWriteUnanswered(
  tx: Transaction,
  { connectionId, appAccount }: { connectionId: string; appAccount: string },
): Promise<boolean> {
  const rows = await tx.query(`select from effects where connection_id = $1 and app_account = $2 and finished_at is null limit 1`, [
    connectionId,
    appAccount,
  ])
  return rows.length > 0
}

export interface Effect {
  readonly stepKey: string
  readonly app: string
  readonly action: string
  readonly appAccount: string
  readonly identity: 'shared' | 'personal'
  readonly connectionId: string
  /** Of that connection, while it is there. */
  readonly orgName: string
  readonly signer: string | null
  readonly finished: boolean
  readonly result: unknown
}

/** The run's story: what it wrote, in order, as whom. */
export async function listEffects(tx: Transaction, keys: KeyRing, runId: string): Promise<Effect[]> {
  const rows = await tx.query<Omit<Effect, 'result'> & { resultSealed: string | null }>(
    `select step_key as "stepKey", app, action, app_account as "appAccount", identity, connection_id as "connectionId", signer,
       coalesce((select org_name from connections where connections.id = connection_id), '') as "orgName",
       finished_at is not null as "finished", result_sealed as "resultSealed"
     from effects where run_id = $1 order by started_at`,
    [runId],
  )
  return rows.map(({ resultSealed, ...row }) => ({
    ...row,
    result: resultSealed === null ? undefined : openResult(keys, { runId, stepKey: row.stepKey }, resultSealed),
  }))
}

interface EffectRow extends OpenEffect {
  readonly finishedAt: Date | null
  readonly resultSealed: string | null
}
const columns = `effect_key as "effectKey", app_account as "appAccount", app_account_key as "accountKey", started_at as "startedAt",
  (extract(epoch from clock_timestamp() - tried_at) * 1000)::float8 as "sinceTriedMs", unknown_at as "unknownAt", noted_sealed as "notedSealed",
  finished_at as "finishedAt", result_sealed as "resultSealed"`

const context = ({ runId, stepKey }: { runId: string; stepKey: string }) => ['effects.result', runId, stepKey]

function openResult(keys: KeyRing, effect: { runId: string; stepKey: string }, sealed: string): unknown {
  return JSON.parse(keys.open(sealed, context(effect))) as unknown
}
