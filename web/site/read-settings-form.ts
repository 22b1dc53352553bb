// What the form of a recipe's settings posts, read into a change; what is wrong is named beside its field.
import { z } from 'zod'
import type { SettingsChange } from '../../settings/change-recipe-settings.js'
import { site } from '../../text/site.js'
import type { Meant } from './people-meant.js'

/** The form as it was filled in, to show it again. */
export interface FilledIn {
  readonly verifyUserAccess: boolean
  readonly enabled: boolean
  readonly who: 'nobody' | 'people' | 'everyone'
  /** Object ids of those who were listed and stay. */
  readonly listed: readonly string[]
  /** As typed: names, addresses and ids on lines, or separated by commas. */
  readonly people: string
  readonly signInHours: string
  readonly remind: boolean
  /** App → id of its configuration. */
  readonly configurations: Readonly<Record<string, string>>
}

export interface Problems {
  readonly people?: string
  readonly signInHours?: string
}

export type ReadForm =
  /** Not what our form posts. */
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'wrong'; readonly version: number; readonly filledIn: FilledIn; readonly problems: Problems }
  /** `inFlight`: what becomes of runs in flight, where that was asked. */
  | { readonly kind: 'change'; readonly version: number; readonly change: SettingsChange; readonly inFlight: 'finish' | 'stop' | undefined }

/** A checkbox that isn't ticked isn't sent, so a hidden field before it says `off`. */
const onOrOff = z.union([z.enum(['on', 'off']), z.array(z.enum(['on', 'off'])).min(1)]).transform((value) => [value].flat().at(-1) === 'on')
const guid = z.guid().max(36)
const configurationPrefix = 'configuration.'
const schema = z
  .object({
    version: z.string().regex(/^\d{1,9}$/),
    // Not among the fields where the recipe pins its apps.
    verifyUserAccess: onOrOff.optional(),
    enabled: onOrOff,
    who: z.enum(['nobody', 'people', 'everyone']),
    people: z.string().max(20_000).default(''),
    person: z.union([guid, z.array(guid)]).default([]),
    remind: onOrOff.optional(),
    signInHours: z.string().max(20),
    inFlight: z.enum(['finish', 'stop']).optional(),
  })
  .catchall(z.string().max(200))

/** @param meantBy whom what was typed for people means */
export async function readSettingsForm(body: unknown, meantBy: (typed: string) => Promise<readonly Meant[]>): Promise<ReadForm> {
  const read = schema.safeParse(body)
  if (!read.success) return { kind: 'unreadable' }
  const { version, verifyUserAccess, enabled, who, people, person, remind, signInHours, inFlight, ...rest } = read.data
  const configurations = Object.fromEntries(
    Object.entries(rest).flatMap(([name, id]) =>
      name.startsWith(configurationPrefix) ? [[name.slice(configurationPrefix.length), id]] : [],
    ),
  )
  const listed = [person].flat()
  const meant = who === 'people' ? await meantBy(people) : []
  const ids = [...listed, ...meant.flatMap((one) => (one.kind === 'one' ? [one.id] : []))]
  const problems: Problems = { ...problemOfPeople(who, { ids, meant }), ...problemOfHours(signInHours) }
  if (Object.keys(problems).length > 0) {
    const filledIn = {
      verifyUserAccess: verifyUserAccess ?? false,
      enabled,
      who,
      listed,
      people,
      signInHours,
      remind: remind ?? true,
      configurations,
    }
    return { kind: 'wrong', version: Number(version), filledIn, problems }
  }
  const change: SettingsChange = {
    ...(verifyUserAccess !== undefined && { verifyUserAccess }),
    ...{ enabled, who, people: ids, signInHours: Number(signInHours) },
    ...(remind !== undefined && { remind }),
    ...(Object.keys(configurations).length > 0 && { configurations }),
  }
  return { kind: 'change', version: Number(version), change, inFlight }
}

export const configurationField = (app: string): string => `${configurationPrefix}${app}`

function problemOfPeople(who: FilledIn['who'], { ids, meant }: { ids: readonly string[]; meant: readonly Meant[] }): Problems {
  if (who !== 'people') return {}
  const words = site.settings.who
  const wrong = meant.flatMap((one) => {
    if (one.kind === 'one') return []
    return [one.kind === 'nobody' ? words.nobodyCalled({ typed: one.typed.slice(0, 80) }) : words.severalCalled(one)]
  })
  if (wrong.length > 0) return { people: wrong.slice(0, 5).join(' ') }
  return ids.length === 0 ? { people: words.noIds() } : {}
}

function problemOfHours(typed: string): Problems {
  const hours = Number(typed)
  return /^\d+$/.test(typed) && hours >= 1 && hours <= 720 ? {} : { signInHours: site.settings.hours.wrong() }
}
