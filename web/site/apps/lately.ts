// How each app configuration is, from what rows tell of the last 24 hours.
import type { AuditEvent } from '../../../audit/catalogue.js'
import { countEvents } from '../../../audit/count-events.js'
import { countByState } from '../../../connections/count-by-state.js'
import { countEndings } from '../../../connections/count-endings.js'
import { siteAppHealth as words } from '../../../text/site-app-health.js'
import { html, type Html } from '../../html.js'
import type { WebDeps } from '../../web-deps.js'

export type Lately = Parameters<typeof words.troubles>[0]

const connected: readonly AuditEvent[] = ['sign_in.connected', 'shared.connected']
const failed: readonly AuditEvent[] = ['sign_in.failed', 'sign_in.wrong_org', 'shared.refused']

/** Of every configuration, by its id. */
export async function lookLately({ db }: Pick<WebDeps, 'db'>): Promise<(configurationId: string) => Lately> {
  const [events, states, endings] = await Promise.all([
    countEvents(db, [...connected, ...failed, 'connection.refresh_failed', 'revocation.failed']),
    countByState(db),
    countEndings(db, { kind: 'since', since: new Date(), configurationId: null }),
  ])
  return (id) => {
    const total = (which: readonly AuditEvent[]): number =>
      events.filter((one) => one.configurationId === id && which.includes(one.event)).reduce((sum, { count }) => sum + count, 0)
    return {
      ...{ connected: total(connected), failed: total(failed) },
      ...{ refreshes: total(['connection.refresh_failed']), givenUp: total(['revocation.failed']) },
      needsSignIn: states.find(({ configurationId }) => configurationId === id)?.needsSignIn ?? 0,
      pending: endings.find(({ configurationId }) => configurationId === id)?.open ?? 0,
    }
  }
}

export function healthPart(lately: Lately): Html {
  const troubles = words.troubles(lately)
  return html`<h2>${words.title()}</h2>
    <p>${words.connected({ count: lately.connected })} ${troubles.length === 0 ? words.well() : null}</p>
    ${
      troubles.length === 0
        ? null
        : html`<ul>
            ${troubles.map((line) => html`<li>${line}</li>`)}
          </ul>`
    }`
}
