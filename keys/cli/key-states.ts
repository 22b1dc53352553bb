// What is known of each key: who runs with it, and what still needs it.
import { countLiveLinks } from '../../connections/live-links.js'
import { sealedConnectionColumns } from '../../connections/sealed-columns.js'
import type { Transaction } from '../../database.js'
import { sealedRunColumns } from '../../runs/sealed-columns.js'
import { listKnownKeys, type KnownKey } from '../../settings/known-keys.js'
import { listRunning } from '../../settings/running-programs.js'
import { sealedSettingsColumns } from '../../settings/sealed-columns.js'
import { countNeeds, type Need } from '../../settings/sealed-rows.js'
import { sealedTripColumns } from '../../web/sealed-trip-columns.js'

export interface KeyState extends KnownKey {
  /** How many running programs seal with it, and how many only open with it. */
  readonly sealing: number
  readonly accepting: number
  /** `3 parameters of runs`, in words; empty where nothing needs it. */
  readonly needs: readonly string[]
}

export interface StateDeps {
  readonly db: Transaction
  /** Executions that began until then; null where Temporal's address isn't given. */
  readonly countHistories: ((startedUntil: Date) => Promise<number>) | null
}

/** A program notes every 20 seconds that it seals with a key, so it may have done so for a while after. */
const MARGIN_MS = 60_000
const columns = [...sealedRunColumns, ...sealedConnectionColumns, ...sealedSettingsColumns, ...sealedTripColumns]

export async function findKeyStates(deps: StateDeps): Promise<KeyState[]> {
  const { db } = deps
  const running = await listRunning(db)
  const rows = (await Promise.all(columns.map((column) => countNeeds(db, column)))).flat()
  const known = await listKnownKeys(db)
  return Promise.all(
    known.map(async (key) => {
      const holders = running.map(({ rings }) => rings[key.ring]?.indexOf(key.id) ?? -1)
      return {
        ...key,
        sealing: holders.filter((place) => place === 0).length,
        accepting: holders.filter((place) => place > 0).length,
        needs: [...rowsInWords(rows, key), ...(await elsewhereInWords(deps, key))],
      }
    }),
  )
}

/** Keys that rows name and the database doesn't know: they came with another database, or from before keys were noted. */
export async function findUnknownKeys(db: Transaction, known: readonly KnownKey[]): Promise<string[]> {
  const rows = (await Promise.all(columns.map((column) => countNeeds(db, column)))).flat()
  return rows
    .filter(({ ring, keyId }) => keyId !== null && !known.some((key) => key.ring === ring && key.id === keyId))
    .map(({ ring, keyId, rows: n, column }) => `${ring} ${keyId ?? ''}: ${String(n)} ${column.holds}`)
}

function rowsInWords(rows: readonly Need[], { ring, id }: KnownKey): string[] {
  const own = rows.filter((need) => need.ring === ring && (need.keyId === id || need.keyId === null))
  return own.map(({ rows: n, keyId, column }) => `${String(n)} ${column.holds}${keyId === null ? ' whose signer is unnamed' : ''}`)
}

async function elsewhereInWords({ db, countHistories }: StateDeps, { ring, activeAt, lastActiveAt }: KnownKey): Promise<string[]> {
  if (!activeAt || !lastActiveAt) return []
  const until = new Date(lastActiveAt.getTime() + MARGIN_MS)
  if (ring === 'shared') return inWords(await countLiveLinks(db, until), 'sign-in links that are out')
  if (ring !== 'codec') return []
  if (!countHistories) return ["histories in Temporal, which can't be counted without TEMPORAL_ADDRESS"]
  return inWords(await countHistories(until), 'histories in Temporal, open or kept')
}

const inWords = (n: number, what: string): string[] => (n === 0 ? [] : [`${String(n)} ${what}`])
