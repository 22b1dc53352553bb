// The page that says how a sign-in request ended, or asks what a late sign-in leaves open.
import type { Response } from 'express'
import { findConnection } from '../connections/access.js'
import type { SignInRequest } from '../connections/sign-in-requests.js'
import { isSameCaller } from '../caller.js'
import { waitsOfEndedRequest } from '../runs/open-waits.js'
import { pages, type PageWords } from '../text/pages.js'
import type { BrowserSession } from './browser-sessions.js'
import { describeRequest, type RequestWords } from './describe-request.js'
import { sendPage, wordsBody } from './page.js'
import { sendStillPage } from './still-page.js'
import type { WebDeps } from './web-deps.js'

/** Names the app account only to its owner: a forwarded link must not say who somebody is in an app. */
export async function sendOutcome(
  deps: WebDeps,
  response: Response,
  request: SignInRequest,
  session: BrowserSession | null,
): Promise<void> {
  const words = await describeRequest(deps, request)
  const outcome = request.outcome ?? 'cancelled'
  if (outcome === 'connected') await sendConnected(deps, response, { request, words, session })
  else sendEnded(response, 410, pages.ended[outcome](words))
}

interface Connected {
  readonly request: SignInRequest
  readonly words: RequestWords
  readonly session: BrowserSession | null
}

async function sendConnected(deps: WebDeps, response: Response, { request, words, session }: Connected): Promise<void> {
  const waits = await waitsOfEndedRequest(deps.db, deps.keys, request.id)
  const isAsked = waits.some(({ isStillAsked }) => isStillAsked)
  if (session === null || !isSameCaller(session.caller, request.caller)) {
    sendEnded(response, 200, isAsked ? pages.ended.asksInTeams(words) : pages.ended.connected(words))
    return
  }
  const account = await accountOf(deps, request)
  if (isAsked) {
    sendStillPage(response, { words, account, waits })
    return
  }
  const allCancelled = waits.length > 0 && waits.every(({ outcome }) => outcome === 'cancelled')
  const ended = allCancelled ? pages.ended.allCancelled(words) : pages.ended.connected(words)
  sendEnded(response, 200, account === null ? ended : { ...ended, title: pages.ended.connectedAs({ app: words.app, account }) })
}

function sendEnded(response: Response, status: 200 | 410, words: PageWords): void {
  const tone = status === 200 ? 'good' : 'stopped'
  sendPage(response, { status, tone, title: words.title, body: wordsBody(words) })
}
async function accountOf({ db }: WebDeps, { caller, configurationId }: SignInRequest): Promise<string | null> {
  const connection = await findConnection(db, { owner: { kind: 'personal', caller }, configurationId })
  return connection?.accountName ?? null
}
