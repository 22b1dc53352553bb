// What the launcher says when everything runs.
import type { Addresses } from './addresses.js'
import { sandboxApps } from './sandbox-apps.js'

/** Lines for the terminal. */
export function summary(addresses: Omit<Addresses, 'pids'>, seconds: number): string {
  const { teams, temporalUi, entra, files } = addresses
  const rows: [string, string | null][] = [
    ['Teams, as Alice', teams.alice ?? null],
    ['Teams, as Bob', teams.bob ?? null],
    ['Send a file', files],
    ['Temporal UI', temporalUi],
    ...sandboxApps.map(({ id, name }): [string, string | null] => [`${name} (stand-in)`, addresses[id]]),
    ['Entra (stand-in)', entra && `${entra}, met when you sign in`],
    ['Pages, as Alice', `${addresses.bot}/site`],
    ['Bot', `${addresses.bot}/api/messages`],
    ['Logs', addresses.logs],
  ]
  const lines = rows.flatMap(([label, address]) => (address === null ? [] : [`  ${label.padEnd(24)}${address}`]))
  return `
Workbot runs (${seconds.toFixed(1)} s).

${lines.join('\n')}

Open Teams as Alice and type:

  create opportunity name: Acme amount: 50k stage: Prospecting
  pipeline
  help

This is a sandbox: whoever can reach these ports can act as anyone, so everything listens on this machine only.
Ctrl-C stops all of it. Deleting .workbot/ is a fresh start.
`
}
