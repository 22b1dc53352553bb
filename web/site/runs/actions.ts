// The buttons of a run's page: each opens what it does before it does it.
import { siteRuns } from '../../../text/site-runs.js'
import { html, type Html } from '../../html.js'
import { folded } from '../folded.js'
import { hasOneOf, inputReaders, overseers, type Visit } from '../site-deps.js'
import { runPath } from './list-page.js'
import type { Told } from './story.js'

const words = siteRuns.act

interface For {
  readonly visit: Visit
  readonly isOwn: boolean
  readonly areInputsShown: boolean
}

export const maySeeInputs = ({ roles }: Visit, isOwn: boolean): boolean => isOwn || hasOneOf(roles, inputReaders)

/** Only what makes sense for the run as it is now, and for who looks. */
export function actionsFor({ run, waits, proposals, mayContinue }: Told, { visit, isOwn, areInputsShown }: For): Html | null {
  const [isOpen, isWaiting] = [run.endedAt === null, waits.some(({ outcome }) => outcome === null)]
  const waitsForSignIn = waits.some(({ outcome, kind }) => outcome === null && kind === 'sign_in')
  const isOverseer = hasOneOf(visit.roles, overseers)
  const path = runPath(run.id)
  const mayPropose = !isOpen && proposals.every(({ answer }) => answer !== null)
  const proposing = (kind: 'again' | 'continue'): Html => {
    const { open, hint, button: press } = words[kind]
    return folded({ title: open(), action: `${path}/${kind}`, hint: hint({ isOwn }), button: press({ isOwn }) })
  }
  const all = [
    !areInputsShown && maySeeInputs(visit, isOwn)
      ? button({ path: `${path}/inputs`, label: siteRuns.inputs.show(), hint: siteRuns.inputs.noted() })
      : null,
    isOpen && waitsForSignIn
      ? folded({ title: words.resend.open(), action: `${path}/resend`, hint: words.resend.hint(), button: words.resend.button() })
      : null,
    isOpen && isWaiting && isOverseer
      ? folded({ title: words.extend.open(), action: `${path}/extend`, fields: hours, button: words.extend.button() })
      : null,
    isOpen && run.cancelAskedAt === null
      ? folded({ title: words.cancel.open(), action: `${path}/cancel`, hint: words.cancel.hint({ isOwn }), button: words.cancel.button() })
      : null,
    mayPropose && mayContinue ? proposing('continue') : null,
    mayPropose ? proposing('again') : null,
  ].filter((each) => each !== null)
  if (all.length === 0) return null
  return html`<h2>${words.title()}</h2>
    <div class="acts">${all}</div>`
}

const hours = html`<label for="hours">${words.extend.hours()}</label>
  <input id="hours" name="hours" inputmode="numeric" value="24" maxlength="3" />`

function button({ path, label, hint }: { path: string; label: string; hint: string }): Html {
  return html`<form method="post" action="${path}">
    <button class="plain" type="submit">${label}</button> <span class="soft">${hint}</span>
  </form>`
}
