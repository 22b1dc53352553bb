// The types of import-table.mjs.
export interface ImportRule {
  readonly values: readonly string[]
  readonly types: readonly string[]
  /** Why, in the words that lint prints. */
  readonly words: string
}
export const importTable: Readonly<Record<string, ImportRule>>
export function forbiddenImport(it: { file: string; specifier: string; isType: boolean }): string | null
