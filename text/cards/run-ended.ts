// How a run ended that wasn't completed: what is true now, and what to do.
import type { AppErrorKind } from '../../apps/errors.js'
import type { ErrorCode } from '../../errors.js'
import { english, type Catalogue } from '../catalogue.js'
import { cardMessage, heading, paragraph, smallPrint } from '../elements.js'
import { dateAndTime } from '../format.js'
import { joinMarkdown, shorten, type Markdown } from '../markdown.js'
import type { Message } from '../message.js'
import { runName } from '../run-name.js'
import { againButtons, type Again } from './run-again.js'

/** `SharedConnectionMissing`: no admin has made the shared connection. `Unexpected`: an error that isn't an app's; its detail isn't shown. `Lost`: nobody knows how far it got. `CallRefused`: it calls a recipe that its caller may not run. `CannotContinue`: it was to go on with another run, and can't. */
export type FailureKind = AppErrorKind | 'SharedConnectionMissing' | 'CallRefused' | 'CannotContinue' | 'Lost' | 'Unexpected'

/** Why a run ended. */
export type RunEnding =
  | { readonly kind: 'declined' }
  | { readonly kind: 'cancelled' }
  /** From outside: by an operator, or in Temporal. */
  | { readonly kind: 'stopped' }
  /** `unanswered`: its caller signed in late, and didn't say whether it should still be done. */
  | { readonly kind: 'expired' | 'unanswered'; readonly deadlineAt: Date }
  /** Somebody who had answered didn't sign in for it. */
  | { readonly kind: 'signer'; readonly name: string; readonly how: 'cancelled' | 'left' | 'denied' }
  /** Of several records that fit its caller meant none, or didn't say which. */
  | { readonly kind: 'none_meant' }
  | { readonly kind: 'not_chosen'; readonly deadlineAt: Date }
  | {
      readonly kind: 'failed'
      readonly error: { readonly kind: FailureKind; readonly code: ErrorCode; readonly detail: string }
      /** The app account that acted, where one did. */
      readonly account: string | null
    }

export interface RunEndedModel {
  /** `recipeTitle` */
  readonly title: string
  /** The app's name: `Salesforce`. */
  readonly app: string
  readonly runId: string
  readonly callerName: string
  /** `others`: the message stands in a channel or group chat. */
  readonly readBy: 'caller' | 'others'
  readonly ending: RunEnding
  /** Writes that were completed before the end. */
  readonly stepsDone: number
  /** A write was sent and its answer never came: nobody may be told that nothing was done. */
  readonly isUnsure?: boolean
  /** It ended before it did anything, and may be run again. */
  readonly again?: Again | null
}

const DETAIL_LENGTH = 500

/** A new message, so that it notifies. */
export function runEnded(model: RunEndedModel, text: Catalogue = english): Message {
  const { ending, runId, again } = model
  const title = titleOf(model, text)
  const code = ending.kind === 'failed' ? ending.error.code : null
  const detail = detailOf(model, text)
  return cardMessage({
    summary: title,
    body: [
      heading(title),
      paragraph(joinMarkdown([reasonOf(model, text), whatWasDone(model, text)], ' ')),
      ...(detail ? [paragraph(detail)] : []),
      smallPrint(text.ended.reference({ code, run: runName(runId) })),
    ],
    ...(again && { buttons: againButtons(again, text) }),
  })
}

function titleOf({ title, callerName, readBy, ending }: RunEndedModel, text: Catalogue): Markdown {
  const words = { recipe: title, caller: callerName }
  if (ending.kind === 'failed') return readBy === 'caller' ? text.ended.titleFailed(words) : text.ended.titleFailedFor(words)
  return readBy === 'caller' ? text.ended.title(words) : text.ended.titleFor(words)
}

function reasonOf({ app, ending, readBy, callerName }: RunEndedModel, text: Catalogue): Markdown {
  switch (ending.kind) {
    case 'declined':
      return text.ended.declined({ app })
    case 'cancelled':
      return readBy === 'caller' ? text.ended.cancelledByYou() : text.ended.cancelledBy({ caller: callerName })
    case 'stopped':
      return text.ended.stopped()
    case 'expired':
      return text.ended.expired({ app, until: dateAndTime(ending.deadlineAt) })
    case 'unanswered':
      return text.ended.unanswered({ until: dateAndTime(ending.deadlineAt) })
    case 'signer':
      return text.ended.signer({ ...ending, app })
    case 'none_meant':
      return text.ended.noneMeant()
    case 'not_chosen':
      return text.ended.notChosen({ until: dateAndTime(ending.deadlineAt) })
    case 'failed':
      return failureReason(ending.error.kind, { app, account: ending.account }, text)
  }
}

function failureReason(kind: FailureKind, words: { app: string; account: string | null }, text: Catalogue): Markdown {
  switch (kind) {
    case 'PermissionDenied':
      return text.ended.denied(words)
    case 'ActionRejected':
      return text.ended.rejected(words)
    case 'AppUnavailable':
      return text.ended.unavailable(words)
    case 'RateLimited':
      return text.ended.rateLimited(words)
    case 'OutcomeUnknown':
      return text.ended.outcomeUnknown(words)
    case 'AuthExpired':
      return text.ended.authExpired(words)
    case 'SharedConnectionMissing':
      return text.ended.sharedMissing(words)
    case 'CallRefused':
      return text.ended.callRefused()
    case 'CannotContinue':
      return text.ended.cannotContinue()
    case 'Lost':
      return text.ended.lost({ app: words.app })
    case 'Unexpected':
      return text.ended.unexpected()
  }
}

/** "Nothing" only where that is sure. What may have been done is said, unless the reason says it already. */
function whatWasDone({ app, stepsDone, ending, isUnsure = false }: RunEndedModel, text: Catalogue): Markdown | null {
  const isSaid = ending.kind === 'failed' && ['OutcomeUnknown', 'Unexpected', 'Lost'].includes(ending.error.kind)
  const done = stepsDone > 0 ? text.ended.done({ count: stepsDone, app }) : null
  if (isSaid) return done
  if (isUnsure) return joinMarkdown([done, text.ended.mayBeDone({ app })], ' ')
  return done ?? text.ended.nothingDone({ app })
}

function detailOf({ app, ending }: RunEndedModel, text: Catalogue): Markdown | null {
  if (ending.kind !== 'failed' || ending.error.detail === '') return null
  // These two are our own words, not the app's.
  if (ending.error.kind === 'Unexpected' || ending.error.kind === 'OutcomeUnknown') return null
  return text.ended.appSaid({ app, detail: shorten(ending.error.detail, DETAIL_LENGTH) })
}
