// Re-sealing: while an old key is still configured, what it sealed is sealed again with the active one, some rows a second.
import { sealedConnectionColumns } from '../connections/sealed-columns.js'
import { createTokenSealer } from '../connections/token-sealing.js'
import type { UnsealTokens } from '../connections/token-sealing.js'
import type { Config } from '../config.js'
import type { Database } from '../database.js'
import type { KeyRing } from '../keys/key-ring.js'
import { markOfPair } from '../keys/rings.js'
import type { SealedColumn } from '../keys/sealed-column.js'
import { describeError, type Logger } from '../log.js'
import { sealedRunColumns } from '../runs/sealed-columns.js'
import { sealedSettingsColumns } from '../settings/sealed-columns.js'
import { findOldRows, replaceSeal, type OldKeys, type SealedRow } from '../settings/sealed-rows.js'

export interface ResealDeps {
  readonly db: Database
  readonly log: Logger
  readonly keys: KeyRing
  readonly unseal: UnsealTokens
}
type ResealKeys = Pick<Config<'worker'>, 'SHARED_KEYS' | 'TOKEN_PUBLIC_KEY' | 'TOKEN_PRIVATE_KEY'>

const BATCH = 100
/** Programs that weren't restarted yet may still seal with an old key: the whole is looked through again. */
const REST_MS = 20_000

const columns = [...sealedRunColumns, ...sealedConnectionColumns, ...sealedSettingsColumns].filter(({ ends }) => ends === 'worker')

/** One look: the next rows of the column that is at turn. Without old keys it does nothing, and asks the database nothing. */
export function createResealing(deps: ResealDeps, config: ResealKeys): () => Promise<void> {
  const old = oldKeys(config)
  if (old.shared.length + old.tokens.length === 0) return () => Promise.resolve()
  const reseal = sealerOf(deps, config)
  let [turn, after, restUntil] = [0, null as readonly string[] | null, 0]

  return async () => {
    const column = columns[turn]
    if (!column || Date.now() < restUntil) return
    const rows = await findOldRows(deps.db, column, { old, after, limit: BATCH })
    for (const row of rows) await resealRow(deps, { column, row, reseal })
    after = rows.at(-1)?.primaryKey ?? null
    if (rows.length === BATCH) return
    ;[turn, after] = [(turn + 1) % columns.length, null]
    if (turn === 0) restUntil = Date.now() + REST_MS
  }
}

type Reseal = (column: SealedColumn, row: SealedRow) => Promise<string>

/** A row that doesn't open stays as it is: it is refused and audited when it is used, and `npm run keys -- status` still counts it. */
async function resealRow({ db, log }: ResealDeps, { column, row, reseal }: { column: SealedColumn; row: SealedRow; reseal: Reseal }) {
  let fresh
  try {
    fresh = await reseal(column, row)
  } catch (error) {
    log.warn(
      { code: 'WB-KEY-010', table: column.table, row: row.primaryKey, err: describeError(error) },
      "A sealed row doesn't open, so it couldn't be sealed anew.",
    )
    return
  }
  await replaceSeal(db, column, { row, fresh })
}

function sealerOf({ keys, unseal }: ResealDeps, { TOKEN_PUBLIC_KEY: publicKeys }: ResealKeys): Reseal {
  const seal = createTokenSealer({ publicKeys, keys })
  return async ({ by, context }, { sealed, boundTo }) => {
    const [rowId = ''] = boundTo
    if (by === 'tokens') return seal(await unseal(sealed, rowId), rowId)
    const bound = [...context, ...boundTo]
    return keys.seal(keys.open(sealed, bound), bound)
  }
}

function oldKeys({ SHARED_KEYS, TOKEN_PUBLIC_KEY, TOKEN_PRIVATE_KEY }: ResealKeys): OldKeys {
  const [activePair] = TOKEN_PUBLIC_KEY.map(markOfPair)
  return {
    shared: SHARED_KEYS.slice(1).map(({ id }) => id),
    tokens: TOKEN_PRIVATE_KEY.map((jwk) => markOfPair(jwk).id).filter((id) => id !== activePair?.id),
  }
}
