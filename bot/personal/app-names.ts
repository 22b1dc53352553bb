// The apps that people can connect, by the names they know.
import { apps, type AppId } from '../../apps/index.js'
import type { Transaction } from '../../database.js'
import { listAppConfigurations, type AppConfiguration } from '../../settings/app-configurations.js'

export interface NamedApp {
  readonly configurationId: string
  /** `Salesforce`; with the configuration's label where there are several of the app. */
  readonly app: string
}

/** Every configured app that this version knows. */
export async function namedApps(tx: Transaction): Promise<NamedApp[]> {
  const configurations = (await listAppConfigurations(tx)).filter(({ app }) => app in apps)
  return configurations.map((configuration) => ({ configurationId: configuration.id, app: nameOf(configuration, configurations) }))
}

function nameOf({ app, label }: AppConfiguration, all: readonly AppConfiguration[]): string {
  const { name } = apps[app as AppId]
  return all.filter((other) => other.app === app).length > 1 ? `${name} (${label})` : name
}

/** Of one configuration, also of one that is gone. */
export function appName(named: readonly NamedApp[], configurationId: string): string {
  return named.find((each) => each.configurationId === configurationId)?.app ?? configurationId
}

/** Those that the typed words name: a whole name, or its beginning. Empty words name all. */
export function appsNamed(named: readonly NamedApp[], typed: string): NamedApp[] {
  const wanted = fold(typed)
  const exact = named.filter(({ app, configurationId }) => [fold(app), fold(configurationId)].includes(wanted))
  return exact.length > 0
    ? exact
    : named.filter(({ app, configurationId }) => [app, configurationId].some((name) => fold(name).startsWith(wanted)))
}

const fold = (words: string): string => words.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
