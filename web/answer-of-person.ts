// A person's answer on one of our pages: taken only from such a page, in a browser that proved to be theirs.
import type { RequestHandler, Response } from 'express'
import type { z } from 'zod'
import { isSameCaller } from '../caller.js'
import { findSignInRequest, readSignInLink, type SignInRequest } from '../connections/sign-in-requests.js'
import type { ErrorCode } from '../errors.js'
import { pages, type PageWords } from '../text/pages.js'
import { linkButton } from './actions.js'
import { findSession, type BrowserSession } from './browser-sessions.js'
import { readCookie } from './cookies.js'
import { sendProblem } from './problem.js'
import { isFromOurPage } from './same-origin.js'
import type { WebDeps } from './web-deps.js'

export interface PersonsAnswer<Answer> {
  readonly response: Response
  /** Of the sign-in request's link, which the page's path ends with. */
  readonly token: string
  readonly signIn: SignInRequest
  readonly session: BrowserSession
  readonly answer: Answer
}

interface Question<Answer> {
  readonly schema: z.ZodType<Answer>
  /** What is said where there is nothing left to answer, or nothing of theirs. */
  readonly gone: { readonly code: ErrorCode; readonly words: PageWords }
  /** Acts on the answer and responds; false: it came too late, and nothing was sent. */
  take(answered: PersonsAnswer<Answer>): Promise<boolean>
}

/** Handles `POST …/:token`, once its body is read. */
export function answerOfPerson<Answer>(
  { db, log, keys, publicUrl }: WebDeps,
  { schema, gone, take }: Question<Answer>,
): RequestHandler<{ token: string }> {
  return async (request, response) => {
    if (!isFromOurPage(request, publicUrl)) {
      sendProblem(response, log, { status: 403, code: 'WB-SIGNIN-002', words: pages.problem.otherSite() })
      return
    }
    const { token } = request.params
    const signIn = await findSignIn(token)
    const session = await findSession(db, readCookie(request, 'session', publicUrl))
    const { data: answer } = schema.safeParse(request.body)
    const isTheirs = signIn && session && isSameCaller(session.caller, signIn.caller)
    if (isTheirs && answer !== undefined && (await take({ response, token, signIn, session, answer }))) return
    const action = signIn && linkButton({ href: `/connect/${token}`, label: gone.words.again ?? '' })
    sendProblem(response, log, { status: 409, ...gone, tone: 'stopped', ...(action && { action }) })
  }

  async function findSignIn(token: string): Promise<SignInRequest | null> {
    const requestId = readSignInLink(keys, token)
    return requestId === null ? null : findSignInRequest(db, requestId)
  }
}
