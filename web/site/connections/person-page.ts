// One person's connections, with what ends them, and the proof of those that were ended; everybody's own list is this page too.
import type { Response } from 'express'
import { isSameCaller, type Caller } from '../../../caller.js'
import { listConnections, type OwnConnection } from '../../../connections/list-connections.js'
import { listDisconnects, type EndedConnection } from '../../../connections/list-disconnects.js'
import type { Transaction } from '../../../database.js'
import { countRunsUsing } from '../../../runs/runs-of-caller.js'
import { minute } from '../../../settings/tables.js'
import { siteConnections } from '../../../text/site-connections.js'
import { html, type Html } from '../../html.js'
import type { WebDeps } from '../../web-deps.js'
import { configurationNames } from '../app-choices.js'
import { folded } from '../folded.js'
import { sendSitePage, tableOf } from '../frame.js'
import { liveAddress } from '../live.js'
import { namesOfPeople } from '../people-names.js'
import { CONNECTIONS, hasOneOf, overseers, type Visit } from '../site-deps.js'
import { accountCell, stateCell, usedCell } from './cells.js'
import { personPath } from './list-page.js'

const words = siteConnections
const ENDED_SHOWN = 20

export interface Held {
  readonly connections: readonly OwnConnection[]
  readonly ended: readonly EndedConnection[]
}

/** What the page shows that may change while it is open. */
export async function findHeld(tx: Transaction, owner: Caller): Promise<Held> {
  return { connections: await listConnections(tx, owner), ended: await listDisconnects(tx, owner, ENDED_SHOWN) }
}

export async function sendPersonPage(
  { db }: WebDeps,
  response: Response,
  { owner, visit, notice }: { owner: Caller; visit: Visit; notice: Html | null },
): Promise<void> {
  const [held, names] = [await findHeld(db, owner), await configurationNames(db)]
  const isOwn = isSameCaller(owner, visit.session.caller)
  const isOverseer = hasOneOf(visit.roles, overseers)
  const people = isOwn ? new Map<string, string>() : await namesOfPeople(db, { tenantId: owner.tenantId, ids: [owner.aadObjectId] })
  const name = people.get(owner.aadObjectId) ?? owner.aadObjectId
  const live = liveAddress({ path: `${personPath(owner.aadObjectId)}/live`, query: new URLSearchParams(), shown: held })
  sendSitePage(response, {
    ...{ title: isOwn ? words.title({ isOwn }) : words.ofPerson({ name }), visit, place: CONNECTIONS, isLive: true },
    body: html`${isOverseer ? html`<p class="soft"><a href="${CONNECTIONS}">${words.back()}</a></p>` : null} ${notice}
      <div data-live="${live}">${connectedTable(held, { names, isOwn })} ${endedTable(held, names)}</div>
      <div class="acts">
        ${await buttonsFor(db, { held, owner, names })} ${isOverseer && !isOwn ? everythingButton(owner, name) : null}
      </div>`,
  })
}

function connectedTable({ connections }: Held, { names, isOwn }: { names: ReadonlyMap<string, string>; isOwn: boolean }): Html {
  if (connections.length === 0) return html`<p class="nothing">${words.noneOf({ isOwn })}</p>`
  const { app, account, state, used } = words.columns
  return tableOf({
    label: words.title({ isOwn }),
    head: [app, account, state, used],
    rows: connections.map((each) => [
      html`${names.get(each.configurationId) ?? each.configurationId}`,
      accountCell(each),
      stateCell(each),
      usedCell(each.lastUsedAt),
    ]),
  })
}

function endedTable({ ended }: Held, names: ReadonlyMap<string, string>): Html | null {
  if (ended.length === 0) return null
  const { app, account, ended: at, proof } = words.columns
  return html`<h2>${words.endedTitle()}</h2>
    ${tableOf({
      label: words.endedTitle(),
      head: [app, account, at, proof],
      rows: ended.map((each) => [
        html`${names.get(each.configurationId) ?? each.configurationId}`,
        accountCell(each),
        html`${words.ended({ at: minute(each.at), why: each.why })}`,
        html`${words.proof({ state: each.ending.state, at: minute(each.ending.at) })}`,
      ]),
    })}`
}

async function buttonsFor(
  tx: Transaction,
  { held, owner, names }: { held: Held; owner: Caller; names: ReadonlyMap<string, string> },
): Promise<readonly Html[]> {
  const buttons: Html[] = []
  for (const { id, configurationId, accountName } of held.connections) {
    const app = names.get(configurationId) ?? configurationId
    const runs = await countRunsUsing(tx, { caller: owner, configurationId })
    buttons.push(
      folded({
        title: words.disconnect.open({ app, account: accountName }),
        action: `${CONNECTIONS}/${id}/disconnect`,
        hint: words.disconnect.hint({ app, runs }),
        button: words.disconnect.button({ app }),
      }),
    )
  }
  return buttons
}

function everythingButton({ aadObjectId }: Caller, name: string): Html {
  const { open, hint, button } = words.disconnectAll
  return folded({ title: open({ name }), action: `${personPath(aadObjectId)}/disconnect`, hint: hint(), button: button() })
}
