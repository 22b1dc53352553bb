// What the forms of an app configuration's page come to: saved, shown before it is saved, or refused with the reason.
import type { Response } from 'express'
import { countHeld } from '../../../connections/held-by-configuration.js'
import { editClient, editConfiguration, type EditResult } from '../../../connections/edit-configuration.js'
import { countRuns } from '../../../incidents/what-is-there.js'
import { lockConfiguration, removeConfiguration } from '../../../settings/change-configuration.js'
import { siteApps } from '../../../text/site-apps.js'
import { siteConfigurations as words } from '../../../text/site-configurations.js'
import { html, type Html } from '../../html.js'
import type { WebDeps } from '../../web-deps.js'
import { notice } from '../notice.js'
import { sendStopped } from '../send-stopped.js'
import { appPath, APPS, type SiteDeps } from '../site-deps.js'
import { sendClientPage } from './client-page.js'
import type { OnConfiguration } from './configuration-routes.js'
import { sendEditPage } from './edit-page.js'
import { readClient, readConfiguration, type Typed } from './read-configuration.js'
import { usesOf } from './used-by.js'

export function editActs(deps: WebDeps, site: SiteDeps) {
  const { db, keys, apps, extraHosts = [] } = deps

  return {
    async save(on: OnConfiguration): Promise<void> {
      const { request, response, visit, configuration } = on
      const app = apps[configuration.app]
      const read = app ? readConfiguration(request.body, { app, extraHosts, isNew: false }) : null
      if (!read) {
        unreadable(response)
        return
      }
      const { typed } = read
      if (read.kind === 'wrong') {
        sendEditPage(response, { visit, configuration, outcome: { ...wrong(), typed, problems: read.problems } })
        return
      }
      const by = visit.session.caller
      const { shown, secret, version } = read
      const edit = { id: configuration.id, version, ...shown, secret }
      const result = await db.transaction((tx) => editConfiguration({ tx, keys, by }, edit))
      if (result.kind === 'saved' || result.kind === 'unchanged') goBack(response, configuration.id, result.kind)
      else refuse(on, result, typed)
    },

    async changeClient(on: OnConfiguration): Promise<void> {
      const { request, response, visit, configuration } = on
      const read = readClient(request.body)
      if (!read) {
        unreadable(response)
        return
      }
      const { clientId, secret, version } = read
      const isSame = clientId === configuration.clientId
      if (!read.isId || isSame) {
        const clientProblem = isSame ? words.client.same() : words.wrong.clientId()
        sendEditPage(response, { visit, configuration, outcome: { ...wrong(), clientProblem } })
      } else if (secret === 'ask' || secret === 'wrong') {
        const problem = secret === 'wrong' ? words.wrong.clientSecret() : undefined
        await sendClientPage(deps, site, response, { visit, configuration, to: clientId, problem })
      } else {
        const by = visit.session.caller
        const result = await db.transaction((tx) => editClient({ tx, keys, by }, { id: configuration.id, version, clientId, secret }))
        if (result.kind === 'saved') goBack(response, configuration.id, 'client')
        else refuse(on, result, null)
      }
    },

    async remove({ response, visit, configuration }: OnConfiguration): Promise<void> {
      const { id } = configuration
      const uses = await db.transaction(async (tx) => {
        await lockConfiguration(tx, id)
        const found = await usesInWords(tx, id)
        if (found.length === 0) await removeConfiguration(tx, { id, by: visit.session.caller })
        return found
      })
      if (uses.length === 0) response.redirect(303, `${APPS}?said=removed`)
      else sendEditPage(response, { visit, configuration, outcome: { status: 409, notice: problemList(words.remove.refused(), uses) } })
    },
  }

  async function usesInWords(tx: Parameters<typeof countHeld>[0], id: string): Promise<readonly string[]> {
    const { uses } = words.remove
    const recipes = (await usesOf({ db: tx }, site)).get(id) ?? []
    const { working, waiting } = await countRuns(tx, id)
    const { people, shared, requests, endings } = await countHeld(tx, id)
    return [
      ...recipes.map(({ title }) => uses.recipe({ title })),
      ...(working + waiting > 0 ? [uses.runs({ count: working + waiting })] : []),
      ...(people > 0 ? [uses.people({ count: people })] : []),
      ...(shared > 0 ? [uses.shared()] : []),
      ...(requests > 0 ? [uses.requests({ count: requests })] : []),
      ...(endings > 0 ? [uses.endings({ count: endings })] : []),
    ]
  }

  /** @param typed what the second of two editors had, to be shown beside what holds */
  function refuse(
    { response, visit, configuration }: OnConfiguration,
    result: Exclude<EditResult, { kind: 'saved' | 'unchanged' }>,
    typed: Typed | null,
  ): void {
    const again = typed ? { typed } : {}
    if (result.kind === 'gone') sendStopped(deps, response, { status: 404, code: 'WB-SITE-032', words: siteApps.notFound(), href: APPS })
    else if (result.kind === 'read_only')
      sendStopped(deps, response, { status: 409, code: 'WB-SITE-040', words: words.readOnly(), href: appPath(configuration.id) })
    else if (result.kind === 'changed_meanwhile')
      sendEditPage(response, { visit, configuration: result.now, outcome: { status: 409, notice: meanwhile(typed) } })
    else if (result.kind === 'secret_needed') {
      const problems = { clientSecret: words.wrong.secretNeeded() }
      sendEditPage(response, { visit, configuration, outcome: { ...wrong(), ...again, problems } })
    } else {
      const said = notice(words.hostInUse(result.held), 'problem')
      sendEditPage(response, { visit, configuration, outcome: { status: 409, notice: said, ...again } })
    }
  }

  function unreadable(response: Response): void {
    sendStopped(deps, response, { status: 400, code: 'WB-SITE-005', words: words.notReadable(), href: APPS })
  }
}

const wrong = () => ({ status: 422, notice: notice(words.wrong.notice(), 'problem') })

function goBack(response: Response, id: string, said: keyof typeof words.said): void {
  response.redirect(303, `${appPath(id)}?said=${said}`)
}

function meanwhile(typed: Typed | null): Html {
  const { title, lead } = words.meanwhile
  const { label, baseUrl, orgs } = words.fields
  const lines = typed ? [`${label()}: ${typed.label}`, `${baseUrl()}: ${typed.baseUrl}`, `${orgs()}: ${typed.orgs}`] : []
  return problemList(typed ? `${title()} ${lead()}` : title(), lines)
}

function problemList(said: string, lines: readonly string[]): Html {
  return html`<div class="notice problem" role="alert">
    <p><strong>${said}</strong></p>
    <ul>
      ${lines.map((line) => html`<li>${line}</li>`)}
    </ul>
  </div>`
}
