// The one card of several sign-ins that a run asks for before its first step: each with its state, edited in place as they come.
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
import { dateAndTime, formatList, formatNumber } from '../format.js'
import { phrase, shorten, type Markdown } from '../markdown.js'
import type { Message } from '../message.js'
import { howSignInEnded } from '../pause-words.js'
import { againButtons, type Again } from './run-again.js'
import type { SignInCardModel } from './sign-in-card.js'
import { whereAsked, type SignInRun } from './sign-in-run.js'

const NAME_AT_MOST = 60

/** One of the sign-ins. */
export interface JointSignIn extends Pick<SignInCardModel, 'app' | 'configurationLabel' | 'account' | 'notMine' | 'why' | 'missed'> {
  readonly state: SignInCardModel['state']
  /** The recipe goes on without it. */
  readonly mayDecline: boolean
  /** Where it waits: its request, with the page's address, and a nonce for *Go on without*. */
  readonly asked?: { readonly request: string; readonly link: string; readonly nonce: string }
}

export interface JointSignInCardModel extends Pick<SignInRun, 'runId' | 'title' | 'sentence' | 'askedIn' | 'cancelNonce'> {
  readonly profile: Pick<CallerProfile, 'name' | 'email'>
  readonly locale: string
  /** The earliest of those that wait. */
  readonly deadlineAt: Date | null
  readonly signIns: readonly JointSignIn[]
  /** It was cancelled before it did anything. */
  readonly again?: Again | null
}

/** Posted while one of them waits, edited in place with each answer. */
export function jointSignInCard({ signIns, ...model }: JointSignInCardModel, text: Catalogue = english): Message {
  const shown = { ...model, signIns: signIns.map(withShortNames) }
  return signIns.some(({ asked }) => asked) ? waitingCard(shown, text) : answeredCard(shown, text)
}

/** Each name stands on the card several times. */
function withShortNames({ app, configurationLabel, ...one }: JointSignIn): JointSignIn {
  return { ...one, app: shorten(app, NAME_AT_MOST), configurationLabel: shorten(configurationLabel, NAME_AT_MOST) }
}

function waitingCard(model: JointSignInCardModel, text: Catalogue): Message {
  const { runId: run, title, sentence, profile, locale, deadlineAt, signIns, cancelNonce: nonce } = model
  const count = signIns.length
  const heads = text.joint.title({ recipe: title, count, shown: formatNumber(count, locale) })
  const waiting = signIns.filter(({ asked }) => asked)
  const mayLeaveOut = waiting.some(({ mayDecline }) => mayDecline)
  const about = facts([
    [text.signIn.for(), text.signIn.person(profile)],
    [text.signIn.askedIn(), whereAsked(model, text)],
    deadlineAt && [text.signIn.waitsUntil(), dateAndTime(deadlineAt)],
  ])
  return cardMessage({
    summary: heads,
    body: [
      heading(heads),
      paragraph(sentence),
      about,
      ...signIns.map((one) => section(ofOne(one, { run, isFirst: one === waiting[0] }, text))),
      section([
        paragraph(mayLeaveOut ? text.joint.startsAnswered() : text.joint.startsConnected()),
        smallPrint(text.signIn.once({ app: formatList(waiting.map(({ app }) => phrase`${app}`)) })),
      ]),
    ],
    buttons: [pressButton(text.signIn.cancelRun(), { press: 'cancelRun', run, nonce })],
  })
}

function ofOne(one: JointSignIn, at: { run: string; isFirst: boolean }, text: Catalogue): Element[] {
  const { app, asked, why, missed } = one
  const buttons = asked ? waysOn({ ...one, asked }, at, text) : wayOut(one, text)
  return [
    paragraph(stateOf(one, text)),
    ...(asked && why !== undefined ? [paragraph(text.paused.ended({ app, how: howSignInEnded(why) }))] : []),
    ...(asked && missed ? [paragraph(text.wall.missed({ app }))] : []),
    ...(buttons.length > 0 ? [buttonRow(buttons)] : []),
  ]
}

/** After a trip that didn't come back, the button stands beside a note for whoever can change that. */
function waysOn(
  { app, asked: { request, link, nonce }, missed, mayDecline }: JointSignIn & Required<Pick<JointSignIn, 'asked'>>,
  { run, isFirst }: { run: string; isFirst: boolean },
  text: Catalogue,
): Button[] {
  const signIn = linkButton(text.signIn.signIn({ app }), link)
  return [
    isFirst ? primary(signIn) : signIn,
    ...(missed ? [pressButton(text.wall.copyNote(), { press: 'adminNote', ...missed })] : []),
    ...(mayDecline ? [pressButton(text.signIn.goOnWithout({ app }), { press: 'declineSignIn', run, nonce, request })] : []),
  ]
}

function answeredCard({ title, signIns, again }: JointSignInCardModel, text: Catalogue): Message {
  const heads = howItWent(title, signIns, text)
  return cardMessage({
    summary: heads,
    body: [heading(heads), ...signIns.map((one) => paragraph(stateOf(one, text)))],
    buttons: again ? againButtons(again, text) : signIns.flatMap((one) => wayOut(one, text)),
  })
}

function howItWent(recipe: string, signIns: readonly JointSignIn[], text: Catalogue): Markdown {
  if (signIns.some(({ state }) => state === 'cancelled')) return text.joint.cancelled({ recipe })
  const isMissing = ({ state, mayDecline }: JointSignIn): boolean => state !== 'connected' && !mayDecline
  return signIns.some(isMissing) ? text.joint.hasEnded({ recipe }) : text.joint.goesOn({ recipe })
}

function stateOf({ state, app, configurationLabel: label, account, mayDecline }: JointSignIn, text: Catalogue): Markdown {
  switch (state) {
    case 'waiting':
      return text.joint.waiting({ app, label })
    case 'connected':
      return account ? text.joint.connectedAs({ app, account: account.name }) : text.joint.connected({ app, label })
    case 'declined':
      return mayDecline ? text.joint.leftOut({ app }) : text.joint.notSignedIn({ app })
    case 'expired':
      return text.joint.expired({ app })
    default:
      return text.joint.notNeeded({ app })
  }
}

function wayOut({ app, notMine }: JointSignIn, text: Catalogue): Button[] {
  return notMine ? [pressButton(text.joint.notMine({ app }), { press: 'notMyAccount', ...notMine })] : []
}
