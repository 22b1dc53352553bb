// What is said when a route fails: never the error's own words.
import type { NextFunction, Request, Response } from 'express'
import { DatabaseUnavailable } from '../database.js'
import type { Logger } from '../log.js'
import { pages } from '../text/pages.js'
import { sendProblem } from './problem.js'

export function notFoundPage(log: Logger) {
  return (_request: Request, response: Response): void => {
    sendProblem(response, log, { status: 404, code: 'WB-WEB-002', words: pages.problem.unknownPage() })
  }
}

/** Express's error handler; it is known by its four parameters. */
export function errorPage(log: Logger) {
  return (error: unknown, _request: Request, response: Response, next: NextFunction): void => {
    if (response.headersSent) {
      next(error)
      return
    }
    const { status } = error as { status?: unknown }
    if (error instanceof DatabaseUnavailable) {
      sendProblem(response, log, { status: 503, code: error.code, words: pages.problem.databaseDown(), error })
    } else if (typeof status === 'number' && status >= 400 && status < 500) {
      sendProblem(response, log, { status, code: 'WB-WEB-003', words: pages.problem.notReadable() })
    } else {
      sendProblem(response, log, { status: 500, code: 'WB-WEB-001', words: pages.problem.ourFault(), error })
    }
  }
}
