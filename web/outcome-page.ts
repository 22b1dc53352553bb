// The page that says how a sign-in request ended.
import type { Response } from 'express'
import { findConnection } from '../connections/access.js'
import type { SignInRequest } from '../connections/sign-in-requests.js'
import { isSameCaller } from '../caller.js'
import { pages } from '../text/pages.js'
import type { BrowserSession } from './browser-sessions.js'
import { describeRequest } from './describe-request.js'
import { sendPage, wordsBody } from './page.js'
import type { WebDeps } from './web-deps.js'

/** Names the app account only to its owner: a forwarded link must not say who somebody is in an app. */
export async function sendOutcome(
  deps: WebDeps,
  response: Response,
  request: SignInRequest,
  session: BrowserSession | null,
): Promise<void> {
  const { app } = await describeRequest(deps, request)
  const outcome = request.outcome ?? 'cancelled'
  const words = pages.ended[outcome]({ app })
  const account = outcome === 'connected' && session && isSameCaller(session.caller, request.caller) ? await accountOf(deps, request) : null
  sendPage(response, {
    status: outcome === 'connected' ? 200 : 410,
    tone: outcome === 'connected' ? 'good' : 'stopped',
    title: account === null ? words.title : pages.ended.connectedAs({ app, account }),
    body: wordsBody(words),
  })
}

async function accountOf({ db }: WebDeps, { caller, configurationId }: SignInRequest): Promise<string | null> {
  const connection = await findConnection(db, { owner: { kind: 'personal', caller }, configurationId })
  return connection?.accountName ?? null
}
