// Types of again.mjs, for its test.
interface Result {
  readonly name: string
  readonly status: string
  readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
}
export interface Report {
  readonly testResults: readonly Result[]
}
export function filesToRunAgain(report: Report): string[]
export function failedTests(report: Report): string[]
export function passedIn(report: Report, files: readonly string[]): number
