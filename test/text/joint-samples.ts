// The card of several sign-ins in each of its states, for the tests that look at all messages.
import { jointSignInCard, type JointSignIn, type JointSignInCardModel } from '../../text/cards/joint-sign-in-card.js'
import type { Catalogue } from '../../text/catalogue.js'
import type { Message } from '../../text/message.js'

type Sampled = Pick<JointSignInCardModel, 'title' | 'sentence' | 'locale' | 'profile'> & {
  readonly deadlineAt: Date
  readonly data: (words: string) => string
}

export function jointSamples(text: Catalogue, { deadlineAt, data, ...sampled }: Sampled): Record<string, Message> {
  const asked = { request: '3f0f0a52-5a3e-4a43-9d0f-1d2f6f1f7a10', link: 'https://workbot.contoso.example/connect/0b7c', nonce: 'nonce' }
  const account = { name: data('alice@contoso-sales.example'), orgName: data('Contoso Sales') }
  const notMine = { connection: 'd8e0a1c2-0000-4000-8000-000000000001', account: '005', nonce: 'nonce' }
  const of = (app: string, label: string): JointSignIn => ({
    ...{ app: data(app), configurationLabel: data(label), state: 'waiting', mayDecline: true, asked },
  })
  const ended = (one: JointSignIn, state: JointSignIn['state']): JointSignIn => {
    const { asked: _, ...rest } = one
    return { ...rest, state, ...(state === 'connected' && { account, notMine }) }
  }
  const salesforce = { ...of('Salesforce', 'Contoso Sales'), mayDecline: false }
  const [servicenow, box] = [of('ServiceNow', 'Contoso IT'), of('Box', 'Contoso Files')]
  const card = (...signIns: readonly JointSignIn[]): Message =>
    jointSignInCard(
      {
        ...{ runId: 'closeDeal-K7F3x2', askedIn: { kind: 'personal', name: null }, deadlineAt, cancelNonce: 'nonce' },
        ...sampled,
        signIns,
      },
      text,
    )
  const cancelled = [salesforce, servicenow, box].map((one) => ended(one, 'cancelled'))
  return {
    'sign-ins, three': card(salesforce, servicenow, box),
    'sign-ins, one is connected': card(ended(salesforce, 'connected'), servicenow, box),
    'sign-ins, none may be left out': card(ended(salesforce, 'connected'), { ...box, mayDecline: false }),
    'sign-ins, a trip did not come back, and one ended': card(
      ended(salesforce, 'connected'),
      { ...servicenow, missed: { request: asked.request } },
      { ...box, why: 'no_refresh_token' },
    ),
    'sign-ins, all answered': card(ended(salesforce, 'connected'), ended(servicenow, 'declined'), ended(box, 'expired')),
    'sign-ins, what it needs was declined': card(ended(salesforce, 'declined'), ended(servicenow, 'connected'), ended(box, 'declined')),
    'sign-ins, cancelled': card(...cancelled),
    'sign-ins, cancelled, to be run again': jointSignInCard(
      {
        ...{ runId: 'closeDeal-K7F3x2', askedIn: { kind: 'personal', name: null }, deadlineAt: null, cancelNonce: '' },
        ...{ ...sampled, signIns: cancelled, again: { run: 'closeDeal-K7F3x2', hasEntries: true, nonce: 'nonce' } },
      },
      text,
    ),
  }
}
