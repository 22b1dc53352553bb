// Puts into a message how a run ended: the receipt of what was done, or why it wasn't.
import { apps, type AppId } from '../apps/index.js'
import type { AnyAction } from '../apps/define-app.js'
import type { AppErrorKind } from '../apps/errors.js'
import { findConnection } from '../connections/access.js'
import type { ErrorCode } from '../errors.js'
import { countCalledEffects } from '../runs/called-runs.js'
import { listEffects, type Effect } from '../runs/effects.js'
import { findDeclinedSigner, findLastDeadline } from '../runs/open-wait.js'
import type { Run } from '../runs/types.js'
import { receipt, type DoneWrite, type ReceiptIdentity } from '../text/cards/receipt.js'
import { runEnded, type RunEnding } from '../text/cards/run-ended.js'
import type { Message } from '../text/message.js'
import { recipeTitle } from '../text/recipe-title.js'
import type { Ending } from '../workflows/activity-types.js'
import type { StepFailure } from '../workflows/failures.js'
import { recipeSpecs } from '../workflows/recipes/index.js'
import { appName, inWords } from '../workflows/words.js'
import type { ActivityDeps } from './activity-deps.js'
import { nameOf } from './name-of.js'
import { offerAgain } from './offer-again.js'
import { ownerOf } from './owner-of.js'

export interface Ended {
  readonly ending: Ending
  readonly at: Date
  /** Cancelled, and not by its caller. */
  readonly isStopped: boolean
}

type EndedDeps = Pick<ActivityDeps, 'db' | 'keys'>

/** @param readBy `others`: the message stands in a channel or group chat */
export async function describeEnded(
  deps: EndedDeps,
  run: Run,
  { ending, at, isStopped }: Ended,
  readBy: 'caller' | 'others',
): Promise<Message> {
  const spec = recipeSpecs.find(({ name }) => name === run.recipe)
  const title = spec ? recipeTitle(spec) : run.recipe
  const effects = await listEffects(deps.db, deps.keys, run.id)
  const identities = await identitiesOf(deps, run, effects)
  if (ending.state !== 'completed') {
    const called = await countCalledEffects(deps.db, run.id)
    const account = identities[0]?.accountName ?? null
    const how: RunEnding = isStopped ? { kind: 'stopped' } : await endingOf(deps, run, ending, account)
    return runEnded({
      title,
      app: appNameOf(run),
      runId: run.id,
      callerName: run.profile.name,
      readBy,
      ending: how,
      again: await offerAgain(deps.db, run, how),
      stepsDone: effects.filter(({ finished }) => finished).length + called.done,
      isUnsure: called.unsure > 0 || effects.some(({ finished }) => !finished),
    })
  }
  return receipt({
    title,
    lines: ending.said.map(({ line, url }) => ({ line, url: url ?? null })),
    rows: ending.said.flatMap(({ rows }) => rows ?? []),
    failed: ending.said.flatMap(({ failed }) => failed ?? []),
    facts: effects.flatMap(factsOf),
    identities,
    unsure: effects.filter(({ finished }) => !finished).map(({ app, action }) => ({ app: appName(app), action: inWords(action) })),
    at,
    runId: run.id,
    locale: run.profile.locale,
  })
}

function appNameOf({ settings }: Run): string {
  const [app] = Object.keys(settings.identities)
  return app === undefined ? 'the app' : appName(app)
}

function factsOf({ app, action, finished, result }: Effect): DoneWrite[] {
  const actions: Readonly<Record<string, AnyAction>> = app in apps ? apps[app as AppId].actions : {}
  const described = finished ? actions[action]?.describe?.(result) : undefined
  return described ? [{ ...described, app: appName(app), action: inWords(action), name: described.name ?? nameOf(result) }] : []
}

/** As whom each app was used: what the effects say, else the connection that the run reads through. */
async function identitiesOf({ db }: EndedDeps, { caller, profile, settings }: Run, effects: readonly Effect[]): Promise<ReceiptIdentity[]> {
  const found = await Promise.all(
    Object.entries(settings.identities).map(async ([app, { mode, configuration }]) => {
      const connection = await findConnection(db, { owner: ownerOf(caller, { mode }), configurationId: configuration })
      const own = effects.find((each) => each.app === app && each.signer === null)
      const accountName = own?.appAccount ?? connection?.accountName
      const said = { callerName: profile.name, app: apps[app as AppId].name }
      return [
        ...(accountName === undefined ? [] : [{ ...said, mode, accountName, orgName: connection?.orgName ?? '' }]),
        ...signersOf(effects, app).map(({ appAccount, orgName }) => ({
          ...said,
          mode: 'personal' as const,
          accountName: appAccount,
          orgName,
        })),
      ]
    }),
  )
  return found.flat()
}

/** Those who acted besides the caller: each account once. */
function signersOf(effects: readonly Effect[], app: string): readonly Effect[] {
  const theirs = effects.filter((each) => each.app === app && each.signer !== null && each.finished)
  return [...new Map(theirs.map((each) => [each.appAccount, each])).values()]
}

const appErrors: Readonly<Record<AppErrorKind, ErrorCode>> = {
  AuthExpired: 'WB-APP-001',
  PermissionDenied: 'WB-APP-002',
  RateLimited: 'WB-APP-003',
  AppUnavailable: 'WB-APP-004',
  ActionRejected: 'WB-APP-005',
  OutcomeUnknown: 'WB-APP-006',
}

async function endingOf(
  { db }: EndedDeps,
  { id, acceptedAt }: Run,
  { state, failure }: Ending,
  account: string | null,
): Promise<RunEnding> {
  if (failure?.type === ('NoneMeant' satisfies StepFailure)) return { kind: 'none_meant' }
  if (failure?.type === ('ChoiceExpired' satisfies StepFailure))
    return { kind: 'not_chosen', deadlineAt: (await findLastDeadline(db, id, 'person'))?.deadlineAt ?? acceptedAt }
  if (state === 'expired') {
    const { deadlineAt, wasStillAsked } = (await findLastDeadline(db, id, 'sign_in')) ?? { deadlineAt: acceptedAt, wasStillAsked: false }
    return { kind: wasStillAsked ? 'unanswered' : 'expired', deadlineAt }
  }
  const signer = state === 'declined' ? await findDeclinedSigner(db, id) : null
  if (signer) return { kind: 'signer', ...signer }
  if (state === 'declined' || state === 'cancelled') return { kind: state }
  const type = failure?.type ?? 'Unexpected'
  const detail = failure?.detail ?? ''
  if (type === 'SharedConnectionMissing')
    return { kind: 'failed', error: { kind: 'SharedConnectionMissing', code: 'WB-APP-007', detail: '' }, account: null }
  if (type === ('CannotContinue' satisfies StepFailure))
    return { kind: 'failed', error: { kind: 'CannotContinue', code: 'WB-RUN-008', detail: '' }, account: null }
  if (type === 'CallRefused') return { kind: 'failed', error: { kind: 'CallRefused', code: 'WB-RUN-006', detail: '' }, account: null }
  if (type === 'Lost') return { kind: 'failed', error: { kind: 'Lost', code: 'WB-RUN-004', detail: '' }, account: null }
  if (!(type in appErrors)) return { kind: 'failed', error: { kind: 'Unexpected', code: 'WB-RUN-002', detail: '' }, account }
  const kind = type as AppErrorKind
  return { kind: 'failed', error: { kind, code: appErrors[kind], detail }, account }
}
