// The sandbox's keys and client secrets: made once, kept in a file that only we can read.
import { randomBytes } from 'node:crypto'
import { makeKeys, type MadeKeys } from '../keys/make-keys.js'
import { readJson, replaceFile } from './json-file.js'

/** As the programs take them from their environment. */
export interface SandboxKeys extends MadeKeys {
  readonly ENTRA_CLIENT_SECRET: string
  readonly SALESFORCE_CLIENT_SECRET: string
  readonly SERVICENOW_CLIENT_SECRET: string
  readonly BOX_CLIENT_SECRET: string
}

/** Without them nothing sealed opens again, so none is made anew while the file has it; what an older version didn't have is added. */
export async function readKeys(file: string): Promise<SandboxKeys> {
  const found = readJson<MadeKeys & Partial<SandboxKeys>>(file)
  const secret = (): string => randomBytes(24).toString('base64url')
  const keys: SandboxKeys = {
    ...(found ?? makeKeys()),
    ENTRA_CLIENT_SECRET: found?.ENTRA_CLIENT_SECRET ?? secret(),
    SALESFORCE_CLIENT_SECRET: found?.SALESFORCE_CLIENT_SECRET ?? secret(),
    SERVICENOW_CLIENT_SECRET: found?.SERVICENOW_CLIENT_SECRET ?? secret(),
    BOX_CLIENT_SECRET: found?.BOX_CLIENT_SECRET ?? secret(),
  }
  await replaceFile(file, JSON.stringify(keys, null, 2))
  return keys
}
