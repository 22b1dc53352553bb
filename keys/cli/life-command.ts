// What `npm run keys -- status | rotate | retire | client-id` does; every refusal is a sentence.
import { parseArgs } from 'node:util'
import type { KeysResult } from '../keys-command.js'
import { rings, type Ring } from '../rings.js'
import { listKnownKeys } from '../../settings/known-keys.js'
import { clientIdCommand } from './client-id.js'
import { retireKey, type RetireDeps } from './retire-key.js'
import { rotationSteps, type Today } from './rotation-steps.js'
import { showStatus } from './show-status.js'

export interface LifeDeps {
  readonly deployment: RetireDeps
  readonly today: Today
}

const flag = { type: 'boolean', default: false } as const

export const lifeUsage = `npm run keys -- status            each key: who runs with it, and what still needs it
npm run keys -- rotate <ring>     a new key, and what to put where, step by step
npm run keys -- retire <ring> <id>    once nothing needs it; says what does
    --lost                        the key is gone for good, and what it sealed with it
npm run keys -- client-id <configuration> <new id>    who would sign in again
    --yes                         changes it
<ring>: ${rings.join(', ')} (docs/keys.md)`

/** Runs one command line that begins with one of the four. */
export async function lifeCommand({ deployment, today }: LifeDeps, args: readonly string[]): Promise<KeysResult> {
  let parsed
  try {
    parsed = parseArgs({ args: [...args], options: { lost: flag, yes: flag }, allowPositionals: true })
  } catch (error) {
    return no(`${error instanceof Error ? error.message : 'That is not understood.'}\n\n${lifeUsage}`)
  }
  const [verb, name, keyId, ...rest] = parsed.positionals
  const { lost, yes } = parsed.values
  if (yes && verb !== 'client-id') return no(lifeUsage)
  if (verb === 'client-id')
    return name && keyId && !lost && rest.length === 0
      ? clientIdCommand(deployment, { configurationId: name, to: keyId, yes })
      : no(lifeUsage)
  const ring = rings.find((each) => each === name)
  if (rest.length > 0 || (lost && verb !== 'retire')) return no(lifeUsage)
  if (verb === 'status' && name === undefined) return { ok: true, text: await showStatus(deployment) }
  if (!ring) return no(name === undefined ? lifeUsage : `There is no ring "${name}". There are ${rings.join(', ')}.`)
  if (verb === 'rotate' && keyId === undefined) return { ok: true, text: await rotate(ring, { deployment, today }) }
  if (verb === 'retire' && keyId !== undefined) return retireKey(deployment, { ring, keyId, lost })
  return no(lifeUsage)
}

async function rotate(ring: Ring, { deployment, today }: LifeDeps): Promise<string> {
  const known = await listKnownKeys(deployment.db)
  return rotationSteps(ring, { today, taken: known.map(({ id }) => id) })
}

const no = (text: string): KeysResult => ({ ok: false, text })
