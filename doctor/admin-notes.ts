// A note for each admin: what isn't right yet on their side, and how everything there should be.
import type { App } from '../apps/define-app.js'
import { apps, type AppId } from '../apps/index.js'
import { registerCommand } from '../temporal/check-search-attributes.js'
import { setupNote, setupReasons, type SetupNote } from '../text/setup-notes.js'
import { configuredApps, redirectUriOf } from './check-app.js'
import type { Known } from './environment.js'
import type { Admin, Finding } from './finding.js'

export const admins: readonly Admin[] = ['azure', ...(Object.keys(apps) as AppId[]), 'temporal', 'database']

type Facts = Pick<SetupNote, 'of' | 'why' | 'facts'>
const UNKNOWN = '(not set yet)'

/** Of those who have something to do; of all of them where `all`. */
export function adminNotes(findings: readonly Finding[], known: Known, asked: readonly Admin[] | 'who must'): string[] {
  const wanted = asked === 'who must' ? admins.filter((admin) => findings.some((finding) => isFor(finding, admin))) : asked
  return wanted.map((admin) => {
    const todo = findings.filter((finding) => isFor(finding, admin)).map(({ what, todo: words = '' }) => ({ what, todo: words }))
    return setupNote({ ...factsFor(admin, known), todo })
  })
}

const isFor = ({ admin, state }: Finding, who: Admin): boolean => admin === who && state !== 'ok'

function factsFor(admin: Admin, known: Known): Facts {
  if (admin === 'azure') return azure(known)
  if (admin === 'temporal') return temporal(known)
  if (admin === 'database') return database()
  return app(apps[admin], known)
}

function azure({ PUBLIC_URL: url = UNKNOWN, TENANT_ID, MICROSOFT_APP_ID, ENTRA_CLIENT_ID }: Known): Facts {
  return {
    of: 'Microsoft Entra and Azure',
    why: setupReasons.azure,
    facts: [
      ['Tenant', TENANT_ID ?? UNKNOWN],
      [
        "The bot's app registration",
        `${MICROSOFT_APP_ID ?? UNKNOWN}, accounts in this organizational directory only, with a client secret`,
      ],
      ['Azure Bot', `type Single Tenant, of that app registration; messaging endpoint ${url}/api/messages; channel Microsoft Teams`],
      ["The sign-in's app registration", `${ENTRA_CLIENT_ID ?? UNKNOWN}, another one, with a client secret of its own`],
      ['Its redirect URI, platform Web', `${url}/entra/callback`],
      ['Its permissions', 'Microsoft Graph, delegated, openid and profile, with admin consent'],
    ],
  }
}

function app({ id, name, oauth, setUp }: App, known: Known): Facts {
  const configured = configuredApps(known).find((each) => each.id === id)
  return {
    of: name,
    why: setupReasons.app(name),
    facts: [
      ['OAuth client', configured?.clientId ?? UNKNOWN],
      ['Redirect URI', redirectUriOf(known.PUBLIC_URL ?? '<PUBLIC_URL>', configured?.id ?? id)],
      ['Scopes', oauth.scopes.join(' ')],
      ['To be seen by hand', setUp.look],
      ['Step by step', `docs/apps/${id}.md`],
    ],
  }
}

function temporal({ TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE: namespace = 'default' }: Known): Facts {
  return {
    of: 'Temporal',
    why: setupReasons.temporal,
    facts: [
      ['Address', TEMPORAL_ADDRESS ?? UNKNOWN],
      ['Namespace', `${namespace}, with a retention of 30 days or more`],
      ['Search attributes, all keywords', registerCommand(namespace)],
    ],
  }
}

function database(): Facts {
  return {
    of: 'Postgres',
    why: setupReasons.database,
    facts: [
      ['Version', '15 or newer'],
      ['Roles', 'workbot_app without a login; workbot_owner, which owns the database; workbot_program, in workbot_app'],
      ['As SQL', 'docs/setup.md, step 2'],
    ],
  }
}
