// What there is to know of a column that holds sealed text, so that keys can be counted and changed without opening it elsewhere.

/** The folder that owns the rows describes them; settings/sealed-rows.ts has the statements. */
export interface SealedColumn {
  /** In words, for an operator: `parameters of runs`. */
  readonly holds: string
  readonly table: string
  readonly column: string
  /** `shared`, `bot`: by that key ring. `tokens`: to the worker's key pair, signed by the shared ring. */
  readonly by: 'shared' | 'bot' | 'tokens'
  /** The primary key's columns, each with a value that is below all. */
  readonly primaryKey: readonly { readonly name: string; readonly below: string }[]
  /** Columns whose values the seal is bound to. */
  readonly boundTo: readonly string[]
  /** What the ring binds besides; for token sets the row itself. */
  readonly context: readonly string[]
  /** Which rows still need it, in SQL. */
  readonly needed: string
  /** `worker`: re-sealed in the background. `time`: over within minutes. */
  readonly ends: 'worker' | 'time'
}

export const NO_UUID = '00000000-0000-0000-0000-000000000000'
