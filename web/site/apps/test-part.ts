// The button that tests an app configuration, and what the test found, a line for each thing that was asked.
import type { CheckedConfiguration } from '../../../connections/check-configuration.js'
import type { AppConfiguration } from '../../../settings/app-configurations.js'
import { siteAppHealth as words } from '../../../text/site-app-health.js'
import { html, type Html } from '../../html.js'
import { appName } from '../app-choices.js'
import { appPath } from '../site-deps.js'

/** `unset`: this program has no secret to test it with. */
export type Tested = CheckedConfiguration | 'unset'

export function testPart({ id, app }: AppConfiguration): Html {
  return html`<h2>${words.test.title()}</h2>
    <form class="act" method="post" action="${appPath(id)}/test">
      <p>${words.test.hint({ app: appName(app) })}</p>
      <button class="button" type="submit">${words.test.button()}</button>
    </form>`
}

/** Above the page. */
export function foundPart(tested: Tested, { baseUrl, scopes }: AppConfiguration, redirectUri: string): Html {
  const lines = tested === 'unset' ? [{ isWell: false, said: words.test.unset() }] : linesOf(tested, { baseUrl, scopes, redirectUri })
  return html`<div class="notice ${lines.every(({ isWell }) => isWell) ? 'good' : 'problem'}" role="status">
    <p><strong>${words.test.found()}</strong></p>
    <ul>
      ${lines.map(({ said }) => html`<li>${said}</li>`)}
    </ul>
  </div>`
}

function linesOf(
  { page, client }: CheckedConfiguration,
  { baseUrl, scopes, redirectUri }: { baseUrl: string; scopes: readonly string[]; redirectUri: string },
): readonly { readonly isWell: boolean; readonly said: string }[] {
  const facts = { host: new URL(baseUrl).host, redirectUri, scopes: scopes.join(' '), status: page.kind === 'unexpected' ? page.status : 0 }
  return [
    { isWell: page.kind === 'goes_on', said: words.page[page.kind](facts) },
    { isWell: client === 'taken' || client === 'unclear', said: words.client[client ?? 'not_asked']() },
  ]
}
