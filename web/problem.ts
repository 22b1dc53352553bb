// What a page says when something is in the way, and the line it leaves in the log: both with the same code.
import type { Response } from 'express'
import type { ErrorCode } from '../errors.js'
import { describeError, type Logger } from '../log.js'
import type { PageWords } from '../text/pages.js'
import type { Html } from './html.js'
import { sendPage, wordsBody, type Tone } from './page.js'

export interface Problem {
  readonly status: number
  readonly code: ErrorCode
  readonly words: PageWords
  readonly action?: Html | null
  readonly tone?: Tone
  /** Ids for the log; nothing secret, no query string. */
  readonly about?: Readonly<Record<string, string | undefined>>
  readonly error?: unknown
}

/** Logs and answers; expected refusals are information, what needs somebody is a warning. */
export function sendProblem(response: Response, log: Logger, problem: Problem): void {
  const { status, code, words, action = null, tone = 'problem', about = {}, error } = problem
  log[status >= 500 ? 'warn' : 'info'](
    { code, status, ...about, ...(error !== undefined && { err: describeError(error) }) },
    `${words.title}.`,
  )
  sendPage(response, { status, tone, title: words.title, body: wordsBody(words, { action, code }) })
}
