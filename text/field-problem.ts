// What can be wrong with a value that a person typed; the form says it beside the field.

/** `ambiguous`: two locales read the number differently, and the form asks which was meant. */
export type FieldProblem =
  | { readonly kind: 'missing' }
  | { readonly kind: 'not_a_number'; readonly typed: string }
  | { readonly kind: 'too_small'; readonly min: number }
  | { readonly kind: 'too_large'; readonly max: number }
  | { readonly kind: 'too_long'; readonly maxLength: number }
  | { readonly kind: 'not_a_choice'; readonly typed: string }
  | { readonly kind: 'not_a_date'; readonly typed: string }
  /** `typed` is null for a person who was picked. */
  | { readonly kind: 'unknown_person'; readonly typed: string | null; readonly nearest: readonly string[] }
  /** Several people have this name. */
  | { readonly kind: 'which_person'; readonly typed: string; readonly people: readonly string[] }
  /** A file is needed, and none was sent. */
  | { readonly kind: 'no_file' }
  /** A file that was sent, and can't be used. */
  | { readonly kind: 'file_refused'; readonly why: 'too_large' | 'empty' | 'not_fetched' | 'elsewhere'; readonly name: string }
  /** A file that was sent before, and isn't kept any more. */
  | { readonly kind: 'file_gone' }
  | { readonly kind: 'ambiguous'; readonly readings: readonly [number, number] }

/** A name that was typed inline and that the recipe doesn't have. `nearest`: the label of the parameter it resembles. */
export interface UnknownName {
  readonly typed: string
  readonly nearest: string | null
}
