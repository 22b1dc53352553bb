// The card that asks a caller to sign in to an app, and shows how that request ended.
import type { CallerProfile } from '../../caller.js'
import { english, type Catalogue } from '../catalogue.js'
import {
  buttonRow,
  cardMessage,
  facts,
  heading,
  linkButton,
  paragraph,
  pressButton,
  primary,
  section,
  smallPrint,
  type Button,
  type Element,
} from '../elements.js'
import { dateAndTime, formatNumber } from '../format.js'
import { joinMarkdown, phrase, type Markdown } from '../markdown.js'
import type { Message } from '../message.js'
import { howSignInEnded } from '../pause-words.js'
import { againButtons, type Again } from './run-again.js'
import { decisions, RUNS_AT_MOST, stepsDone, whereAsked, type SignInRun } from './sign-in-run.js'
import { stillDoCard } from './still-do-card.js'

export interface SignInCardModel {
  readonly state: 'waiting' | 'connected' | 'declined' | 'expired' | 'cancelled'
  /** The app's name: `Salesforce`. */
  readonly app: string
  readonly configurationLabel: string
  readonly profile: Pick<CallerProfile, 'name' | 'email'>
  readonly locale: string
  /** `/connect/<request id>.<HMAC>`, absolute. */
  readonly link: string
  /** Known once connected. */
  readonly account?: { readonly name: string; readonly orgName: string }
  /** What *Not my account* names: the connection, and the app's own key of the account that this card shows. */
  readonly notMine?: { readonly connection: string; readonly account: string; readonly nonce: string }
  /** Why a sign-in that was there is of no use any more: a short word of connections/why-sign-in.ts. */
  readonly why?: string
  /** Somebody set out for the app and didn't come back; of which request. */
  readonly missed?: { readonly request: string }
  /** Asked for without a run: until when. */
  readonly wantedUntil?: Date
  readonly runs: readonly SignInRun[]
  /** Its one run was cancelled before it did anything. */
  readonly again?: Again | null
}

/** One card per sign-in request: posted while it waits, edited in place when it ends. */
export function signInCard(model: SignInCardModel, text: Catalogue = english): Message {
  return model.state === 'waiting' ? waitingCard(model, text) : endedCard(model, text)
}

function waitingCard(model: SignInCardModel, text: Catalogue): Message {
  const { app, runs, locale } = model
  const [run] = runs
  if (run === undefined) return wantedCard(model, text)
  const title =
    runs.length === 1
      ? text.signIn.title({ app, recipe: run.title })
      : text.signIn.titleOfSeveral({ app, count: runs.length, shown: formatNumber(runs.length, locale) })
  const { signIn, missed, noteButton } = wayOn(model, text)
  const once = mayDo(model, text)
  const whyAgain = [...(model.why === undefined ? [] : [paragraph(pausedAgain(model, text))]), ...missed]
  if (runs.length === 1) {
    const about = facts([
      ...whoAndWhere(model, text),
      [text.signIn.askedIn(), whereAsked(run, text)],
      [text.signIn.waitsUntil(), dateAndTime(run.deadlineAt)],
    ])
    return cardMessage({
      summary: title,
      body: [heading(title), ...whyAgain, paragraph(run.sentence), ...asBefore(run, text), about, once],
      buttons: [signIn, ...noteButton, ...decisions(run, { app, cancel: text.signIn.cancelRun() }, text)],
    })
  }
  const shown = runs.slice(0, RUNS_AT_MOST).map((each) => runSection(each, model, text))
  const left = runs.length - shown.length
  return cardMessage({
    summary: title,
    body: [
      heading(title),
      ...whyAgain,
      facts(whoAndWhere(model, text)),
      buttonRow([signIn, ...noteButton]),
      ...shown,
      ...(left > 0 ? [paragraph(text.signIn.more({ count: left }))] : []),
      section([once]),
    ],
  })
}

/** The button that leads to the app; after a trip that didn't come back it says so, and offers a note for whoever can change that. */
function wayOn(
  { app, link, missed }: SignInCardModel,
  text: Catalogue,
): { signIn: Button; missed: readonly Element[]; noteButton: readonly Button[] } {
  if (!missed) return { signIn: primary(linkButton(text.signIn.signIn({ app }), link)), missed: [], noteButton: [] }
  return {
    signIn: primary(linkButton(text.wall.tryAgain(), link)),
    missed: [paragraph(text.wall.missed({ app }))],
    noteButton: [pressButton(text.wall.copyNote(), { press: 'adminNote', ...missed })],
  }
}

/** `connect salesforce`: nothing waits for it. */
function wantedCard(model: SignInCardModel, text: Catalogue): Message {
  const title = text.signIn.signIn(model)
  const { signIn, missed, noteButton } = wayOn(model, text)
  const until = model.wantedUntil ? [[text.signIn.linkUntil(), dateAndTime(model.wantedUntil)] as const] : []
  return cardMessage({
    summary: title,
    body: [
      heading(title),
      ...(model.why === undefined ? [] : [paragraph(endedWords(model, model.why, text))]),
      ...missed,
      facts([...whoAndWhere(model, text), ...until]),
      mayDo(model, text),
    ],
    buttons: [signIn, ...noteButton],
  })
}

/** What a sign-in allows; `once` only where it wasn't asked for before. */
function mayDo({ app, why }: SignInCardModel, text: Catalogue): Element {
  return smallPrint(why === undefined ? text.signIn.once({ app }) : text.signIn.again({ app }))
}

/** *Salesforce ended your sign-in. 1 step is done and stays done. Sign in and I go on.* Of several runs each says by itself what it has done. */
function pausedAgain(model: SignInCardModel, text: Catalogue): Markdown {
  const { why = '', runs, locale } = model
  const done = runs.length === 1 && runs[0] ? stepsDone(runs[0], locale, text) : null
  return joinMarkdown([endedWords(model, why, text), done, text.paused.goOn()], ' ')
}

function endedWords({ app }: SignInCardModel, why: string, text: Catalogue): Markdown {
  return text.paused.ended({ app, how: howSignInEnded(why) })
}

function whoAndWhere({ profile, app, configurationLabel }: SignInCardModel, text: Catalogue): (readonly [Markdown, Markdown])[] {
  return [
    [text.signIn.for(), text.signIn.person(profile)],
    [text.signIn.app({ app }), phrase`${configurationLabel}`],
  ]
}

function runSection(run: SignInRun, { app, locale }: SignInCardModel, text: Catalogue): Element {
  const done = stepsDone(run, locale, text)
  return section([
    paragraph(run.sentence),
    ...asBefore(run, text),
    ...(done ? [smallPrint(done)] : []),
    smallPrint(text.signIn.askedInUntil({ where: whereAsked(run, text), until: dateAndTime(run.deadlineAt) })),
    buttonRow(decisions(run, { app, cancel: text.signIn.cancelNamed({ recipe: run.title }) }, text)),
  ])
}

function asBefore({ beganAs }: SignInRun, text: Catalogue): Element[] {
  return beganAs ? [paragraph(text.signIn.asBefore({ account: beganAs }))] : []
}

function endedCard(model: SignInCardModel, text: Catalogue): Message {
  const { title, sentence } = howItEnded(model, text)
  const { app, locale, again } = model
  const runs = model.runs.filter(({ isStillAsked }) => isStillAsked)
  if (runs.length > 0) {
    const connected = joinMarkdown([phrase`${title}.`, sentence], ' ')
    return stillDoCard({ app, locale, runs, connected, buttons: wayOut(model, text) }, text)
  }
  return cardMessage({
    summary: title,
    body: [heading(title), paragraph(sentence)],
    ...(again && { buttons: againButtons(again, text) }),
    ...(model.notMine && { buttons: wayOut(model, text) }),
  })
}

function wayOut({ notMine }: SignInCardModel, text: Catalogue): Button[] {
  return notMine ? [pressButton(text.signIn.notMyAccount(), { press: 'notMyAccount', ...notMine })] : []
}

function howItEnded(
  { state, app, account, configurationLabel, runs }: SignInCardModel,
  text: Catalogue,
): { title: Markdown; sentence: Markdown } {
  const recipes = namesOf(state === 'connected' ? runs.filter(goesOn) : runs, text)
  const wasFor = recipes.length > 0 ? phrase` ${text.signIn.wasFor({ recipes })}` : ''
  switch (state) {
    case 'connected':
      return {
        title: text.signIn.connected({ app, account: account?.name ?? configurationLabel }),
        sentence: text.signIn.goingOn({ org: account?.orgName ?? configurationLabel, recipes }),
      }
    case 'declined':
      return { title: text.signIn.declined({ app }), sentence: phrase`${text.signIn.youDeclined({ app })}${wasFor}` }
    case 'expired':
      return { title: text.signIn.expired({ app }), sentence: phrase`${text.signIn.nobodySignedIn()}${wasFor}` }
    default:
      return { title: text.signIn.cancelled({ app }), sentence: phrase`${text.signIn.nothingWaits()}${wasFor}` }
  }
}

/** Of a sign-in that was made: neither cancelled, nor ended, nor asked about. */
const goesOn = ({ isStillAsked = false, outcome = null }: SignInRun): boolean => !isStillAsked && (outcome ?? 'connected') === 'connected'

/** Each recipe once, however many of its runs there are. */
function namesOf(runs: readonly SignInRun[], text: Catalogue): Markdown[] {
  const titles = runs.map(({ title }) => title)
  return [...new Set(titles)]
    .slice(0, RUNS_AT_MOST)
    .map((recipe) => text.run.names({ recipe, count: titles.filter((title) => title === recipe).length }))
}
