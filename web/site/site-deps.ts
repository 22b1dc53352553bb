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
}

/** Somebody at a page: who, and what they may do. */
export interface Visit {
  readonly session: BrowserSession
  readonly roles: readonly Role[]
}

export const RECIPES = '/recipes'
export const INCIDENT = '/incident'
export const APPS = '/apps'
export const SIGN_IN = '/site/sign-in'
export const SIGN_OUT = '/site/sign-out'

/** May open the pages. */
export const readers: readonly Role[] = ['admin', 'author', 'operator']
/** May change recipes' settings. */
export const editors: readonly Role[] = ['admin', 'author']

export const hasOneOf = (roles: readonly Role[], wanted: readonly Role[]): boolean => roles.some((role) => wanted.includes(role))

/** The page of an app configuration. */
export const appPath = (configurationId: string): string => `${APPS}/${encodeURIComponent(configurationId)}`

/** One of our own pages, by its shape alone; anything else is the list of recipes. */
export function ownPath(path: unknown): string {
  return typeof path === 'string' &&
    /^\/(recipes(\/[a-z][a-z0-9-]*\/settings)?|apps(\/[\w-]{1,100})?|incident(\/[0-9a-f-]{36})?)$/.test(path)
    ? path
    : RECIPES
}
