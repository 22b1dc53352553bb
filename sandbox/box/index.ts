// The stand-in for Box: OAuth by its rules, the API with users and rights, pages to look at, and faults on demand.
import { startOAuthApp, type OAuthApp, type OAuthAppOptions, type OAuthAppStandIn } from '../oauth-app/start.js'
import { tokensTable } from '../oauth-app/tokens-table.js'
import { boxUsers } from './accounts.js'
import { createBoxApi } from './api.js'
import type { BoxHabits } from './call.js'
import { limitReached, unauthorized } from './errors.js'
import { createDownloads } from './files.js'
import { OAUTH_SCOPE, oauthConfiguration, oauthPaths, reshapeAnswer, revokeToken, REVOCATION_PATH } from './oauth.js'
import { ACCENT, itemPage, overviewPage } from './page.js'
import { seedBox } from './seed.js'
import { openBoxState, type BoxState } from './state.js'

const accounts = boxUsers.map(({ key, name, login, enterprise }) => ({ key, name, login, org: enterprise?.name ?? 'private' }))
/** Search is late, a chunked upload is for 20 MB and more. Box's own index takes up to ten minutes. */
const usual: BoxHabits = { indexAfterMs: 30_000, unready: 0, sessionMinimum: 20_000_000, partSize: 8_388_608 }

/** A running stand-in. */
export interface BoxStandIn extends OAuthAppStandIn {
  /** Everything that is in it, of all people. */
  readonly state: BoxState
  /** How it behaves from now on. */
  setHabits(change: Partial<BoxHabits>): void
}

interface BoxOptions extends OAuthAppOptions {
  /** Starts with a folder and a file. */
  readonly seed?: boolean
}

/** @throws EADDRINUSE when the port is taken */
export async function startBox(options: BoxOptions): Promise<BoxStandIn> {
  const state = openBoxState(options.stateFolder)
  if (options.seed && state.nextNumber === 1) await seedBox(state)
  let habits = usual
  const downloads = createDownloads()
  const api = createBoxApi(downloads)
  const box: OAuthApp = {
    ...{ service: 'Box', accent: ACCENT, cookiePrefix: 'box', scope: OAUTH_SCOPE, accounts, paths: oauthPaths },
    faults: { api: '/2.0', limit: limitReached() },
    configuration: oauthConfiguration,
    reshape: reshapeAnswer,
    async answer({ request, url, account }, parts) {
      if (url.pathname === REVOCATION_PATH) return revokeToken(request, parts)
      const bytes = await downloads.serve(url, request.headers.host, state)
      if (bytes) return bytes
      if (!url.pathname.startsWith('/2.0/') && !url.pathname.startsWith('/api/2.0/')) return null
      const user = boxUsers.find(({ key }) => key === account)
      return user ? await api({ state, habits, user, request, url, origin: parts.origin }) : unauthorized()
    },
    page: ({ pathname }, { controls }) => showPage(pathname, state, () => tokensTable(accounts, controls)),
  }
  const standIn = await startOAuthApp(box, options)
  const setHabits = (change: Partial<BoxHabits>): void => {
    habits = { ...habits, ...change }
  }
  return {
    ...{ ...standIn, state, setHabits },
    get tokenCalls() {
      return standIn.tokenCalls
    },
  }
}

function showPage(path: string, state: BoxState, tokens: () => string): string | null {
  if (path === '/') return overviewPage(state, tokens())
  const [, kind, id] = /^\/(folder|file|s)\/(\w+)$/.exec(path) ?? []
  const found = state.items.find((item) => (kind === 's' ? item.link?.slug === id : item.type === kind && item.id === id))
  return found ? itemPage(state, found) : null
}
