// What the buttons of a run's page do: show what was entered, cancel, give more time, send the sign-in card again, ask whether to run it again or to continue it.
import { Router, urlencoded } from 'express'
import { z } from 'zod'
import { extendRun, resendCard } from '../../../runs/cli/change-run.js'
import type { ProposalKind } from '../../../runs/proposals.js'
import { proposeRun } from '../../../runs/cli/propose-run.js'
import { siteRuns } from '../../../text/site-runs.js'
import type { WebDeps } from '../../web-deps.js'
import type { Gate } from '../gate.js'
import { notice } from '../notice.js'
import { everybody, overseers, RUNS, type SiteDeps } from '../site-deps.js'
import { maySeeInputs } from './actions.js'
import { cancelFromPage } from './cancel.js'
import { showInputs } from './inputs.js'
import { runPath } from './list-page.js'
import { sendRunPage } from './run-page.js'
import type { OnRun, RunParams, WithRun } from './with-run.js'

const hoursForm = z.object({
  hours: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .pipe(z.number().min(1).max(720)),
})

export function runButtons(deps: WebDeps, site: SiteDeps, { gate, withRun }: { gate: Gate; withRun: WithRun }): Router {
  const { db, keys } = deps
  const body = urlencoded({ extended: false, limit: '4kb' })
  return Router()
    .post(`${RUNS}/:id/inputs`, gate.form<RunParams>(everybody, withRun(inputs)))
    .post(`${RUNS}/:id/cancel`, gate.form<RunParams>(everybody, withRun(cancel)))
    .post(`${RUNS}/:id/resend`, gate.form<RunParams>(everybody, withRun(resend)))
    .post(`${RUNS}/:id/again`, gate.form<RunParams>(everybody, withRun(propose('again'))))
    .post(`${RUNS}/:id/continue`, gate.form<RunParams>(everybody, withRun(propose('continue'))))
    .post(`${RUNS}/:id/extend`, body, gate.form<RunParams>(overseers, withRun(extend)))

  async function inputs({ request, response, visit, told, isOwn }: OnRun): Promise<void> {
    if (!maySeeInputs(visit, isOwn)) {
      await gate.hide(request, response, visit, { words: siteRuns.notFound(), href: runPath(told.run.id) })
      return
    }
    const spec = site.specs.find(({ name }) => name === told.run.recipe)
    const shown = await db.transaction((tx) => showInputs(tx, keys, { runId: told.run.id, spec, visit }))
    sendRunPage(site, { response, visit, told, isOwn, inputs: shown })
  }

  async function cancel({ response, visit, told: { run }, isOwn }: OnRun): Promise<void> {
    const waits = await db.transaction((tx) => cancelFromPage(tx, { run, by: visit.session.caller, isOwn }))
    if (waits) await deps.wake(waits)
    goBack(response, run.id, waits === null ? 'not_waiting' : run.state === 'stuck' ? 'stuck' : 'cancelled')
  }

  async function resend({ response, visit, told: { run } }: OnRun): Promise<void> {
    const { ok } = await db.transaction((tx) => resendCard(tx, run, visit.session.caller))
    goBack(response, run.id, ok ? 'resent' : 'not_waiting')
  }

  function propose(kind: ProposalKind) {
    return async ({ response, visit: { session }, told: { run } }: OnRun): Promise<void> => {
      const by = { caller: session.caller, name: session.name }
      const proposed = await db.transaction((tx) => proposeRun(tx, run, { kind, by }))
      goBack(response, run.id, proposed === 'cancelled' ? 'cancelled_before' : proposed)
    }
  }

  async function extend({ request, response, visit, told, isOwn }: OnRun): Promise<void> {
    const read = hoursForm.safeParse(request.body)
    if (!read.success) {
      sendRunPage(site, { response, visit, told, isOwn, status: 422, notice: notice(siteRuns.act.extend.wrong(), 'problem') })
      return
    }
    const { ok } = await db.transaction((tx) => extendRun(tx, told.run, { hours: read.data.hours, by: visit.session.caller }))
    goBack(response, told.run.id, ok ? 'extended' : 'not_waiting')
  }
}

function goBack(response: OnRun['response'], runId: string, said: keyof typeof siteRuns.said): void {
  response.redirect(303, `${runPath(runId)}?said=${said}`)
}
