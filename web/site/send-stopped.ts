// A page that says why nothing came of a request on the operators' pages, and leads back.
import type { Response } from 'express'
import { linkButton } from '../actions.js'
import { sendProblem, type Problem } from '../problem.js'
import type { WebDeps } from '../web-deps.js'

/** @param problem `href`: where the button of `words.again` leads */
export function sendStopped(
  { log }: Pick<WebDeps, 'log'>,
  response: Response,
  { href, ...problem }: Pick<Problem, 'status' | 'code' | 'words'> & { readonly href: string },
): void {
  sendProblem(response, log, { ...problem, tone: 'stopped', action: linkButton({ href, label: problem.words.again ?? '' }) })
}
