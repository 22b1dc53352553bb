// The activities that every run uses, by name and shape; activities/ implements them.
import type { AppErrorKind } from '../apps/errors.js'
import type { AppPerson } from '../apps/define-app.js'
import type { RecordRef, SeveralRecords } from '../apps/record-ref.js'
import type { EndState } from '../runs/types.js'

export interface StepCall {
  /** `<app>.<action>`, with the author's label or the record's key. */
  readonly stepKey: string
  readonly input: unknown
  /** The question whose answer gave the right to act as somebody else than the caller; here and below. */
  readonly as?: string
}

export interface SignInWait {
  readonly app: string
  readonly stepKey: string
  /** The recipe asked ahead: the card offers to go on without. */
  readonly mayDecline?: boolean
  readonly as?: string
}

/** Several sign-ins that a run asks for in one card. */
export interface SignInsCall {
  readonly waits: readonly SignInWait[]
  /** All of the card, in its order, also those that aren't asked for any more. */
  readonly apps: readonly string[]
}

/** What `signIn` gives a recipe. */
export type SignInAnswer = 'connected' | 'declined' | 'expired'

/** `connected`: a sign-in came in between; try the step again at once. */
export type SignInRequest =
  { readonly kind: 'connected' } | { readonly kind: 'waiting'; readonly remainingMs: number; readonly until: string }

/** A write whose outcome only its caller can settle. */
export interface QuestionWait {
  readonly app: string
  readonly stepKey: string
  /** The step's own, for saying what it is about. */
  readonly input: unknown
  readonly as?: string
}

/** `answered`: there is nothing to wait for (any more); try the step again at once. */
export type AskedDecision =
  { readonly kind: 'answered' } | { readonly kind: 'waiting'; readonly remainingMs: number; readonly until: string }

/** Somebody to be asked: known in Teams, or as an app names them. */
export type AskedPerson = { readonly aadObjectId: string; readonly name: string } | AppPerson

/** A question to people. */
export interface AskCall {
  readonly stepKey: string
  readonly people: readonly AskedPerson[]
  readonly question: string
  readonly facts: Readonly<Record<string, unknown>>
  readonly options: readonly string[]
  /** `5 working days`, `72 hours`. */
  readonly within: string
  readonly settledBy: { readonly app: string; readonly id: string } | null
}

/** `ask`: of the question that they answered; by it their own connection may be used. */
export type GivenAnswer =
  | {
      readonly kind: 'answered'
      readonly person: { readonly tenantId: string; readonly aadObjectId: string; readonly name: string; readonly ask: string }
      readonly option: string
      readonly comment: string
    }
  | { readonly kind: 'expired' | 'unreachable' | 'settled'; readonly reason: string }

export type AskState =
  | { readonly kind: 'ended'; readonly answer: GivenAnswer }
  | { readonly kind: 'waiting'; readonly remainingMs: number; readonly until: string }

/** One line of a list that is decided in place. */
export interface ListedLine {
  readonly name: string
  /** What one should know of it: who asked, since when (`YYYY-MM-DD`). */
  readonly about: readonly string[]
  readonly url: string | null
  /** Where what is decided is recorded; null: nowhere. */
  readonly app: string | null
}
export interface ListCall {
  readonly stepKey: string
  readonly title: string
  /** May be empty. */
  readonly note: string
  readonly options: readonly string[]
  readonly lines: readonly ListedLine[]
  /** What became of the line that was pressed before. */
  readonly done?: { readonly line: number; readonly kind: 'done' | 'refused'; readonly detail: string }
  /** Nothing more is decided: the run ends otherwise. */
  readonly isOver?: boolean
}
/** `line` and `option` are places in the list's own. `over`: all is decided, its deadline has passed, or a newer list took its place. */
export type ListState =
  | { readonly kind: 'pressed'; readonly line: number; readonly option: number; readonly comment: string }
  | { readonly kind: 'waiting'; readonly remainingMs: number; readonly until: string }
  | { readonly kind: 'over' }

/** Several records fit what was typed for a parameter. */
export interface ChoiceCall extends SeveralRecords {
  /** `choose <parameter>` */
  readonly stepKey: string
  /** The parameter's, as people read it. */
  readonly label: string
  /** What was typed. */
  readonly text: string
}

export type ChoiceState =
  | { readonly kind: 'chosen'; readonly record: RecordRef }
  | { readonly kind: 'waiting'; readonly remainingMs: number; readonly until: string }

/** An item of a list that an app refused. */
export interface FailedItem {
  /** As people know it. */
  readonly name: string
  readonly kind: AppErrorKind
  /** The app's own words; may be empty. */
  readonly detail: string
}

/** One thing a recipe said: a line, perhaps with rows of a table, and what couldn't be done. */
export interface Said {
  readonly line: string
  /** Where the line leads. */
  readonly url?: string
  readonly rows?: readonly Readonly<Record<string, string | number | null>>[]
  readonly failed?: readonly FailedItem[]
}

/** How a run ended. `failure` names the error model's class and what the app said. */
export interface Ending {
  readonly state: EndState
  readonly said: readonly Said[]
  readonly failure?: { readonly type: string; readonly app?: string; readonly detail: string }
  /** A card of the run's own says it already: without lines of its own no receipt is posted. */
  readonly isTold?: boolean
}

/** A run that a recipe calls. */
export interface RecipeCall {
  /** `call.<recipe>`, with the author's label or the item's key. */
  readonly stepKey: string
  readonly recipe: string
  readonly params: Readonly<Record<string, unknown>>
}
export interface AcceptedCall {
  readonly runId: string
}
/** `type` is a `StepFailure`: as if the step that failed had been the caller's own. */
export type EndedCall = { readonly kind: 'completed' } | { readonly kind: 'failed'; readonly type: string; readonly detail: string }

/** Apart from these, each action of an app is an activity named `<app>.<action>`. */
export interface RunActivities {
  requestSignIn(wait: SignInWait): Promise<SignInRequest>
  askAhead(wait: SignInWait): Promise<SignInAnswer>
  /** Those that are neither there nor answered. */
  missingSignIns(call: SignInsCall): Promise<readonly SignInWait[]>
  requestSignIns(call: SignInsCall): Promise<SignInRequest>
  expireSignIn(wait: SignInWait): Promise<void>
  askDecision(wait: QuestionWait): Promise<AskedDecision>
  /** After a wake-up, or at the deadline: ends the question where it is over, and has its card say how. */
  endDecision(wait: QuestionWait): Promise<void>
  acceptCall(call: RecipeCall): Promise<AcceptedCall>
  endOfCall(call: RecipeCall): Promise<EndedCall>
  /** The first time asks; after a wake-up, or at the deadline, says how it stands. */
  ask(call: AskCall): Promise<AskState>
  /** As `ask`. @throws NoneMeant, ChoiceExpired, RunCancelled: nothing was chosen */
  chooseRecord(call: ChoiceCall): Promise<ChoiceState>
  /** The first time shows the list; then notes what became of a line, and gives the next that was pressed. @throws RunCancelled */
  decideInPlace(call: ListCall): Promise<ListState>
  finish(ending: Ending): Promise<void>
}

/** Where a batch of housekeeping ended; null: at the beginning, or at the end. */
export interface HousekeepingCursor {
  readonly acceptedAt: string
  readonly id: string
}

export interface SystemActivities {
  /** Ends some of the tokens that are due at their apps; gives how many it tried. */
  drainRevocations(): Promise<number>
  /** One batch of housekeeping; gives where the next begins. */
  keepHouse(round: { readonly after: HousekeepingCursor | null }): Promise<HousekeepingCursor | null>
}
