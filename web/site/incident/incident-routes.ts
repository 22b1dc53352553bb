// The routes of the incident pages. Each act writes a row and is carried out by a worker, so that nobody has to keep a page open.
import { Router, urlencoded, type Request, type Response } from 'express'
import { endIncident, openIncident } from '../../../incidents/incident-rows.js'
import { findProgress } from '../../../incidents/look-at-incidents.js'
import { findAppConfiguration } from '../../../settings/app-configurations.js'
import { setPaused } from '../../../settings/deployment.js'
import { incidentWords as words } from '../../../text/site-incident.js'
import { queryOf } from '../../query-of.js'
import type { WebDeps } from '../../web-deps.js'
import type { Gate } from '../gate.js'
import { notice, saidIn } from '../notice.js'
import { sendStopped } from '../send-stopped.js'
import { INCIDENT, type Visit } from '../site-deps.js'
import { REVOKE_WORD, sendIncidentPage, type IncidentOutcome } from './incident-page.js'
import { sendProgressPage } from './progress-page.js'

type IncidentParams = { readonly id: string }

export function incidentRoutes(deps: WebDeps, gate: Gate): Router {
  const { db } = deps
  const router = Router()
  const form = urlencoded({ extended: false, limit: '2kb' })
  const show = (response: Response, visit: Visit, outcome?: IncidentOutcome) => sendIncidentPage(deps, { response, visit, outcome })

  router.get(
    INCIDENT,
    gate.page(['admin'], (request, response, visit) => {
      const said = saidIn(queryOf(request as Request), words.said)
      return show(response, visit, said ? { notice: notice(words.said[said](), said === 'restored' ? 'problem' : 'good') } : {})
    }),
  )
  router.get(
    `${INCIDENT}/:id`,
    gate.page<IncidentParams>(['admin'], async ({ params }, response, visit) => {
      const progress = await findProgress(db, params.id)
      if (progress) sendProgressPage(response, visit, progress)
      else sendStopped(deps, response, { status: 404, code: 'WB-SITE-021', words: words.notFound(), href: INCIDENT })
    }),
  )
  for (const act of ['pause', 'resume'] as const)
    router.post(
      `${INCIDENT}/${act}`,
      gate.form(['admin'], async (_request, response, visit) => {
        const changed = await db.transaction((tx) => setPaused(tx, { paused: act === 'pause', ...doneBy(visit) }))
        response.redirect(303, `${INCIDENT}?said=${changed === 'changed' ? `${act}d` : changed}`)
      }),
    )
  router.post(
    `${INCIDENT}/disconnect`,
    form,
    gate.form(['admin'], async (request, response, visit) => {
      const { configuration, word } = fieldsOf(request.body)
      const wrong = (said: string) => show(response, visit, { status: 422, wrong: { act: 'disconnect', words: said, configuration } })
      if (!(await findAppConfiguration(db, configuration))) return wrong(words.noSuchConfiguration())
      if (word !== configuration) return wrong(words.wrongWord())
      const { id } = await db.transaction((tx) => openIncident(tx, { configurationId: configuration, ...doneBy(visit) }))
      response.redirect(303, `${INCIDENT}/${id}`)
    }),
  )
  router.post(
    `${INCIDENT}/revoke`,
    form,
    gate.form(['admin'], async (request, response, visit) => {
      if (fieldsOf(request.body).word !== REVOKE_WORD)
        return show(response, visit, { status: 422, wrong: { act: 'revoke', words: words.wrongWord() } })
      const { id } = await db.transaction(async (tx) => {
        await setPaused(tx, { paused: true, ...doneBy(visit) })
        return openIncident(tx, { configurationId: null, ...doneBy(visit) })
      })
      response.redirect(303, `${INCIDENT}/${id}`)
    }),
  )
  router.post(
    `${INCIDENT}/:id/close`,
    gate.form<IncidentParams>(['admin'], async ({ params }, response, visit) => {
      const progress = await findProgress(db, params.id)
      if (!progress?.isDone) {
        const href = progress ? `${INCIDENT}/${progress.incident.id}` : INCIDENT
        sendStopped(deps, response, { status: 409, code: 'WB-SITE-022', words: words.notDone(), href })
        return
      }
      const { by, caller } = doneBy(visit)
      await db.transaction((tx) => endIncident(tx, progress.incident, by, caller))
      response.redirect(303, `${INCIDENT}?said=closed`)
    }),
  )
  return router
}

const doneBy = ({ session: { caller } }: Visit) => ({ by: caller.aadObjectId, caller })

/** What was typed, without the blanks around it; anything else than one text is none. */
function fieldsOf(body: unknown): { readonly configuration: string; readonly word: string } {
  const given = (body ?? {}) as Readonly<Record<string, unknown>>
  const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')
  return { configuration: textOf(given.configuration), word: textOf(given.word) }
}
