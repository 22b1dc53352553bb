// `.workbot/addresses.json`: where everything is, for scripts that drive what runs. There only while it all runs.
import { rm } from 'node:fs/promises'
import { replaceFile } from './json-file.js'
import type { SandboxAppId } from './sandbox-apps.js'

/** What a script finds in it. A part that was replaced by a real one is null. */
export interface Addresses extends Readonly<Record<SandboxAppId, string | null>> {
  readonly bot: string
  readonly temporal: string
  readonly temporalUi: string | null
  readonly teams: Readonly<Record<string, string>>
  readonly entra: string | null
  /** The page that sends a file to the bot as one of the people. */
  readonly files: string | null
  /** With the program role's password. */
  readonly databaseUrl: string
  /** With the password of the schema's owner, who alone may change the audit. */
  readonly ownerDatabaseUrl: string
  /** Who can be chosen on the stand-ins' login pages; there are no passwords. */
  readonly people: readonly { readonly key: string; readonly name: string; readonly email: string }[]
  readonly logs: string
  /** Process ids by part, and the launcher's own. */
  readonly pids: Readonly<Record<string, number>>
}

export function writeAddresses(file: string, addresses: Addresses): Promise<void> {
  return replaceFile(file, `${JSON.stringify(addresses, null, 2)}\n`)
}

export function removeAddresses(file: string): Promise<void> {
  return rm(file, { force: true })
}
