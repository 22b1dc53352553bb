// What a message to Teams is made of.

/** An Adaptive Card 1.5 as plain JSON. */
export type CardJson = { readonly type: 'AdaptiveCard' } & Record<string, unknown>

/** A message. `summary` is what a lock screen shows: record names yes, amounts and comments no. */
export interface Message {
  readonly summary: string
  readonly text?: string
  readonly card?: CardJson
}
