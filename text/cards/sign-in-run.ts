// One run on the card of a sign-in: what is said of it, and what may be decided.
import type { WaitOutcome } from '../../runs/types.js'
import type { Catalogue } from '../catalogue.js'
import { pressButton, type Button } from '../elements.js'
import { formatNumber } from '../format.js'
import { phrase, shorten, type Markdown } from '../markdown.js'

/** One run that waits, or waited, for the sign-in. */
export interface SignInRun {
  readonly runId: string
  /** The sign-in request that it waits for: what *Go on without* names. */
  readonly request?: string
  /** `recipeTitle` */
  readonly title: string
  /** `describeRun` */
  readonly sentence: Markdown
  /** Where the run was started; `name` is null where Teams didn't say it; of a personal chat it is whose it is, where that is somebody else. */
  readonly askedIn: { readonly kind: 'personal' | 'channel' | 'group'; readonly name: string | null }
  readonly deadlineAt: Date
  /** Writes that it has finished, before the app's sign-in was gone. */
  readonly stepsDone?: number
  /** As whom it has written in this app: it goes on as nobody else. */
  readonly beganAs?: string | null
  /** The recipe asked ahead: its caller may go on without. */
  readonly mayDecline?: boolean
  /** The sign-in came so late that its caller is asked whether it should still be done. */
  readonly isStillAsked?: boolean
  /** How it ended for this run; absent or null while it waits. */
  readonly outcome?: WaitOutcome | null
  /** For one decision: Cancel, going on without, or going on after all. */
  readonly cancelNonce: string
}

/** More of them are only counted. */
export const RUNS_AT_MOST = 8

/** How many of its writes are done; null where none is. */
export function stepsDone({ stepsDone: count = 0 }: SignInRun, locale: string, text: Catalogue): Markdown | null {
  return count === 0 ? null : text.paused.stepsDone({ count, shown: formatNumber(count, locale) })
}

export function whereAsked({ askedIn }: Pick<SignInRun, 'askedIn'>, text: Catalogue): Markdown {
  if (askedIn.kind === 'personal')
    return askedIn.name === null ? text.signIn.thisChat() : text.signIn.chatOf({ name: shorten(askedIn.name, 80) })
  if (askedIn.name !== null) return phrase`${shorten(askedIn.name, 80)}`
  return askedIn.kind === 'group' ? text.signIn.groupChat() : text.signIn.channel()
}

/** What may be decided of one run instead of signing in. */
export function decisions(
  { runId: run, request, mayDecline, cancelNonce: nonce }: SignInRun,
  { app, cancel }: { app: string; cancel: Markdown },
  text: Catalogue,
): Button[] {
  const cancelRun = pressButton(cancel, { press: 'cancelRun', run, nonce })
  return mayDecline
    ? [
        pressButton(text.signIn.goOnWithout({ app }), { press: 'declineSignIn', run, nonce, ...(request !== undefined && { request }) }),
        cancelRun,
      ]
    : [cancelRun]
}
