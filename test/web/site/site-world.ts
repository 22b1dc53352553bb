// The operators' pages with roles that a test changes, people who come to them, and what their forms would post.
import { SANDBOX_TENANT, alice, type SandboxPerson } from '../../../sandbox/people.js'
import { rolesOf } from '../../../settings/roles.js'
import type { RecipeSpec } from '../../../workflows/recipe-spec.js'
import { recipeSpecs } from '../../../workflows/recipes/index.js'
import { createBrowser, type Page, type TestBrowser } from '../../support/browser.js'
import { startWebWorld, type WebWorld } from '../support/web-world.js'

export interface SiteWorld extends WebWorld {
  /** Entra object ids; empty them, or fill them, and the next request is looked at by them. */
  readonly roles: { ADMINS: string[]; AUTHORS: string[]; OPERATORS: string[] }
  /** Signs somebody in, on their way to a page. */
  comesTo(path: string, person?: SandboxPerson): Promise<{ readonly browser: TestBrowser; readonly page: Page }>
  /** As a form of ours would, with this browser's cookies. */
  post(
    path: string,
    browser: TestBrowser,
    fields?: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>
  get(path: string, browser: TestBrowser): Promise<Response>
}

export const temporalUi = { url: 'http://temporal.example:8080', namespace: 'workbot' }

export async function startSiteWorld(specs: readonly RecipeSpec[] = recipeSpecs): Promise<SiteWorld> {
  const roles: SiteWorld['roles'] = { ADMINS: [], AUTHORS: [], OPERATORS: [] }
  const config = () => ({ TENANT_ID: SANDBOX_TENANT, ...roles })
  const site = { specs, sandbox: false, temporalUi, rolesOf: (person: Parameters<typeof rolesOf>[1]) => rolesOf(config(), person) }
  const world = await startWebWorld({ change: { site } })
  return {
    ...world,
    roles,
    async comesTo(path, person = alice) {
      const browser = createBrowser()
      const page = await browser.choose(await browser.submit(await browser.open(`${world.url}${path}`)), person.key)
      return { browser, page }
    },
    post: (path, browser, fields = {}, headers = {}) =>
      fetch(`${world.url}${path}`, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie: browser.cookies(world.url), 'sec-fetch-site': 'same-origin', ...headers },
        body: new URLSearchParams(fields),
      }),
    get: (path, browser) => fetch(`${world.url}${path}`, { redirect: 'manual', headers: { cookie: browser.cookies(world.url) } }),
  }
}
