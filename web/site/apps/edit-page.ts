// Where an admin changes an app configuration of a person's: what is shown of it and its secret, its client id, and its end.
import type { Response } from 'express'
import type { AppConfiguration } from '../../../settings/app-configurations.js'
import { siteConfigurations as words } from '../../../text/site-configurations.js'
import { html, type Html } from '../../html.js'
import { appName } from '../app-choices.js'
import { textField } from '../field.js'
import { folded } from '../folded.js'
import { sendSitePage } from '../frame.js'
import { appPath, APPS, editPath, type Visit } from '../site-deps.js'
import { configurationForm, typedAs } from './configuration-form.js'
import type { ConfigurationProblems, Typed } from './read-configuration.js'

/** What a press came to, above the form. */
export interface EditOutcome {
  readonly status: number
  readonly notice: Html
  readonly typed?: Typed
  readonly problems?: ConfigurationProblems
  /** Beside the field of the new client id. */
  readonly clientProblem?: string
}

export function sendEditPage(
  response: Response,
  { visit, configuration, outcome }: { visit: Visit; configuration: AppConfiguration; outcome?: EditOutcome | undefined },
): void {
  const { id, app, label, scopes, version } = configuration
  const name = appName(app)
  sendSitePage(response, {
    ...(outcome && { status: outcome.status }),
    title: words.edit.title({ app: name, label }),
    visit,
    place: APPS,
    body: html`<p class="soft"><a href="${appPath(id)}">${words.edit.back({ label })}</a></p>
      ${outcome?.notice ?? null}
      ${configurationForm({
        ...{ action: editPath(id), appId: app, scopes, version },
        ...{ typed: outcome?.typed ?? typedAs(configuration), problems: outcome?.problems ?? {} },
      })}
      ${clientForm(configuration, outcome?.clientProblem)} ${removeForm(configuration)}`,
  })
}

/** Without its secret: what it would end is shown first. */
function clientForm({ id, app, version, clientId }: AppConfiguration, problem: string | undefined): Html {
  const { title, lead, field, look, today } = words.client
  return html`<h2>${title()}</h2>
    <form class="settings act" method="post" action="${appPath(id)}/client">
      <p>${lead({ app: appName(app) })}</p>
      <input type="hidden" name="version" value="${version}" />
      ${textField({ name: 'newClientId', label: field(), hint: today({ clientId }), problem })}
      <button class="button" type="submit">${look()}</button>
    </form>`
}

function removeForm({ id }: AppConfiguration): Html {
  const { title, hint, open, button } = words.remove
  return html`<h2>${title()}</h2>
    ${folded({ title: open(), action: `${appPath(id)}/remove`, hint: hint(), button: button() })}`
}
