// The shapes of a run's rows, as the rest of the program sees them.
import type { Caller, CallerProfile } from '../caller.js'
import type { CalledBy } from './called-runs.js'
import type { Continues } from './continuable.js'

export type RunState =
  | 'accepted'
  | 'running'
  | 'waiting_sign_in'
  | 'waiting_person'
  | 'completed'
  | 'failed'
  | 'declined'
  | 'expired'
  | 'cancelled'
  | 'stuck'
  | 'lost'
export type EndState = 'completed' | 'failed' | 'declined' | 'expired' | 'cancelled'
/** Of a wait for a sign-in. */
export type WaitOutcome = 'connected' | 'declined' | 'expired' | 'cancelled'
export type WaitKind = 'sign_in' | 'person'
/** What the caller chose of a write whose outcome is unknown. */
export type Decision = 'check' | 'again' | 'skip'

/** Whose right a run uses in an app, fixed when the run was accepted. */
export interface AppIdentity {
  readonly mode: 'shared' | 'personal'
  /** Id of the app configuration. */
  readonly configuration: string
}

/** The snapshot of the recipe's settings that a run goes by. */
export interface RunSettings {
  readonly identities: Readonly<Record<string, AppIdentity>>
  readonly signInHours: number
  /** Only where it says no: otherwise whoever is waited for is reminded of their sign-in. */
  readonly remind?: false
  /** `caller`: what was read through a personal connection goes to the caller's own chat. */
  readonly reply: 'caller' | 'conversation'
  /** Where a recipe called it: another run of the same caller. */
  readonly calledBy?: CalledBy
  /** It goes on where an ended run of the same caller stopped. */
  readonly continues?: Continues
}

export interface Run {
  readonly id: string
  readonly recipe: string
  readonly caller: Caller
  readonly profile: CallerProfile
  readonly conversationId: string
  readonly params: Readonly<Record<string, unknown>>
  readonly settings: RunSettings
  readonly state: RunState
  readonly temporalRunId: string | null
  readonly acceptedAt: Date
  readonly endedAt: Date | null
  /** Its caller asked for its end: no further step begins. */
  readonly cancelAskedAt: Date | null
}

/** A wait whose outcome was just set, and whose run must be woken. */
export interface SettledWait {
  readonly waitId: string
  readonly runId: string
  /** By it the signal is chosen. */
  readonly kind: WaitKind
}
