// The one base class of our errors: a sentence, a code with a section in docs/errors.md, and the cause.

/** A stable code `WB-<AREA>-<NNN>`; each has a section in docs/errors.md. */
export type ErrorCode = `WB-${string}-${number}`

/**
 * An error whose message is a sentence that says what is true and what to do.
 * It never holds a token, an authorization code or a query string.
 */
export class WorkbotError extends Error {
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = new.target.name
    this.code = code
  }
}
