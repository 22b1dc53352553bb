// One of every message about a run that couldn't be finished, for the tests that look at all of them.
import { runEnded, type FailureKind, type RunEndedModel } from '../../text/cards/run-ended.js'
import type { Catalogue } from '../../text/catalogue.js'
import type { Message } from '../../text/message.js'

interface Sampled {
  readonly ended: Omit<RunEndedModel, 'readBy' | 'ending'>
  readonly account: string
  readonly data: (words: string) => string
}

export function failedSamples(text: Catalogue, { ended, account, data }: Sampled): Record<string, Message> {
  const failed = (kind: FailureKind, detail: string): Message =>
    runEnded(
      { ...ended, readBy: 'caller', ending: { kind: 'failed', error: { kind, code: 'WB-APP-002', detail: data(detail) }, account } },
      text,
    )
  return {
    'failed, no right': failed('PermissionDenied', 'No edit access to the field Discount of Acme.'),
    'failed, rejected': failed('ActionRejected', 'Close date: this field is required.'),
    'failed, app down': failed('AppUnavailable', ''),
    'failed, too many requests': failed('RateLimited', ''),
    'failed, outcome unknown': failed('OutcomeUnknown', ''),
    'failed, signed out again': failed('AuthExpired', ''),
    'failed, no shared connection': failed('SharedConnectionMissing', ''),
    'failed, cannot continue': failed('CannotContinue', ''),
    'failed, our mistake': failed('Unexpected', 'TypeError: x is not a function'),
  }
}
