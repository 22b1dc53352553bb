// Looks at every part of a deployment and says what it finds. It asks, and changes nothing but a token that has to be refreshed.
import { apps } from '../apps/index.js'
import { createLogger } from '../log.js'
import { checkApp, configuredApps } from './check-app.js'
import { checkBot } from './check-bot.js'
import { checkDatabase, openDatabase } from './check-database.js'
import { checkEntra } from './check-entra.js'
import { checkKeys } from './check-keys.js'
import { checkPublicUrl } from './check-public-url.js'
import { checkTemporal } from './check-temporal.js'
import { examine, type Environment, type Known } from './environment.js'
import { warning, type Finding, type Said } from './finding.js'
import type { Database } from '../database.js'

export interface Examined {
  readonly known: Known
  readonly findings: readonly Finding[]
}

export async function examineDeployment(environments: readonly Environment[]): Promise<Examined> {
  const { known, said } = examine(environments)
  const publicUrl = environments.map(({ variables }) => variables.PUBLIC_URL).find((value) => value !== undefined && value !== '')
  const database = known.DATABASE_URL === undefined ? null : await openDatabase(known.DATABASE_URL, createLogger('doctor', 'silent'))
  try {
    const schema = database?.db ? await checkDatabase(database.db) : null
    const db = schema?.hasSchema ? (database?.db ?? null) : null
    return {
      known,
      findings: [
        ...named('Environment', said),
        ...named('Postgres', [...(database ? [database.said] : []), ...(schema?.said ?? [])]),
        ...named('Keys', await checkKeys(known, db)),
        ...named('Temporal', await checkTemporal(known)),
        ...named('Bot', await checkBot(known)),
        ...named('Entra', await checkEntra(known)),
        ...(await checkApps(known, db)),
        ...named('PUBLIC_URL', publicUrl === undefined ? [] : await checkPublicUrl(publicUrl, known.WORKBOT_SANDBOX === true)),
      ],
    }
  } finally {
    await database?.db?.end()
  }
}

const named = (part: string, said: readonly Said[]): Finding[] => said.map((each) => ({ part, ...each }))

async function checkApps(known: Known, db: Database | null): Promise<Finding[]> {
  const configured = configuredApps(known)
  if (configured.length === 0)
    return named('Apps', [
      warning('no app is configured', `Set the variables of one: ${Object.keys(apps).join(', ').toUpperCase()} (.env.example).`),
    ])
  const findings: Finding[] = []
  for (const each of configured) findings.push(...named(apps[each.id].name, await checkApp(each, known, db)))
  return findings
}
