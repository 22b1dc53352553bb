// `status` and `cancel` as a card, from the rows as they are now.
import { issueNonce } from '../../conversations/nonces.js'
import type { Transaction } from '../../database.js'
import { countOpenRunsOf, listEndedRunsOf, listOpenRunsOf, type OwnRun } from '../../runs/runs-of-caller.js'
import { runsCard, type ShownRun } from '../../text/cards/runs-card.js'
import { runValues } from '../../text/describe-run.js'
import type { Message } from '../../text/message.js'
import { recipeTitle } from '../../text/recipe-title.js'
import type { Asked } from '../bot-deps.js'
import { appName, namedApps, type NamedApp } from './app-names.js'

const OPEN_AT_MOST = 8
const ENDED_AT_MOST = 5

export async function runsList(tx: Transaction, asked: Asked, which: 'status' | 'cancel'): Promise<Message> {
  const { deps, asker } = asked
  const { caller, profile } = asker
  const named = await namedApps(tx)
  const open = await listOpenRunsOf(tx, deps.keys, { caller, limit: OPEN_AT_MOST })
  const count = open.length < OPEN_AT_MOST ? open.length : await countOpenRunsOf(tx, caller)
  const ended = which === 'status' ? await listEndedRunsOf(tx, deps.keys, { caller, limit: ENDED_AT_MOST }) : []
  const shown: ShownRun[] = []
  for (const run of open) {
    const cancelNonce = run.isEnding ? null : await issueNonce(tx, { purpose: 'cancelRun', caller })
    shown.push(toShown(asked, run, named, cancelNonce))
  }
  return runsCard({
    asked: which,
    open: shown,
    more: count - open.length,
    ended: ended.map((run) => toShown(asked, run, named, null)),
    locale: profile.locale,
  })
}

function toShown(
  { deps, asker }: Asked,
  { id, recipe, params, wait, ...run }: OwnRun,
  named: readonly NamedApp[],
  cancelNonce: string | null,
): ShownRun {
  const spec = deps.specs.find(({ name }) => name === recipe)
  return {
    ...run,
    runId: id,
    title: spec ? recipeTitle(spec) : recipe,
    what: spec ? runValues(spec, params, asker.profile.locale) : null,
    wait: wait && { app: appName(named, wait.configurationId), since: wait.since, until: wait.until, isStillAsked: wait.isStillAsked },
    cancelNonce,
  }
}
