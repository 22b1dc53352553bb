// The page inside the trip that asks whether an unexpected app account is the right one.
import type { Response } from 'express'
import { isSameCaller } from '../caller.js'
import { findConnection } from '../connections/access.js'
import { findParkedGrant } from '../connections/parked-grants.js'
import type { SignInRequest } from '../connections/sign-in-requests.js'
import { pages } from '../text/pages.js'
import type { BrowserSession } from './browser-sessions.js'
import { describeRequest } from './describe-request.js'
import { html, type Html } from './html.js'
import { sendPage } from './page.js'
import type { WebDeps } from './web-deps.js'

/** Only in the browser that made the trip. @returns false where nothing waits for a decision there */
export async function sendAccountPage(
  deps: WebDeps,
  response: Response,
  signIn: SignInRequest,
  session: BrowserSession | null,
): Promise<boolean> {
  if (!session || !isSameCaller(session.caller, signIn.caller)) return false
  const parked = await findParkedGrant(deps.db, { requestId: signIn.id, sessionHash: session.idHash })
  if (!parked) return false
  const { token, app } = await describeRequest(deps, signIn)
  const before = await findConnection(deps.db, {
    owner: { kind: 'personal', caller: signIn.caller },
    configurationId: signIn.configurationId,
  })
  const { name: account, orgName: org } = parked.account
  const button = (decision: 'use' | 'another', label: string): Html => decisionForm({ token, attemptId: parked.attemptId, decision, label })
  sendPage(response, {
    tone: 'ask',
    title: pages.account.title({ app }),
    body: html`<p class="lead">${pages.account.lead({ app, account, org })}</p>
      <p>
        ${before ? pages.account.before({ account: before.accountName }) : pages.account.another(session)} ${pages.account.nothingYet()}
      </p>
      ${button('use', pages.account.use())} ${button('another', pages.account.useAnother())}
      <p class="soft">${pages.account.warning({ app })}</p>`,
  })
  return true
}

interface Decision {
  readonly token: string
  readonly attemptId: string
  readonly decision: 'use' | 'another'
  readonly label: string
}

function decisionForm({ token, attemptId, decision, label }: Decision): Html {
  return html`<form method="post" action="/account/${token}">
    <input type="hidden" name="attempt" value="${attemptId}" />
    <button class="button${decision === 'use' ? '' : ' quiet'}" type="submit" name="decision" value="${decision}">${label}</button>
  </form>`
}
