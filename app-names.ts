// The apps by their id, as people know them: what config.ts, the workflows and the sandbox make of each begins here.

/** A new app begins with a line here; the compiler names what else it needs. */
export const appNames = { salesforce: 'Salesforce', servicenow: 'ServiceNow', box: 'Box' } as const

export type AppId = keyof typeof appNames

/** What an app's variables begin with: `BOX` of `BOX_URL`. */
export type AppPrefix = Uppercase<AppId>

export const appIds = Object.keys(appNames) as readonly AppId[]

export function prefixOf(id: AppId): AppPrefix {
  return id.toUpperCase() as AppPrefix
}
