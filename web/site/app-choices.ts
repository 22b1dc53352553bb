// The apps and their configurations as the pages name them.
import { apps } from '../../apps/index.js'
import type { Transaction } from '../../database.js'
import { listAppConfigurations } from '../../settings/app-configurations.js'

export function appName(id: string): string {
  return id in apps ? apps[id as keyof typeof apps].name : id
}

/** Configuration id → `Salesforce`; with its label where there are several of the app. */
export async function configurationNames(tx: Transaction): Promise<ReadonlyMap<string, string>> {
  const all = await listAppConfigurations(tx)
  return new Map(
    all.map(({ id, app, label }) => [
      id,
      all.filter((other) => other.app === app).length > 1 ? `${appName(app)} (${label})` : appName(app),
    ]),
  )
}
