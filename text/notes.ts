// The messages that are a sentence or two and no card. `summary` has the same words without markup, for answers that show plain text.
import type { ErrorCode } from '../errors.js'
import type { AdminNoteWords } from './app-words.js'
import { english, type Catalogue } from './catalogue.js'
import { textMessage } from './elements.js'
import { formatBytes } from './format.js'
import type { Markdown } from './markdown.js'
import type { Message } from './message.js'
import type { Continuable } from '../runs/continuable.js'
import type { Decision } from '../runs/types.js'

/** In the channel, in place of the sign-in link. */
export const channelSignInNote = (model: { name: string; app: string | Markdown }, text: Catalogue = english): Message =>
  textMessage(text.signIn.sentToYou(model))
/** In the caller's own chat, where the card that asks stands further up already. */
export const sameSignInNote = ({ title, app }: { title: string; app: string }, text: Catalogue = english): Message =>
  textMessage(text.signIn.sameSignIn({ recipe: title, app }))
/** To the owner of a link that somebody else opened; once. @param runs how many of the owner's runs wait */
export const someoneElseOpenedYourLink = (model: { app: string; runs: number }, text: Catalogue = english): Message =>
  textMessage(text.signIn.someoneElseOpened(model))
/** To the owner of a connection, a week before its end; once. @param command what to type, to sign in again */
export const signInEndsSoon = (model: { app: string; days: number; command: string }, text: Catalogue = english): Message =>
  textMessage(text.signIn.endsSoon(model))
/** In the channel, when the result went to the caller's own chat. */
export const personalResultNote = (name: string, text: Catalogue = english): Message => textMessage(text.run.resultSent({ name }))
/** The run is accepted; Temporal isn't reachable now. */
export const taken = ({ title }: { title: string }, text: Catalogue = english): Message => textMessage(text.run.taken({ recipe: title }))
/** To the presser of a recipe's button. */
export const started = ({ title }: { title: string }, text: Catalogue = english): Message =>
  textMessage(text.run.started({ recipe: title }))
/** To the caller of a run whose code fails each time it is executed. */
export const runIsStuck = ({ title }: { title: string }, text: Catalogue = english): Message =>
  textMessage(text.run.stuck({ recipe: title }))
/** To the presser of Cancel. */
export const runCancelled = (text: Catalogue = english): Message => textMessage(text.run.cancelled())
/** To the presser of *Go on with* after a late sign-in. */
export const goingOnAfterAll = (text: Catalogue = english): Message => textMessage(text.still.goingOn())
/** To the presser of *Go on without*. */
export const goingOnWithout = (text: Catalogue = english): Message => textMessage(text.signIn.goingOnWithout())
/** To be copied and sent to an app's admin; nothing in it is secret. */
export const adminNote = (model: AdminNoteWords, text: Catalogue = english): Message => textMessage(text.wall.note(model))
/** To the presser of *Run again*. */
export const runStillEnds = (text: Catalogue = english): Message => textMessage(text.run.stillEnds())
export const runHasDone = (text: Catalogue = english): Message => textMessage(text.run.hasDone())
/** In place of a card whose run was discarded. */
export const notRunAgain = ({ title }: { title: string }, text: Catalogue = english): Message =>
  textMessage(text.run.notRunAgain({ recipe: title }))
/** To the presser of Show it. */
export const shownAgain = (text: Catalogue = english): Message => textMessage(text.run.shownAgain())
/** To the presser of a recipe's button, whose form comes as a new message. */
export const formBelow = (text: Catalogue = english): Message => textMessage(text.form.below())
/** In a channel: the answer is the asker's alone. */
export const inYourChat = ({ what }: { what: 'connections' | 'form' | 'other' }, text: Catalogue = english): Message => {
  if (what === 'form') return textMessage(text.param.formInChat())
  return textMessage(what === 'connections' ? text.connections.inYourChat() : text.connections.inYourChatToo())
}
/** To whoever sent a file and no command: it is kept for a form. */
export const fileKept = (model: { name: string; bytes: number; locale: string }, text: Catalogue = english): Message =>
  textMessage(text.param.kept({ name: model.name, size: formatBytes(model.bytes, model.locale) }))
/** To whoever sent a file that can't be used. */
export const fileNotKept = (
  model: { name: string; why: 'too_large' | 'empty' | 'not_fetched' | 'elsewhere' },
  text: Catalogue = english,
): Message => textMessage(text.param.notKept(model))
/** To whoever sent more files than what they asked for takes. @param taken how many were looked at */
export const filesLeft = (model: { names: readonly string[]; taken: number }, text: Catalogue = english): Message =>
  textMessage(text.param.filesLeft(model))
/** In a channel: there is no chat to answer in. */
export const noChatYet = (text: Catalogue = english): Message => textMessage(text.connections.noChat())
/** To whoever asked to connect; the card comes as a new message. */
export const sendingSignIn = (model: { app: string }, text: Catalogue = english): Message => textMessage(text.connections.sending(model))
/** To the presser of Disconnect on the list; the question comes as a new message. */
export const questionBelow = (text: Catalogue = english): Message => textMessage(text.connections.answerBelow())
/** A press about a connection that was ended. */
export const notConnected = (text: Catalogue = english): Message => textMessage(text.connections.notConnected())
export const notConnectedTo = (model: { app: string }, text: Catalogue = english): Message =>
  textMessage(text.connections.notConnectedTo(model))
/** A press about an account that another sign-in has replaced. */
export const otherAccountNow = (text: Catalogue = english): Message => textMessage(text.connections.otherAccountNow())
/** To the presser of Cancel on a run that works just now. */
export const runWillEnd = (text: Catalogue = english): Message => textMessage(text.runs.willEnd())
/** To whoever decided about a write whose answer was lost; the card says it too. */
export const decisionTaken = (model: { answer: Decision }, text: Catalogue = english): Message => textMessage(text.decision.chose(model))
/** To whoever pressed at a line of a list; the card says what came of it. */
export const lineTaken = (text: Catalogue = english): Message => textMessage(text.list.taken())
export const lineNotWaiting = (text: Catalogue = english): Message => textMessage(text.list.notWaiting())
/** To whoever chose which record they mean. @param match its name; null: none of them */
export const choiceTaken = ({ match }: { match: string | null }, text: Catalogue = english): Message =>
  textMessage(match === null ? text.choice.choseNone() : text.choice.chose({ match }))
export const chooseFromList = (text: Catalogue = english): Message => textMessage(text.choice.fromList())
/** In the channel, when the question went to the caller's own chat. */
export const choiceSent = (name: string, text: Catalogue = english): Message => textMessage(text.choice.sent({ name }))
/** A press on Cancel whose run has moved on. */
export const notWaitingAnymore = (text: Catalogue = english): Message => textMessage(text.run.notWaiting())
/** Nothing was committed. */
export const ourSideDown = (model: { code: ErrorCode }, text: Catalogue = english): Message => textMessage(text.refused.ourSideDown(model))
/** The recipe has a list of people, without this one. */
export const notAllowed = ({ title }: { title: string }, text: Catalogue = english): Message =>
  textMessage(text.refused.notListed({ recipe: title }))
/** A fresh installation: nobody may run anything until it is set. */
export const nobodyMayRunYet = ({ title }: { title: string }, text: Catalogue = english): Message =>
  textMessage(text.refused.nobodyYet({ recipe: title }))
export const guestsCant = (text: Catalogue = english): Message => textMessage(text.refused.guest())
export const otherTenant = (text: Catalogue = english): Message => textMessage(text.refused.otherTenant())
/** A Teams activity without an aadObjectId. */
export const noIdentity = (text: Catalogue = english): Message => textMessage(text.refused.noIdentity())
/** The deployment's switch. */
export const paused = (text: Catalogue = english): Message => textMessage(text.refused.paused())
/** To the presser only. */
export const anotherPersonsButton = ({ ownerName }: { ownerName: string }, text: Catalogue = english): Message =>
  textMessage(text.refused.anothersButton({ owner: ownerName }))
export const buttonUsed = (text: Catalogue = english): Message => textMessage(text.refused.buttonUsed())
/** A form whose nonce isn't known any more. */
export const formGone = (text: Catalogue = english): Message => textMessage(text.form.gone())
/** To whoever presses a proposal that is over. */
export const proposalOver = (text: Catalogue = english): Message => textMessage(text.proposal.over())
/** To whoever says yes to a run that can't be continued. */
export const cannotContinue = ({ why }: { why: Exclude<Continuable, 'yes'> | 'identity' }, text: Catalogue = english): Message =>
  textMessage(text.proposal.cannotContinue({ why }))
