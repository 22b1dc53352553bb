// A Teams client in the browser for one person: Microsoft's Agents Playground, as a process of its own.
import { mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inheritedEnvironment } from '../config.js'
import { replaceFile } from './json-file.js'
import type { SandboxPerson } from './people.js'
import type { Command } from './process.js'
import { playgroundConfiguration } from './teams-client/configuration.js'

const shim = fileURLToPath(new URL('./teams-client/loopback.cjs', import.meta.url))

/** @param given.folder for its configuration and logs; `botUrl` is the bot's origin */
export async function teamsClientCommand(given: { person: SandboxPerson; port: number; botUrl: string; folder: string }): Promise<Command> {
  const playground = dirname(createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/package.json'))
  await mkdir(given.folder, { recursive: true, mode: 0o700 })
  await replaceFile(join(given.folder, '.m365agentsplayground.yml'), playgroundConfiguration(given.person))
  const options = ['-e', `${given.botUrl}/api/messages`, '-c', 'msteams', '-p', String(given.port), '--disable-telemetry']
  return {
    file: process.execPath,
    args: ['--require', shim, join(playground, 'cli.js'), 'start', ...options],
    env: { ...inheritedEnvironment(), TEAMSAPPTESTER_BROWSER: 'none' },
    cwd: given.folder,
  }
}
