// What the forms of an app configuration post, read; what is wrong is named beside its field. A secret is never given back.
import { z } from 'zod'
import { readLoginHost } from '../../../connections/login-host.js'
import type { ConnectableApp } from '../../../connections/oauth-client.js'
import { Secret } from '../../../keys/secret.js'
import type { Shown } from '../../../settings/change-configuration.js'
import { siteConfigurations } from '../../../text/site-configurations.js'

/** As it was filled in, to show it again. */
export interface Typed {
  readonly label: string
  readonly baseUrl: string
  readonly orgs: string
  readonly clientId: string
}
export type ConfigurationProblems = Partial<Record<keyof Typed | 'clientSecret', string>>

export type ReadConfiguration =
  | { readonly kind: 'wrong'; readonly typed: Typed; readonly version: number; readonly problems: ConfigurationProblems }
  | {
      readonly kind: 'read'
      readonly typed: Typed
      readonly version: number
      readonly shown: Shown
      readonly clientId: string
      /** Null: left empty. */
      readonly secret: Secret | null
    }

const schema = z.object({
  version: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .default(0),
  label: z.string().max(1_000),
  baseUrl: z.string().max(1_000),
  orgs: z.string().max(10_000).default(''),
  clientId: z.string().max(1_000).default(''),
  clientSecret: z.string().max(4_000).default(''),
})
/** Nothing that breaks a line or a header; ids and secrets have no spaces. */
const WORD = /^[\x21-\x7e]{1,1000}$/
const ORG = /^[\w.:-]{1,100}$/
const { wrong } = siteConfigurations

/** @param rules `isNew`: client id and secret must be there @returns null where our form doesn't post such a thing */
export function readConfiguration(
  body: unknown,
  { app, extraHosts, isNew }: { app: Pick<ConnectableApp, 'name' | 'oauth'>; extraHosts: readonly string[]; isNew: boolean },
): ReadConfiguration | null {
  const posted = schema.safeParse(body)
  if (!posted.success) return null
  const { version, clientSecret, ...asTyped } = posted.data
  const typed = { ...asTyped, label: asTyped.label.trim(), baseUrl: asTyped.baseUrl.trim(), clientId: asTyped.clientId.trim() }
  const secret = clientSecret.trim()
  const acceptedOrgs = [...new Set(typed.orgs.split(/[\s,;]+/).filter((id) => id !== ''))]
  const baseUrl = readLoginHost(typed.baseUrl, { app, extraHosts })
  const wrongOrgs = acceptedOrgs.filter((id) => !ORG.test(id)).map((id) => id.slice(0, 40))
  const problems: ConfigurationProblems = {
    ...(!isLabel(typed.label) && { label: wrong.label() }),
    ...(baseUrl === null && { baseUrl: wrong.baseUrl({ app: app.name }) }),
    ...(isNew && !WORD.test(typed.clientId) && { clientId: wrong.clientId() }),
    ...((isNew || secret !== '') && !WORD.test(secret) && { clientSecret: wrong.clientSecret() }),
    ...(wrongOrgs.length > 0 && { orgs: wrong.orgs({ ids: wrongOrgs.slice(0, 5) }) }),
  }
  if (Object.keys(problems).length > 0 || baseUrl === null) return { kind: 'wrong', typed, version, problems }
  const shown = { label: typed.label, baseUrl, acceptedOrgs }
  return { kind: 'read', typed, version, shown, clientId: typed.clientId, secret: secret === '' ? null : new Secret(secret) }
}

const clientForm = z.object({
  version: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
  newClientId: z.string().max(1_000),
  clientSecret: z.string().max(4_000).optional(),
})

/** Another client id: first alone, to see what it would end, then with its secret. @returns null where our form doesn't post such a thing */
export function readClient(body: unknown) {
  const posted = clientForm.safeParse(body)
  if (!posted.success) return null
  const { version } = posted.data
  const clientId = posted.data.newClientId.trim()
  const secret = posted.data.clientSecret?.trim()
  return {
    ...{ version, clientId, isId: WORD.test(clientId) },
    /** `ask`: it wasn't asked for yet. */
    secret: secret === undefined ? ('ask' as const) : WORD.test(secret) ? new Secret(secret) : ('wrong' as const),
  }
}

const isLabel = (label: string): boolean => label.length > 0 && [...label].length <= 80 && !/\p{C}/u.test(label)
