// `personal_connections`: what a person has connected, and which of their runs wait for a sign-in.
import { english, type Catalogue } from '../catalogue.js'
import {
  buttonRow,
  cardMessage,
  heading,
  lineBelow,
  linkButton,
  paragraph,
  pressButton,
  section,
  smallPrint,
  subheading,
  type Button,
  type Element,
} from '../elements.js'
import { dateAndTime, dayOf, formatNumber } from '../format.js'
import { joinMarkdown, type Markdown } from '../markdown.js'
import type { Message } from '../message.js'
import { howSignInEnded } from '../pause-words.js'

export interface ShownConnection {
  readonly kind: 'connection'
  readonly connectionId: string
  readonly configurationId: string
  /** The app's name; with the configuration's label where the app has several. */
  readonly app: string
  readonly accountName: string
  readonly orgName: string
  readonly state:
    | { readonly kind: 'connected'; readonly since: Date; readonly lastUsedAt: Date | null }
    /** `why`: a short word of connections/mark-needs-sign-in.ts. */
    | { readonly kind: 'needs_sign_in'; readonly why: string | null; readonly since: Date | null; readonly connectNonce: string }
}

export interface ShownWait {
  readonly kind: 'wait'
  readonly runId: string
  /** `recipeTitle` */
  readonly title: string
  /** `describeRun` */
  readonly sentence: Markdown
  readonly app: string
  readonly until: Date
  /** Of the sign-in request; absolute. */
  readonly link: string
  /** The sign-in came so late that its caller is asked whether it should still be done. */
  readonly isStillAsked?: boolean
  readonly cancelNonce: string
}

export interface Connectable {
  readonly configurationId: string
  readonly app: string
  readonly nonce: string
}

export interface ConnectionsModel {
  /** Of this page: connections first, then waits. */
  readonly items: readonly (ShownConnection | ShownWait)[]
  /** From 1. */
  readonly page: number
  readonly pages: number
  /** Offered where there is nothing to show. */
  readonly connectable: readonly Connectable[]
  /** For paging, and for asking about a disconnect. */
  readonly nonce: string
  readonly locale: string
}

export function connectionsCard(model: ConnectionsModel, text: Catalogue = english): Message {
  const words = text.connections
  const { items, page, pages, nonce } = model
  if (items.length === 0 && page === 1) return nothing(model, text)
  const firstWait = items.findIndex(({ kind }) => kind === 'wait')
  const isAsked = items.some((item) => item.kind === 'wait' && item.isStillAsked === true)
  const shown = items.flatMap((item, index) => [
    ...(index === firstWait ? [subheading(isAsked ? words.waitingForYou() : words.waiting())] : []),
    item.kind === 'connection' ? connectionSection(item, nonce, text) : waitSection(item, page, text),
  ])
  const turns: Button[] = [
    ...(page > 1 ? [pressButton(words.previous(), { press: 'connections', page: page - 1, nonce })] : []),
    ...(page < pages ? [pressButton(words.next(), { press: 'connections', page: page + 1, nonce })] : []),
  ]
  const number = (value: number) => formatNumber(value, model.locale)
  return cardMessage({
    summary: words.title(),
    body: [
      heading(words.title()),
      ...(firstWait === 0 && page === 1 ? [paragraph(words.none())] : []),
      ...shown,
      ...(pages > 1 ? [smallPrint(words.page({ page: number(page), pages: number(pages) }))] : []),
    ],
    buttons: turns,
  })
}

function nothing({ connectable }: ConnectionsModel, text: Catalogue): Message {
  const words = text.connections
  const offer = connectable.length > 0 ? words.noneConnect() : words.noneNoApp()
  return cardMessage({
    summary: words.title(),
    body: [heading(words.title()), paragraph(joinMarkdown([words.none(), offer], ' '))],
    buttons: connectable.map(({ configurationId, app, nonce }) =>
      pressButton(words.connect({ app }), { press: 'connectApp', configuration: configurationId, account: 'any', nonce }),
    ),
  })
}

function connectionSection(
  { connectionId, configurationId, app, accountName, orgName, state }: ShownConnection,
  nonce: string,
  text: Catalogue,
): Element {
  const words = text.connections
  const signIn =
    state.kind === 'needs_sign_in'
      ? [
          pressButton(words.signIn({ app }), {
            press: 'connectApp',
            configuration: configurationId,
            account: 'any',
            nonce: state.connectNonce,
          }),
        ]
      : []
  return section([
    paragraph(words.app({ app, org: orgName })),
    lineBelow(words.account({ account: accountName })),
    smallPrint(stateWords(state, app, text)),
    buttonRow([...signIn, pressButton(words.disconnect({ app }), { press: 'askDisconnect', connection: connectionId, nonce })]),
  ])
}

function stateWords(state: ShownConnection['state'], app: string, { connections: words, paused }: Catalogue): Markdown {
  if (state.kind === 'connected')
    return words.connected({ since: dayOf(state.since), lastUsed: state.lastUsedAt && dateAndTime(state.lastUsedAt) })
  return words.needsSignIn({ since: state.since && dateAndTime(state.since), why: paused.ended({ app, how: howSignInEnded(state.why) }) })
}

function waitSection(
  { runId, title, sentence, app, until, link, isStillAsked = false, cancelNonce }: ShownWait,
  page: number,
  text: Catalogue,
): Element {
  const words = { app, until: dateAndTime(until) }
  const where = { run: runId, nonce: cancelNonce, on: 'connections' as const, ...(page > 1 && { page }) }
  return section([
    paragraph(sentence),
    smallPrint(isStillAsked ? text.connections.stillAskedUntil(words) : text.connections.waitsUntil(words)),
    buttonRow([
      isStillAsked
        ? pressButton(text.still.doIt({ recipe: title }), { press: 'stillDo', ...where })
        : linkButton(text.connections.signIn({ app }), link),
      pressButton(text.signIn.cancelRun(), { press: 'cancelRun', ...where }),
    ]),
  ])
}
