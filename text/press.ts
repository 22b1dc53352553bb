// What a button carries: which press it is, and the row it addresses.

/** The data of an Action.Execute or Action.Submit. Teams merges a card's inputs into it, so inputs have a prefix (`formInputId`). */
export type Press =
  | { readonly press: 'cancelRun'; readonly run: string; readonly nonce: string }
  | { readonly press: 'openForm'; readonly recipe: string }
  /** `chosen`: which reading of an ambiguous number the person meant, by parameter. */
  | { readonly press: 'submitForm'; readonly recipe: string; readonly nonce: string; readonly chosen?: Readonly<Record<string, number>> }
  | { readonly press: 'showWaiting'; readonly run: string }
  /** `run`: the waiting one; the other run gets its parameters. */
  | { readonly press: 'startAnother'; readonly recipe: string; readonly run: string; readonly nonce: string }

/** The id of a parameter's input in a form. */
export const formInputId = (param: string): string => `param.${param}`
