// The keys: whether they are those that this database was used with, and open what it holds.
import { createTokenUnsealer } from '../connections/token-sealing.js'
import type { Transaction } from '../database.js'
import { WorkbotError } from '../errors.js'
import { createKeyRing } from '../keys/key-ring.js'
import { checkRunKeys } from '../runs/check-run-keys.js'
import { checkKnownKeys } from '../settings/check-known-keys.js'
import { listKnownKeys } from '../settings/known-keys.js'
import { presentedBy, type ProgramKeys } from '../settings/present-keys.js'
import type { Known } from './environment.js'
import { failed, ok, type Said } from './finding.js'

const PUT_BACK = 'docs/keys.md says how keys change. Where they are lost, what they sealed is too.'

/** Nothing is noted: a program notes its keys when it starts. @param tx null where the database can't be asked */
export async function checkKeys(known: Known, tx: Transaction | null): Promise<Said[]> {
  const programs = [...botKeys(known), ...workerKeys(known)]
  if (programs.length === 0) return []
  const said = [...pair(known)]
  if (!tx) return [...said, ok('the keys are well formed; whether they are those of the database was not asked')]
  const rows = await listKnownKeys(tx)
  for (const ring of programs.flatMap(presentedBy)) {
    const check = (): void => {
      checkKnownKeys(rows, ring)
    }
    said.push(...(await complaint(check)))
  }
  const { SHARED_KEYS: shared } = known
  if (shared) said.push(...(await complaint(() => checkRunKeys(tx, createKeyRing(shared)))))
  if (said.length > 0) return distinct(said)
  return [
    ok(
      rows.length === 0
        ? 'the keys are well formed; no program has run on this database yet'
        : 'the keys are those that this database knows',
    ),
  ]
}

/** That the private keys are of the public ones. */
function pair({ TOKEN_PRIVATE_KEY, TOKEN_PUBLIC_KEY, SHARED_KEYS }: Known): Said[] {
  if (!TOKEN_PRIVATE_KEY || !TOKEN_PUBLIC_KEY || !SHARED_KEYS) return []
  try {
    createTokenUnsealer({ privateKeys: TOKEN_PRIVATE_KEY, publicKeys: TOKEN_PUBLIC_KEY, keys: createKeyRing(SHARED_KEYS) })
    return []
  } catch (error) {
    return inWords(error)
  }
}

async function complaint(check: () => Promise<void> | void): Promise<Said[]> {
  try {
    await check()
    return []
  } catch (error) {
    return inWords(error)
  }
}

function inWords(error: unknown): Said[] {
  if (!(error instanceof WorkbotError)) throw error
  return [failed(`${error.message} (${error.code})`, PUT_BACK)]
}

/** Bot and worker have two rings in common. */
function distinct(said: readonly Said[]): Said[] {
  return said.filter(({ what }, index) => said.findIndex((other) => other.what === what) === index)
}

function botKeys({ SHARED_KEYS, CODEC_KEYS, BOT_KEYS, TOKEN_PUBLIC_KEY }: Known): ProgramKeys[] {
  if (!SHARED_KEYS || !CODEC_KEYS || !BOT_KEYS || !TOKEN_PUBLIC_KEY) return []
  return [{ program: 'bot', SHARED_KEYS, CODEC_KEYS, BOT_KEYS, TOKEN_PUBLIC_KEY }]
}

function workerKeys({ SHARED_KEYS, CODEC_KEYS, TOKEN_PUBLIC_KEY, TOKEN_PRIVATE_KEY }: Known): ProgramKeys[] {
  if (!SHARED_KEYS || !CODEC_KEYS || !TOKEN_PUBLIC_KEY || !TOKEN_PRIVATE_KEY) return []
  return [{ program: 'worker', SHARED_KEYS, CODEC_KEYS, TOKEN_PUBLIC_KEY, TOKEN_PRIVATE_KEY }]
}
