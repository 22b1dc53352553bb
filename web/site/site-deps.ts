// What the operators' pages work with, besides what every page does.
import type { Caller } from '../../caller.js'
import type { Role } from '../../settings/roles.js'
import type { RecipeSpec } from '../../workflows/recipe-spec.js'
import type { BrowserSession } from '../browser-sessions.js'

export interface SiteDeps {
  readonly specs: readonly RecipeSpec[]
  /** Recipes that nobody has set are open to everyone there. */
  readonly sandbox: boolean
  /** Asked at each request, so that a role that was taken away is gone at once. */
  readonly rolesOf: (person: Caller) => readonly Role[]
  /** Temporal's UI, where operators have one. */
  readonly temporalUi: { readonly url: string; readonly namespace: string } | null
  /** The program ends: pages are no longer followed. */
  readonly closing?: AbortSignal
}

/** Somebody at a page: who, and what they may do. */
export interface Visit {
  readonly session: BrowserSession
  readonly roles: readonly Role[]
}

/** Leads to the first page that somebody may open. */
export const HOME = '/site'
export const OVERVIEW = '/overview'
export const RUNS = '/runs'
export const CONNECTIONS = '/connections'
export const AUDIT = '/audit'
export const RECIPES = '/recipes'
export const INCIDENT = '/incident'
export const APPS = '/apps'
export const SIGN_IN = '/site/sign-in'
export const SIGN_OUT = '/site/sign-out'

/** Everybody of the tenant: what is their own. */
export const everybody: readonly Role[] = ['admin', 'author', 'operator', 'member']
/** May see and end what is others'. */
export const overseers: readonly Role[] = ['admin', 'operator']
/** May see what others entered; being an admin isn't enough (decision 36). */
export const inputReaders: readonly Role[] = ['operator']
/** May read recipes and their settings. */
export const readers: readonly Role[] = ['admin', 'author', 'operator']
/** May change recipes' settings. */
export const editors: readonly Role[] = ['admin', 'author']

export const hasOneOf = (roles: readonly Role[], wanted: readonly Role[]): boolean => roles.some((role) => wanted.includes(role))

/** The page of an app configuration. */
export const appPath = (configurationId: string): string => `${APPS}/${encodeURIComponent(configurationId)}`

/** Where an admin makes another one, and changes one. */
export const NEW_APP = `${APPS}/new`
export const editPath = (configurationId: string): string => `${appPath(configurationId)}/edit`

const ID = '[\\w-]{1,200}'
const ownPages = new RegExp(
  `^(?:/site|/overview|/recipes|/recipes/[a-z][a-z0-9-]*/settings|/runs|/runs/${ID}|/connections|/connections/people/${ID}|/audit|/apps|/apps/${ID}|/apps/${ID}/edit|/incident|/incident/${ID})$`,
)

/** One of our own pages, by its shape alone; anything else is where everybody begins. */
export function ownPath(path: unknown): string {
  return typeof path === 'string' && ownPages.test(path) ? path : HOME
}
