// At a program's start: its keys are held against those the database knows, and noted; while it runs, it says that it still seals with them.
import { randomUUID } from 'node:crypto'
import type { Config } from '../config.js'
import type { Database, Transaction } from '../database.js'
import { markOf, markOfPair, type KeyMark, type Ring } from '../keys/rings.js'
import { describeError, type Logger } from '../log.js'
import { checkKnownKeys, type Presented } from './check-known-keys.js'
import { listKnownKeys, noteActive, notePresent } from './known-keys.js'
import { noteRunning, noteStopped, type HeldRings } from './running-programs.js'

/** The keys of either program. */
export type ProgramKeys =
  | ({ readonly program: 'bot' } & Pick<Config<'bot'>, 'SHARED_KEYS' | 'CODEC_KEYS' | 'BOT_KEYS' | 'TOKEN_PUBLIC_KEY'>)
  | ({ readonly program: 'worker' } & Pick<Config<'worker'>, 'SHARED_KEYS' | 'CODEC_KEYS' | 'TOKEN_PUBLIC_KEY' | 'TOKEN_PRIVATE_KEY'>)

const EVERY_MS = 20_000
/** Any number: only one program at a time looks and notes. */
const LOCK = 7_310_042

/**
 * @returns `stop`, to be called before the database is closed
 * @throws WorkbotError WB-KEY-006 to -009
 */
export async function presentKeys({ db, log }: { db: Database; log: Logger }, keys: ProgramKeys): Promise<{ stop(): Promise<void> }> {
  const presented = presentedBy(keys)
  const id = randomUUID()
  const note = (): Promise<void> => db.transaction((tx) => noteHeld(tx, { id, program: keys.program, presented }))
  await db.transaction(async (tx) => {
    await tx.query(`select pg_advisory_xact_lock($1)`, [LOCK])
    const known = await listKnownKeys(tx)
    for (const ring of presented) checkKnownKeys(known, ring)
    for (const { ring, active, opens } of presented) await notePresent(tx, ring, opens ?? [active])
    await noteHeld(tx, { id, program: keys.program, presented })
  })
  const timer = setInterval(() => {
    note().catch((error: unknown) => {
      log.debug({ err: describeError(error) }, 'What keys are in use could not be noted; it is tried again.')
    })
  }, EVERY_MS)
  timer.unref()
  return {
    async stop() {
      clearInterval(timer)
      await noteStopped(db, id).catch(() => undefined)
    },
  }
}

/** The keys of a program, ring by ring. */
export function presentedBy(keys: ProgramKeys): readonly Presented[] {
  const ring = (name: Ring, variable: string, marks: readonly KeyMark[]): Presented[] =>
    marks[0] ? [{ ring: name, variable, active: marks[0], opens: marks }] : []
  const [publicKey] = keys.TOKEN_PUBLIC_KEY.map(markOfPair)
  const tokens: Presented[] = publicKey
    ? [
        {
          ring: 'tokens',
          variable: 'TOKEN_PUBLIC_KEY',
          active: publicKey,
          opens: keys.program === 'worker' ? keys.TOKEN_PRIVATE_KEY.map(markOfPair) : null,
        },
      ]
    : []
  return [
    ...ring('shared', 'SHARED_KEYS', keys.SHARED_KEYS.map(markOf)),
    ...ring('codec', 'CODEC_KEYS', keys.CODEC_KEYS.map(markOf)),
    ...(keys.program === 'bot' ? ring('bot', 'BOT_KEYS', keys.BOT_KEYS.map(markOf)) : []),
    ...tokens,
  ]
}

interface Held {
  readonly id: string
  readonly program: 'bot' | 'worker'
  readonly presented: readonly Presented[]
}

async function noteHeld(tx: Transaction, { id, program, presented }: Held): Promise<void> {
  for (const { ring, active } of presented) await noteActive(tx, ring, active.id)
  const rings: HeldRings = Object.fromEntries(presented.map(({ ring, active, opens }) => [ring, idsOf(active, opens)]))
  await noteRunning(tx, { id, program, rings })
}

function idsOf(active: KeyMark, opens: readonly KeyMark[] | null): readonly string[] {
  return [active.id, ...(opens ?? []).map(({ id }) => id).filter((id) => id !== active.id)]
}
