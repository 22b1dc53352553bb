// The sandbox's keys and client secrets: made once, kept in a file that only we can read.
import { randomBytes } from 'node:crypto'
import { makeKeys, type MadeKeys } from '../keys/make-keys.js'
import { readJson, replaceFile } from './json-file.js'

/** As the programs take them from their environment. */
export interface SandboxKeys extends MadeKeys {
  readonly ENTRA_CLIENT_SECRET: string
  readonly SALESFORCE_CLIENT_SECRET: string
}

/** Without them nothing sealed opens again, so they are never made anew while the file is there. */
export async function readKeys(file: string): Promise<SandboxKeys> {
  const found = readJson<SandboxKeys>(file)
  if (found) return found
  const secret = (): string => randomBytes(24).toString('base64url')
  const keys: SandboxKeys = { ...makeKeys(), ENTRA_CLIENT_SECRET: secret(), SALESFORCE_CLIENT_SECRET: secret() }
  await replaceFile(file, JSON.stringify(keys, null, 2))
  return keys
}
