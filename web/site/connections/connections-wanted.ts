// What the list of connections was asked for, by its address: whose, to which app, in which state, and when they were last used.
import { findOwnersByAccount, lastUses, type ConnectionsWanted } from '../../../connections/look-for-connections.js'
import type { Transaction } from '../../../database.js'
import { findCallers } from '../../../runs/find-callers.js'
import { siteConnections } from '../../../text/site-connections.js'
import { siteLists } from '../../../text/site-lists.js'
import { chosen, wordsOf, type FilterField } from '../filter-form.js'

const states = ['connected', 'needs_sign_in'] as const

export interface Asked {
  readonly wanted: ConnectionsWanted
  readonly fields: readonly FilterField[]
  /** What was typed for a person whom nothing is known of; null: somebody is known. */
  readonly unknown: string | null
}

/** @param names of app configurations */
export async function readConnectionsWanted(
  tx: Transaction,
  { query, tenantId, names }: { query: URLSearchParams; tenantId: string; names: ReadonlyMap<string, string> },
): Promise<Asked> {
  const configurationId = chosen(query, 'app', [...names.keys()])
  const [state, lastUse, typed] = [chosen(query, 'state', states), chosen(query, 'used', lastUses), wordsOf(query, 'person')]
  const who = { tenantId, typed }
  const ids = typed === '' ? null : [...new Set([...(await findCallers(tx, who)), ...(await findOwnersByAccount(tx, who))])]
  const { filter } = siteConnections
  return {
    wanted: { configurationId, state, lastUse, owners: ids && { tenantId, ids } },
    fields: [
      { kind: 'words', name: 'person', label: siteLists.filter.person(), value: typed, hint: siteLists.filter.personHint() },
      {
        ...{ kind: 'choice', name: 'app', label: filter.app, value: configurationId ?? '' },
        choices: [...names].map(([value, title]) => ({ value, title })),
      },
      {
        ...{ kind: 'choice', name: 'state', label: filter.state, value: state ?? '' },
        choices: states.map((value) => ({ value, title: siteConnections.states[value] })),
      },
      {
        ...{ kind: 'choice', name: 'used', label: filter.lastUse, value: lastUse ?? '' },
        choices: lastUses.map((value) => ({ value, title: siteConnections.lastUse[value] })),
      },
    ],
    unknown: ids?.length === 0 ? typed : null,
  }
}
