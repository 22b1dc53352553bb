// Names as an operator reads them in Temporal's UI.
import { appNames, type AppId } from '../app-names.js'

export const appName = (app: string): string => (app in appNames ? appNames[app as AppId] : app)

/** `A, B and C` */
export function listInWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`
}

/** `1 deal`, `3 deals` */
export const counted = (count: number, one: string, other: string): string => `${String(count)} ${count === 1 ? one : other}`

/** How many of all: `3 deals` where it is all, `no deals` where it is none, else `1 of 3 deals`. */
export function outOf({ done, total }: { readonly done: number; readonly total: number }, one: string, other: string): string {
  if (done === total) return counted(total, one, other)
  return done === 0 ? `no ${other}` : `${String(done)} of ${counted(total, one, other)}`
}

/** `salesforce.createOpportunity Acme` → `Salesforce: create opportunity Acme` */
export function stepWords(stepKey: string): string {
  const named = stepKey.replace(/ as [0-9a-f-]{36}$/, ' as somebody who was asked')
  const [, app = '', action = '', label = ''] = /^([^.]+)\.(\S+)(.*)$/s.exec(named) ?? []
  return app === '' ? stepKey : `${appName(app)}: ${inWords(action)}${label}`
}

/** `createOpportunity` → `create opportunity` */
export function inWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

/** `2026-11-25T14:39:21.666Z` → `2026-11-25, 14:39 UTC` */
export function minuteOf(iso: string): string {
  return `${iso.slice(0, 10)}, ${iso.slice(11, 16)} UTC`
}
