// What a recipe's steps are given: the types of the whole authoring context.
import type { AppPerson, ReadAction, WriteAction } from '../apps/define-app.js'
import type { AppId, Apps } from '../apps/index.js'
import type { SeveralRecords, WantedOfSeveral } from '../apps/record-ref.js'
import type { CallerProfile } from '../caller.js'
import type { FailedItem, ListedLine, SignInAnswer } from './activity-types.js'
import type { Param, PersonRef, RecordRef, ValuesOf } from './params.js'
import type { IdentityMode, RecipeSpec } from './recipe-spec.js'

export interface CallOptions {
  /** Tells two calls of one action apart, e.g. `for 2026`. */
  readonly label?: string
}
/** What only the lookup of a run's parameters asks for is no recipe's: a step finds one record, or fails. */
type InputOf<Action> = Action extends ReadAction<infer Input, unknown> | WriteAction<infer Input, unknown>
  ? Exclude<Input, WantedOfSeveral>
  : never
type OutputOf<Action> = Action extends ReadAction<never, infer Output> | WriteAction<never, infer Output>
  ? Exclude<Output, SeveralRecords>
  : never
type Call<Action> = [InputOf<Action>] extends [void]
  ? (input?: undefined, options?: CallOptions) => Promise<OutputOf<Action>>
  : (input: InputOf<Action>, options?: CallOptions) => Promise<OutputOf<Action>>
type Actions<Id extends AppId> = { readonly [Name in keyof Apps[Id]['actions']]: Call<Apps[Id]['actions'][Name]> }

/** An app's actions; `as` isn't there where the recipe pins the app to the shared connection. */
export type AppClient<Id extends AppId, Mode extends IdentityMode> = Actions<Id> &
  (Mode extends 'shared' ? unknown : { /** The same actions as somebody who answered `ask`. */ as(person: Answerer): Actions<Id> })

/** Somebody of a form, or as an app names them. */
export type Askable = PersonRef | AppPerson

declare const answered: unique symbol
/** Somebody who answered `ask`, and is proven by it: a typed name isn't one. */
export interface Answerer extends PersonRef {
  readonly [answered]: true
  /** The id of the question that they answered. */
  readonly ask: string
}

export type Answer<Option extends string> =
  | { readonly kind: 'answered'; readonly person: Answerer; readonly option: Option; readonly comment: string }
  | { readonly kind: 'expired' | 'unreachable' | 'settled'; readonly reason: string }

export interface Question<Option extends string> {
  readonly question: string
  readonly facts?: object
  readonly options: readonly Option[]
  /** `5 working days`, `72 hours`. */
  readonly within: string
  /** What else may settle it: a request that an action of an app gave. Before an answer counts, the app is asked whether all is as it was. */
  readonly settledBy?: { readonly app: AppId; readonly id: string }
  /** Tells two questions of one recipe apart, as a step's label does. */
  readonly label?: string
}

/** A list that is decided line by line; what stands in a line is its items' own. */
export interface DecideList<Item extends ListedLine, Option extends string> {
  readonly title: string
  readonly items: readonly Item[]
  /** Four at most. */
  readonly options: readonly Option[]
  /** Below the list. */
  readonly note?: string
}

export interface SayOptions {
  /** Where the line leads: an address is shown as a link, never as letters. */
  readonly url?: string
  /** A table. `url` is no column: the row's first cell leads there. */
  readonly rows?: readonly Readonly<Record<string, string | number | null>>[]
  /** What `each` couldn't do: shown one line an item, with the app's own words. */
  readonly failed?: readonly FailedItem[]
}

export interface EachOptions<Item> {
  /** Names the item's steps for life: a record's id. */
  readonly key: (item: Item) => string
  /** As people know it, for what couldn't be done; the key unless told. */
  readonly name?: (item: Item) => string
  /** 5 unless told. */
  readonly atOnce?: number
  /** More than so many are refused before anything is done; 200 unless told. */
  readonly atMost?: number
}
export interface EachResult<Result> {
  readonly ok: readonly Result[]
  readonly failed: readonly FailedItem[]
  readonly total: number
}

/** What `defineRecipe` gives. */
export interface CallableRecipe<Spec extends RecipeSpec, Result> {
  (input: never): Promise<Result>
  readonly spec: Spec
}

/** What runs on an author's page. Pausing, retries and sign-in are not the author's code. */
export interface RecipeContext<RecipeApps extends Partial<Record<AppId, IdentityMode>>, Params extends Readonly<Record<string, Param>>> {
  readonly params: ValuesOf<Params>
  readonly caller: Omit<CallerProfile, 'teamsUserId'>
  readonly apps: { readonly [Id in keyof RecipeApps & AppId]: AppClient<Id, NonNullable<RecipeApps[Id]>> }
  /** Tells the caller; what is said is in the receipt at the end. */
  say(line: string, options?: SayOptions): Promise<void>
  /** Waits; the run survives everything meanwhile. Milliseconds, or `3 days`. */
  sleep(duration: number | `${number} ${'seconds' | 'minutes' | 'hours' | 'days'}`): Promise<void>
  /**
   * Asks people, in their own chats with Workbot, until one of them answers. Whoever runs the recipe may not answer: asked alone, they are
   * `unreachable`.
   */
  ask<const Option extends string>(people: readonly Askable[] | Askable, question: Question<Option>): Promise<Answer<Option>>
  /**
   * Shows the caller a list and does what they press, line by line, until all is decided, their deadline has passed or a newer list took its
   * place. An app that refuses is said at the line. `comment`: what they wrote to it, or empty.
   */
  decide<Item extends ListedLine, const Option extends string>(
    list: DecideList<Item, Option>,
    work: (item: Item, option: Option, comment: string) => Promise<unknown>,
  ): Promise<void>
  /** Asks for the sign-in before a step needs it. `declined`, `expired`: go on without; a step that declines ends the run instead. */
  signIn(app: keyof RecipeApps & AppId): Promise<SignInAnswer>
  each<Item, Result>(
    items: Promise<readonly Item[]>,
    options: EachOptions<Item>,
    work: (item: Item) => Promise<Result>,
  ): Promise<EachResult<Result>>
  /** Runs another recipe for the same caller, as a run of its own; gives what its steps return. @throws as the step of it that failed, or `CallRefused` */
  call<Called extends RecipeSpec, Result>(
    recipe: CallableRecipe<Called, Result>,
    params: ValuesOf<Called['params']>,
    options?: CallOptions,
  ): Promise<Result>
}

export type { PersonRef, RecordRef }
