// The cells by which a list and a person's page show one connection.
import type { ListedConnection } from '../../../connections/look-for-connections.js'
import { minute } from '../../../settings/tables.js'
import { siteConnections } from '../../../text/site-connections.js'
import { html, type Html } from '../../html.js'

export function accountCell({ accountName, orgName }: Pick<ListedConnection, 'accountName' | 'orgName'>): Html {
  return html`${accountName}${orgName === '' ? null : html`<span class="second">${orgName}</span>`}`
}

export function stateCell(connection: Pick<ListedConnection, 'state' | 'why' | 'needsSignInAt'> & { readonly since: Date }): Html {
  const { state, why, needsSignInAt, since } = connection
  const from = state === 'connected' ? since : needsSignInAt
  return html`<span class="state state-${state.replaceAll('_', '-')}">${siteConnections.states[state]}</span>
    <span class="second"
      >${state === 'connected' ? null : siteConnections.why({ why })} ${from && siteConnections.since({ since: minute(from) })}</span
    >`
}

export function usedCell(at: Date | null): Html {
  return at ? momentCell(at) : html`${siteConnections.neverUsed()}`
}

export function momentCell(at: Date): Html {
  return html`<time datetime="${at.toISOString()}">${minute(at)}</time>`
}
