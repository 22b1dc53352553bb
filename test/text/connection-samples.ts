// One of every message about a person's own connections and runs, for the tests that look at all of them.
import { alreadyConnected, connectWhich } from '../../text/cards/connect-card.js'
import { connectionsCard, type ShownConnection, type ShownWait } from '../../text/cards/connections-card.js'
import { disconnected, endedLater, type DisconnectedModel } from '../../text/cards/disconnected.js'
import { connectionKept, disconnectQuestion } from '../../text/cards/disconnect-question.js'
import { runsCard, type ShownRun } from '../../text/cards/runs-card.js'
import { signInCard, type SignInCardModel } from '../../text/cards/sign-in-card.js'
import type { Catalogue } from '../../text/catalogue.js'
import { runValues } from '../../text/describe-run.js'
import type { Markdown } from '../../text/markdown.js'
import type { Message } from '../../text/message.js'
import * as notes from '../../text/notes.js'
import { recipeTitle } from '../../text/recipe-title.js'
import type { RecipeSpec } from '../../workflows/recipe-spec.js'
import { jointSamples } from './joint-samples.js'

interface Sampled {
  readonly recipe: RecipeSpec
  readonly params: Readonly<Record<string, unknown>>
  readonly sentence: Markdown
  readonly signIn: SignInCardModel
  readonly account: { readonly name: string; readonly orgName: string }
  readonly deadlineAt: Date
  readonly at: Date
  readonly locale: string
  readonly data: (words: string) => string
}

export function connectionSamples(
  text: Catalogue,
  { recipe, params, sentence, signIn, account, deadlineAt, at, locale, data }: Sampled,
): Record<string, Message> {
  const title = recipeTitle(recipe)
  const app = data('Salesforce')
  const connection: ShownConnection = {
    kind: 'connection',
    connectionId: 'c0',
    configurationId: 'salesforce',
    app,
    accountName: account.name,
    orgName: account.orgName,
    state: { kind: 'connected', since: new Date('2026-11-03T08:00:00Z'), lastUsedAt: at },
  }
  const lapsed = (why: string): ShownConnection => ({
    ...connection,
    app: data('Box'),
    state: { kind: 'needs_sign_in', why, since: at, connectNonce: 'nonce' },
  })
  const unused: ShownConnection = { ...connection, state: { kind: 'connected', since: at, lastUsedAt: null } }
  const wait: ShownWait = {
    kind: 'wait',
    runId: 'createOpportunity-K7F3x2',
    ...{ title, sentence, app, until: deadlineAt, link: 'https://workbot.contoso.example/connect/0b7c', cancelNonce: 'nonce' },
  }
  const late: SignInCardModel = {
    ...{ ...signIn, state: 'connected', account },
    notMine: { connection: 'c0', account: 'org/user', nonce: 'nonce' },
  }
  const lateRuns = signIn.runs.flatMap((run) => [
    { ...run, isStillAsked: true },
    { ...run, isStillAsked: true, stepsDone: 1, mayDecline: true },
  ])
  const connectable = [{ configurationId: 'salesforce', app, nonce: 'nonce' }]
  const list = { page: 1, pages: 1, connectable: [], nonce: 'nonce', locale }
  const question = { connectionId: 'c0', app, account, recipes: [title], runs: 0, nonce: 'nonce', list: null, locale }
  const ending = (state: DisconnectedModel['ending']['state'], later: Partial<DisconnectedModel> = {}): DisconnectedModel => ({
    appId: 'salesforce',
    app,
    account,
    stepsDone: null,
    why: 'asked',
    deletedAt: at,
    ending: { state, at: state === 'confirmed' ? new Date('2026-11-23T13:09:04Z') : new Date('2026-11-28T13:09:00Z') },
    ...later,
  })
  const ownRun: ShownRun = {
    runId: 'createOpportunity-K7F3x2',
    title,
    what: runValues(recipe, params, locale),
    state: 'waiting_sign_in',
    acceptedAt: at,
    endedAt: null,
    isEnding: false,
    wait: { app, since: at, until: deadlineAt },
    cancelNonce: 'nonce',
  }
  const working: ShownRun = { ...ownRun, state: 'running', wait: null }
  const over = (state: ShownRun['state']): ShownRun => ({ ...working, state, endedAt: at, cancelNonce: null })

  return {
    ...jointSamples(text, { title, sentence, locale, profile: signIn.profile, deadlineAt, data }),
    'sign-in, connected, with a way out': signInCard(
      { ...signIn, state: 'connected', account, notMine: { connection: 'c0', account: 'org/user', nonce: 'nonce' } },
      text,
    ),
    'sign-in, late: still do this?': signInCard({ ...late, runs: lateRuns.slice(0, 1) }, text),
    'sign-in, late: one goes on, one was cancelled, two are asked about': signInCard(
      {
        ...late,
        runs: [
          ...signIn.runs.flatMap((run) => [
            { ...run, outcome: 'connected' as const },
            { ...run, outcome: 'cancelled' as const },
          ]),
          ...lateRuns,
        ],
      },
      text,
    ),
    'sign-in, connected, one of two cancelled': signInCard(
      {
        ...late,
        runs: signIn.runs.flatMap((run) => [
          { ...run, outcome: 'connected' as const },
          { ...run, outcome: 'cancelled' as const },
        ]),
      },
      text,
    ),
    'sign-in, asked for without a run': signInCard({ ...signIn, runs: [], wantedUntil: deadlineAt }, text),
    'sign-in, asked for without a run, again': signInCard({ ...signIn, runs: [], wantedUntil: deadlineAt, why: 'refresh_refused' }, text),
    'sign-in, again, one step done': signInCard(
      { ...signIn, why: 'refresh_refused', runs: signIn.runs.map((run) => ({ ...run, stepsDone: 1 })) },
      text,
    ),
    'sign-in, again, after their own disconnect': signInCard(
      { ...signIn, why: 'disconnected', runs: signIn.runs.map((run) => ({ ...run, stepsDone: 2 })) },
      text,
    ),
    'sign-in, again, not their account': signInCard({ ...signIn, why: 'not_mine' }, text),
    'sign-in, again, two runs': signInCard(
      { ...signIn, why: 'rejected', runs: signIn.runs.flatMap((run) => [run, { ...run, stepsDone: 1 }]) },
      text,
    ),
    'personal connections': connectionsCard({ ...list, items: [connection, lapsed('rejected'), wait] }, text),
    'personal connections, lapsed': connectionsCard(
      { ...list, items: [unused, ...['no_refresh_token', 'tokens_refused', 'refresh_answer_lost', 'client_changed'].map(lapsed)] },
      text,
    ),
    'personal connections, asked whether to still do it': connectionsCard(
      { ...list, items: [connection, { ...wait, isStillAsked: true }] },
      text,
    ),
    'personal connections, none': connectionsCard({ ...list, items: [], connectable }, text),
    'personal connections, none and no app': connectionsCard({ ...list, items: [] }, text),
    'personal connections, only waits': connectionsCard({ ...list, items: [wait] }, text),
    'personal connections, the second of three pages': connectionsCard(
      { ...list, page: 2, pages: 3, items: Array.from({ length: 8 }, () => lapsed('rejected')) },
      text,
    ),
    'personal connections, a page of waits': connectionsCard(
      { ...list, page: 2, pages: 2, items: Array.from({ length: 8 }, () => wait) },
      text,
    ),
    'disconnect?': disconnectQuestion({ ...question, runs: 2, list: 'activity-1' }, text),
    'disconnect? nothing affected': disconnectQuestion({ ...question, recipes: [] }, text),
    'disconnect? many recipes': disconnectQuestion({ ...question, recipes: Array.from({ length: 12 }, () => title), runs: 1 }, text),
    'disconnect? kept': connectionKept({ app, accountName: account.name }, text),
    'disconnected, ending': disconnected(ending('ending'), text),
    'disconnected, confirmed': disconnected(ending('confirmed'), text),
    'disconnected, confirmed days later': disconnected(
      ending('confirmed', { ending: { state: 'confirmed', at: new Date('2026-11-25T08:00:00Z') } }),
      text,
    ),
    'disconnected, unconfirmed': disconnected(ending('unconfirmed'), text),
    'disconnected, unconfirmed, ServiceNow': disconnected(ending('unconfirmed', { appId: 'servicenow', app: data('ServiceNow') }), text),
    'disconnected, given up, Box': disconnected(ending('given_up', { appId: 'box', app: data('Box') }), text),
    'disconnected, unconfirmed, another app': disconnected(ending('unconfirmed', { appId: 'other' }), text),
    'disconnected, given up': disconnected(ending('given_up'), text),
    'disconnected, taken by an operator': disconnected(ending('ending', { why: 'operator' }), text),
    'disconnected, left': disconnected(ending('confirmed', { why: 'left' }), text),
    'disconnected, idle': disconnected(ending('confirmed', { why: 'idle' }), text),
    'disconnected, old': disconnected(ending('confirmed', { why: 'old' }), text),
    'disconnected, incident': disconnected(ending('unconfirmed', { why: 'incident' }), text),
    'disconnected, not their account': disconnected(ending('confirmed', { stepsDone: 0, why: 'not_mine' }), text),
    'disconnected, not their account, a write unanswered': disconnected(
      ending('ending', { stepsDone: 0, why: 'not_mine', isUnsure: true }),
      text,
    ),
    'disconnected, not their account, used': disconnected(ending('ending', { stepsDone: 2, why: 'not_mine' }), text),
    'disconnected, confirmed later': endedLater(ending('confirmed'), text),
    'disconnected, given up later': endedLater(ending('given_up'), text),
    'connect, which': connectWhich({ apps: connectable, typed: null }, text),
    'connect, unknown app': connectWhich({ apps: connectable, typed: data('sap') }, text),
    'connect, no app': connectWhich({ apps: [], typed: null }, text),
    'connect, already': alreadyConnected({ ...connectable[0]!, accountName: account.name, orgName: account.orgName }, text),
    'runs, status': runsCard(
      {
        asked: 'status',
        open: [
          ownRun,
          working,
          { ...working, state: 'accepted' },
          { ...working, state: 'stuck' },
          { ...working, isEnding: true, cancelNonce: null },
        ],
        more: 3,
        ended: [over('completed'), over('failed'), over('declined'), over('expired'), over('cancelled'), over('lost')],
        locale,
      },
      text,
    ),
    'runs, asked whether to still do it': runsCard(
      {
        ...{ asked: 'status', more: 0, ended: [], locale },
        open: [{ ...ownRun, wait: { app, since: at, until: deadlineAt, isStillAsked: true } }],
      },
      text,
    ),
    'runs, none': runsCard({ asked: 'status', open: [], more: 0, ended: [], locale }, text),
    'runs, cancel one': runsCard({ asked: 'cancel', open: [ownRun], more: 0, ended: [], locale }, text),
    'runs, cancel which': runsCard({ asked: 'cancel', open: Array.from({ length: 8 }, () => ownRun), more: 1, ended: [], locale }, text),
    'runs, nothing to cancel': runsCard({ asked: 'cancel', open: [], more: 0, ended: [], locale }, text),
    'note: someone else opened it, no run': notes.someoneElseOpenedYourLink({ app, runs: 0 }, text),
    'note: in your chat': notes.inYourChat({ what: 'connections' }, text),
    'note: answered in your chat': notes.inYourChat({ what: 'other' }, text),
    'note: no chat': notes.noChatYet(text),
    'note: sending the sign-in': notes.sendingSignIn({ app }, text),
    'note: question below': notes.questionBelow(text),
    'note: not connected': notes.notConnected(text),
    'note: not connected to': notes.notConnectedTo({ app }, text),
    'note: other account now': notes.otherAccountNow(text),
    'note: run will end': notes.runWillEnd(text),
  }
}
