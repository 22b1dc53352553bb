// What a button carries: which press it is, and the row it addresses.

interface OnPage {
  readonly page?: number
}

/** The data of an Action.Execute or Action.Submit. Teams merges a card's inputs into it, so inputs have a prefix (`formInputId`). */
export type Press =
  /** `on`: the list that the button stands on, which is brought up to date; `page`: which of its pages, where it isn't the first. */
  | ({
      readonly press: 'cancelRun'
      readonly run: string
      readonly nonce: string
      readonly on?: 'connections' | 'status' | 'cancel'
    } & OnPage)
  /** After a late sign-in: the run is done after all. `on` as above. */
  | ({ readonly press: 'stillDo'; readonly run: string; readonly nonce: string; readonly on?: 'connections' | 'status' } & OnPage)
  /** Goes on without the sign-in that the recipe asked for ahead. `request`: its id; older cards have none, and mean all that the run waits for. */
  | { readonly press: 'declineSignIn'; readonly run: string; readonly nonce: string; readonly request?: string }
  /** `run`: the one that ended; the new one gets its parameters. */
  | { readonly press: 'runAgain' | 'discardRun'; readonly run: string; readonly nonce: string }
  /** `proposal`: the row's id. */
  | { readonly press: 'answerProposal'; readonly proposal: string; readonly answer: 'yes' | 'no' }
  /** `request`: the sign-in request's id. */
  | { readonly press: 'adminNote'; readonly request: string }
  /** `question`: the row's id. */
  | { readonly press: 'decideWrite'; readonly question: string; readonly answer: 'check' | 'again' | 'skip' }
  /** `choice`: its place among what is offered; `listed`: the one in the card's field. */
  | { readonly press: 'chooseRecord'; readonly question: string; readonly choice: number | 'listed' | 'none' }
  /** `line`: of the run's list; `option`: which of the list's. */
  | { readonly press: 'decideLine'; readonly run: string; readonly line: number; readonly option: number }
  /** `addressee`: the row's id, here and below; `option`: which of the question's; `version`: of the facts that stood on the card. */
  | { readonly press: 'answerAsk'; readonly addressee: string; readonly option: number; readonly version: number; readonly nonce: string }
  | { readonly press: 'passAsk'; readonly addressee: string; readonly nonce: string }
  | { readonly press: 'connections'; readonly page: number; readonly nonce: string }
  | { readonly press: 'connectApp'; readonly configuration: string; readonly account: 'any' | 'other'; readonly nonce: string }
  /** `connection`: the row's id, here and below. */
  | { readonly press: 'askDisconnect'; readonly connection: string; readonly nonce: string }
  /** `list`: the Teams activity of the list that it was asked from. */
  | { readonly press: 'disconnect' | 'keepConnection'; readonly connection: string; readonly nonce: string; readonly list?: string }
  /** `account`: the app's own key of the account that the card showed. */
  | { readonly press: 'notMyAccount'; readonly connection: string; readonly account: string; readonly nonce: string }
  | { readonly press: 'openForm'; readonly recipe: string }
  /** `chosen`: which reading of an ambiguous number the person meant, by parameter. `files`: the ids of files that the form shows. */
  | {
      readonly press: 'submitForm'
      readonly recipe: string
      readonly nonce: string
      readonly chosen?: Readonly<Record<string, number>>
      readonly files?: Readonly<Record<string, string>>
    }
  | { readonly press: 'showWaiting'; readonly run: string }
  /** `run`: the waiting one; the other run gets its parameters. */
  | { readonly press: 'startAnother'; readonly recipe: string; readonly run: string; readonly nonce: string }

/** The id of a parameter's input in a form. */
export const formInputId = (param: string): string => `param.${param}`
