// The form by which an app configuration is made or changed. What it is filled with never holds the secret.
import type { AppConfiguration } from '../../../settings/app-configurations.js'
import { siteConfigurations as words } from '../../../text/site-configurations.js'
import { html, type Html } from '../../html.js'
import { textField } from '../field.js'
import type { ConfigurationProblems, Typed } from './read-configuration.js'

export interface ConfigurationForm {
  readonly action: string
  readonly appId: string
  readonly scopes: readonly string[]
  readonly typed: Typed
  readonly problems: ConfigurationProblems
  /** What a save replaces; null: it is made. */
  readonly version: number | null
}

export const nothingTyped: Typed = { label: '', baseUrl: '', orgs: '', clientId: '' }

export function typedAs({ label, baseUrl, acceptedOrgs, clientId }: AppConfiguration): Typed {
  return { label, baseUrl, orgs: acceptedOrgs.join('\n'), clientId }
}

export function configurationForm({ action, appId, scopes, typed, problems, version }: ConfigurationForm): Html {
  const { fields, make, edit } = words
  const isNew = version === null
  const secretHint = isNew ? fields.clientSecretHint() : fields.clientSecretEdit()
  const hostHint = isNew ? fields.baseUrlHint({ appId }) : `${fields.baseUrlHint({ appId })}. ${fields.baseUrlEdit()}`
  return html`<form class="settings" method="post" action="${action}">
    ${isNew ? html`<input type="hidden" name="app" value="${appId}" />` : html`<input type="hidden" name="version" value="${version}" />`}
    ${textField({ name: 'label', label: fields.label(), value: typed.label, hint: fields.labelHint(), problem: problems.label })}
    ${textField({ name: 'baseUrl', label: fields.baseUrl(), value: typed.baseUrl, hint: hostHint, problem: problems.baseUrl })}
    ${isNew ? textField({ name: 'clientId', label: fields.clientId(), value: typed.clientId, problem: problems.clientId }) : null}
    ${textField({ name: 'clientSecret', label: fields.clientSecret(), hint: secretHint, problem: problems.clientSecret, kind: 'secret' })}
    ${textField({ name: 'orgs', label: fields.orgs(), value: typed.orgs, hint: fields.orgsHint(), problem: problems.orgs, kind: 'lines' })}
    <div class="field">
      <p><strong>${fields.scopes()}</strong></p>
      <p><code>${scopes.join(' ')}</code></p>
      <p class="soft">${fields.scopesHint()}</p>
    </div>
    <button class="button" type="submit">${isNew ? make.button() : edit.button()}</button>
  </form>`
}
