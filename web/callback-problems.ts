// What can be in the way when the app sends somebody back: each with its words, its code and the way on.
import type { Response } from 'express'
import type { SignInRejected, SignInUnavailable } from '../connections/errors.js'
import type { Logger } from '../log.js'
import { pages, type PageWords } from '../text/pages.js'
import { appWall } from '../text/wall-words.js'
import { linkButton } from './actions.js'
import type { Html } from './html.js'
import { sendProblem, type Problem } from './problem.js'

export interface WayOn {
  /** What the log says of it besides. */
  readonly about: Readonly<Record<string, string>>
  /** The button that starts again. */
  readonly again: (label: string) => Html
  /** Where it says how the trip went. */
  readonly outcomeAt: string
}

export function callbackProblems(response: Response, log: Logger, { about, again: buttonOf, outcomeAt }: WayOn) {
  const send = (problem: Omit<Problem, 'about'>): void => sendProblem(response, log, { ...problem, about })
  const again = ({ again: label = '' }: PageWords): Html => buttonOf(label)

  return {
    used() {
      const words = pages.problem.used()
      const action = linkButton({ href: outcomeAt, label: words.again ?? '', quiet: true })
      send({ status: 409, code: 'WB-SIGNIN-006', words, action, tone: 'stopped' })
    },
    tooLate(app: string) {
      const words = pages.problem.tooLate({ app })
      send({ status: 410, code: 'WB-SIGNIN-007', words, action: again(words) })
    },
    rejected({ app, reason, error }: { app: string; reason: string; error: SignInRejected }) {
      const wall = appWall({ app, reason })
      const words = wall?.words ?? pages.problem.rejected({ app, reason })
      send({ status: wall ? 403 : 502, code: wall?.code ?? error.code, words, action: again(words), error })
    },
    unavailable({ app, error }: { app: string; error: SignInUnavailable }) {
      const words = pages.problem.unavailable({ app })
      send({ status: 502, code: error.code, words, action: again(words), error })
    },
    wrongOrg({ org, configuration }: { org: string; configuration: string }) {
      const words = pages.problem.wrongOrg({ org, configuration })
      send({ status: 403, code: 'WB-SIGNIN-008', words, action: again(words) })
    },
    wrongHost(app: string) {
      send({ status: 403, code: 'WB-SIGNIN-009', words: pages.problem.wrongHost({ app }) })
    },
    notConfigured() {
      send({ status: 503, code: 'WB-SIGNIN-010', words: pages.problem.notConfigured() })
    },
  }
}
