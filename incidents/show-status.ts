// `npm run incident`: what is paused, and what is being ended.
import { countEndings } from '../connections/count-endings.js'
import { sum } from '../connections/watch-endings.js'
import type { Transaction } from '../database.js'
import { pausedSince } from '../settings/deployment.js'
import { minute } from '../settings/tables.js'
import { findOpenIncidents, type Incident } from './incident-rows.js'

export async function showStatus(tx: Transaction): Promise<string> {
  const since = await pausedSince(tx)
  const incidents = await findOpenIncidents(tx)
  const lines = [since ? `Everything is paused since ${minute(since)}.` : 'Nothing is paused.']
  for (const incident of incidents) lines.push(await describe(tx, incident))
  if (incidents.length === 0) lines.push('No tokens are being ended by an incident.')
  return lines.join('\n')
}

async function describe(tx: Transaction, { configurationId, startedAt, connections }: Incident): Promise<string> {
  const { confirmed, open, givenUp } = sum(await countEndings(tx, { kind: 'since', since: startedAt, configurationId }))
  const what = configurationId === null ? 'revoke-everything' : `disconnect ${configurationId}`
  return `${what}, since ${minute(startedAt)}: ${String(connections)} connections deleted; tokens: ${String(confirmed)} confirmed, ${String(open)} to go, ${String(givenUp)} given up.`
}
