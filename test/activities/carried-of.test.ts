// What is carried over from a run that ended: the answers its recipe went on with, and never that of the step that ended it.
import { expect, it } from 'vitest'
import { carriedOf } from '../../activities/carried-of.js'
import type { PastStep } from '../../temporal/past-steps.js'

const done = (activity: string, stepKey: string, result: unknown): PastStep => ({
  ...{ activity, stepKey, outcome: { kind: 'done', result }, isFollowed: true },
})
const refusal = { type: 'ActionRejected', detail: 'No name.' }
const failed = (stepKey: string, { type, detail } = refusal, isFollowed = true): PastStep => ({
  ...{ activity: 'salesforce.createTask', stepKey, outcome: { kind: 'failed', type, detail }, isFollowed },
})
const nothing = { past: [], failure: null, effects: [], earlier: [] }
const carried = (before: Partial<Parameters<typeof carriedOf>[0]>) =>
  Object.fromEntries(carriedOf({ ...nothing, ...before }).map(({ stepKey, isWrite, carried: given }) => [stepKey, { isWrite, ...given }]))

it('what was read, chosen, answered and called is; what only says how things stand is asked anew', () => {
  const past = [
    done('salesforce.getOpportunity', 'read', { name: 'Acme' }),
    done('chooseRecord', 'choose deal', { kind: 'waiting' }),
    done('chooseRecord', 'choose deal', { kind: 'chosen', record: { id: '1' } }),
    done('ask', 'ask', { kind: 'ended', answer: { kind: 'expired' } }),
    done('ask', 'ask later', { kind: 'waiting' }),
    done('askAhead', 'box.signIn', 'declined'),
    done('askAhead', 'salesforce.signIn', 'connected'),
    done('acceptCall', 'call.other', { runId: 'other-1' }),
    done('requestSignIn', 'read', { kind: 'connected' }),
    done('decideInPlace', 'decide', { kind: 'over' }),
  ]
  expect(carried({ past })).toEqual({
    read: { isWrite: false, kind: 'done', answer: { name: 'Acme' } },
    'choose deal': { isWrite: false, kind: 'done', answer: { kind: 'chosen', record: { id: '1' } } },
    ask: { isWrite: false, kind: 'done', answer: { kind: 'ended', answer: { kind: 'expired' } } },
    'box.signIn': { isWrite: false, kind: 'done', answer: 'declined' },
    'call.other': { isWrite: true, kind: 'done', answer: { runId: 'other-1' } },
  })
})

it('a refusal that its recipe went on after stays one; the one that ended the run is carried out', () => {
  const past = [failed('caught'), failed('last')]
  expect(carried({ past, failure: refusal })).toEqual({
    caught: { isWrite: false, kind: 'refused', answer: refusal },
    last: { isWrite: false, kind: 'open' },
  })
})

it('of two steps that failed side by side both are carried out: nothing came after either', () => {
  const other = { type: 'PermissionDenied', detail: 'Not you.' }
  const past = [failed('one', refusal, false), failed('other', other, false)]
  expect(carried({ past, failure: refusal })).toMatchObject({ one: { kind: 'open' }, other: { kind: 'open' } })
})

it('a declined sign-in and trouble of our own are no refusals', () => {
  const past = [failed('asked', { type: 'SignInDeclined', detail: '' }), failed('ours', { type: 'Unexpected', detail: '' })]
  expect(carried({ past })).toMatchObject({ asked: { kind: 'open' }, ours: { kind: 'open' } })
})

it('a write’s own row counts for more than what Temporal heard; one that nobody can tell of is open, unless its recipe left it at that', () => {
  const left = { type: 'OutcomeUnknown', detail: 'Its caller chose to leave it at that.' }
  const effects = [
    { stepKey: 'stored', finished: true, result: { id: '1' } },
    { stepKey: 'unsure', finished: false, result: undefined },
    { stepKey: 'left', finished: false, result: undefined },
  ]
  expect(carried({ past: [failed('stored', refusal, false), failed('left', left)], effects })).toEqual({
    stored: { isWrite: true, kind: 'done', answer: { id: '1' } },
    unsure: { isWrite: true, kind: 'open' },
    left: { isWrite: true, kind: 'refused', answer: left },
  })
})

it('what it had itself from a run before it goes on to the next, and gives way to what it did', () => {
  const earlier = [
    { stepKey: 'read', isWrite: false, carried: { kind: 'done', answer: 1 } },
    { stepKey: 'failed before', isWrite: true, carried: { kind: 'open' } },
  ] as const
  expect(carried({ earlier, past: [done('salesforce.createTask', 'failed before', 2)] })).toEqual({
    read: { isWrite: false, kind: 'done', answer: 1 },
    'failed before': { isWrite: false, kind: 'done', answer: 2 },
  })
})
