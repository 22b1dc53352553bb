// The named points of a run: between which two of its steps a program may be killed, and how it is held there from outside.
import type { SqlPoint } from './support/holds.js'

/** What the caller does to bring a run there. */
export type Act =
  | 'says'
  | 'signs in'
  | 'denies'
  | 'cancels'
  /** Comes back from the app as another account than expected, which is asked about: is it theirs? Yes, or another one. */
  | 'parks'
  | 'confirms'
  | 'refuses'
  /** Comes back from an org that isn't the configuration's. */
  | 'comes from elsewhere'
  /** Signs in for a run that has waited nine hours; then *Still do this?* is answered, in Teams or on the page. */
  | 'signs in late'
  | 'goes on'
  | 'goes on there'

export interface Point {
  readonly name: string
  /** Who is at it, and dies there in the short pass. */
  readonly at: 'bot' | 'worker'
  /** The COMMIT of this change is held in Postgres; `answer`: Salesforce did the write and keeps its answer. */
  readonly held: SqlPoint | 'answer'
  /** What becomes of the held commit once the program is dead. */
  readonly then: 'counts' | 'undone'
  readonly act: Act
}

const accepted = { on: 'insert', of: 'runs', when: 'true' } as const
const started = { on: 'update', of: 'runs', when: 'old.temporal_run_id is null and new.temporal_run_id is not null' } as const
const closed = { on: 'update', of: 'runs', when: 'old.ended_at is null and new.ended_at is not null' } as const
const told = { on: 'update', of: 'runs', when: 'old.posted_at is null and new.posted_at is not null' } as const
const waits = { on: 'insert', of: 'waits', when: 'true' } as const
const outcome = { on: 'update', of: 'waits', when: 'old.outcome is null and new.outcome is not null' } as const
const signalled = { on: 'update', of: 'waits', when: 'old.signalled_at is null and new.signalled_at is not null' } as const
const card = { on: 'update', of: 'sign_in_requests', when: 'old.card_activity_id is null and new.card_activity_id is not null' } as const
const consumed = { on: 'update', of: 'sign_in_attempts', when: 'old.used_at is null and new.used_at is not null' } as const
const parked = { on: 'update', of: 'sign_in_attempts', when: 'old.parked_sealed is null and new.parked_sealed is not null' } as const
const taken = { on: 'update', of: 'sign_in_attempts', when: 'old.parked_sealed is not null and new.parked_sealed is null' } as const
const asked = { on: 'update', of: 'waits', when: 'old.still_asked_at is null and new.still_asked_at is not null' } as const
const elsewhere = { on: 'insert', of: 'audit', when: `new.event = 'sign_in.wrong_org'` } as const
const effect = { on: 'insert', of: 'effects', when: 'true' } as const
const done = { on: 'update', of: 'effects', when: 'old.finished_at is null and new.finished_at is not null' } as const

/** In the order of a run. */
export const points: readonly Point[] = [
  { name: 'command read, not accepted', at: 'bot', held: accepted, then: 'undone', act: 'says' },
  { name: 'accepted, not started', at: 'bot', held: accepted, then: 'counts', act: 'says' },
  { name: 'started, not recorded', at: 'bot', held: started, then: 'undone', act: 'says' },
  { name: 'recorded, its request not answered', at: 'bot', held: started, then: 'counts', act: 'says' },
  { name: 'sign-in needed, wait not committed', at: 'worker', held: waits, then: 'undone', act: 'says' },
  { name: 'wait row committed, no card', at: 'worker', held: waits, then: 'counts', act: 'says' },
  { name: 'card posted, not noted', at: 'worker', held: card, then: 'undone', act: 'says' },
  { name: 'card noted, its activity not completed', at: 'worker', held: card, then: 'counts', act: 'says' },
  { name: 'callback came, its state not consumed', at: 'bot', held: consumed, then: 'undone', act: 'signs in' },
  { name: 'state consumed, code not exchanged', at: 'bot', held: consumed, then: 'counts', act: 'signs in' },
  { name: 'code exchanged, nothing committed', at: 'bot', held: outcome, then: 'undone', act: 'signs in' },
  { name: 'callback committed, no signal', at: 'bot', held: outcome, then: 'counts', act: 'signs in' },
  { name: 'signalled, not marked', at: 'bot', held: signalled, then: 'undone', act: 'signs in' },
  { name: 'marked, page not shown', at: 'bot', held: signalled, then: 'counts', act: 'signs in' },
  { name: 'denied at the app, not committed', at: 'bot', held: outcome, then: 'undone', act: 'denies' },
  { name: 'decline committed, no signal', at: 'bot', held: outcome, then: 'counts', act: 'denies' },
  { name: 'Cancel pressed, not committed', at: 'bot', held: outcome, then: 'undone', act: 'cancels' },
  { name: 'cancel committed, no signal', at: 'bot', held: outcome, then: 'counts', act: 'cancels' },
  { name: 'another account came, its grant not parked', at: 'bot', held: parked, then: 'undone', act: 'parks' },
  { name: 'grant parked, its page not shown', at: 'bot', held: parked, then: 'counts', act: 'parks' },
  { name: 'account confirmed, not committed', at: 'bot', held: taken, then: 'undone', act: 'confirms' },
  { name: 'confirmed and committed, no signal', at: 'bot', held: taken, then: 'counts', act: 'confirms' },
  { name: 'account refused, not committed', at: 'bot', held: taken, then: 'undone', act: 'refuses' },
  { name: 'refused and its grant to be ended, not sent on', at: 'bot', held: taken, then: 'counts', act: 'refuses' },
  { name: 'another org came, its grant not noted', at: 'bot', held: elsewhere, then: 'undone', act: 'comes from elsewhere' },
  { name: 'its grant to be ended, its page not shown', at: 'bot', held: elsewhere, then: 'counts', act: 'comes from elsewhere' },
  { name: 'late sign-in, its question not committed', at: 'bot', held: asked, then: 'undone', act: 'signs in late' },
  { name: 'late sign-in committed, nobody asked yet', at: 'bot', held: asked, then: 'counts', act: 'signs in late' },
  { name: 'Go on pressed, not committed', at: 'bot', held: outcome, then: 'undone', act: 'goes on' },
  { name: 'Go on committed, no signal', at: 'bot', held: outcome, then: 'counts', act: 'goes on' },
  { name: 'Go on chosen on the page, not committed', at: 'bot', held: outcome, then: 'undone', act: 'goes on there' },
  { name: 'Go on of the page committed, no signal', at: 'bot', held: outcome, then: 'counts', act: 'goes on there' },
  { name: 'about to write, effect not begun', at: 'worker', held: effect, then: 'undone', act: 'signs in' },
  { name: 'effect begun, not sent', at: 'worker', held: effect, then: 'counts', act: 'signs in' },
  { name: 'sent, not answered', at: 'worker', held: 'answer', then: 'undone', act: 'signs in' },
  { name: 'answered, effect not finished', at: 'worker', held: done, then: 'undone', act: 'signs in' },
  { name: 'effect finished, activity not completed', at: 'worker', held: done, then: 'counts', act: 'signs in' },
  { name: 'steps ended, run not closed', at: 'worker', held: closed, then: 'undone', act: 'signs in' },
  { name: 'run closed, receipt not posted', at: 'worker', held: closed, then: 'counts', act: 'signs in' },
  { name: 'receipt posted, not noted', at: 'worker', held: told, then: 'undone', act: 'signs in' },
  { name: 'receipt noted, activity not completed', at: 'worker', held: told, then: 'counts', act: 'signs in' },
]
