// What a message to Teams is made of.

/** An Adaptive Card 1.5 as plain JSON. */
export type CardJson = { readonly type: 'AdaptiveCard' } & Record<string, unknown>

/** A message. `summary` is what a lock screen shows: record names yes, amounts and comments no. */
export interface Message {
  readonly summary: string
  readonly text?: string
  readonly card?: CardJson
}

/** Teams refuses a message of 28 KB or more (413); ours stay below what is left after its envelope. https://learn.microsoft.com/microsoftteams/limits-specifications-teams */
const BYTES_AT_MOST = 24_000

/** Whether Teams takes a message of this size. */
export function fits({ summary, text = '', card }: Message): boolean {
  return Buffer.byteLength(JSON.stringify({ summary, text, card })) <= BYTES_AT_MOST
}
