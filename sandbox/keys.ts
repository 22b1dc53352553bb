// The sandbox's keys and client secrets: made once, kept in a file that only we can read.
import { randomBytes } from 'node:crypto'
import { makeKeys, type MadeKeys } from '../keys/make-keys.js'
import { readJson, replaceFile } from './json-file.js'
import { sandboxApps, type SandboxApp } from './sandbox-apps.js'

/** As the programs take them from their environment. */
export interface SandboxKeys extends MadeKeys, Readonly<Record<ClientSecret, string>> {}
type ClientSecret = `${'ENTRA' | SandboxApp['prefix']}_CLIENT_SECRET`
const clientSecrets: readonly ClientSecret[] = [
  'ENTRA_CLIENT_SECRET',
  ...sandboxApps.map(({ prefix }) => `${prefix}_CLIENT_SECRET` as const),
]

/** Without them nothing sealed opens again, so none is made anew while the file has it; what an older version didn't have is added. */
export async function readKeys(file: string): Promise<SandboxKeys> {
  const found = readJson<MadeKeys & Partial<SandboxKeys>>(file)
  const secret = (): string => randomBytes(24).toString('base64url')
  const secrets = Object.fromEntries(clientSecrets.map((name) => [name, found?.[name] ?? secret()])) as Record<ClientSecret, string>
  const keys: SandboxKeys = { ...(found ?? makeKeys()), ...secrets }
  await replaceFile(file, JSON.stringify(keys, null, 2))
  return keys
}
