// What a run's caller entered, by the labels of its form; only for who may see it, and each look is noted.
import { recordAudit } from '../../../audit/record.js'
import type { Transaction } from '../../../database.js'
import type { KeyRing } from '../../../keys/key-ring.js'
import { findRun } from '../../../runs/find-run.js'
import { formatParam } from '../../../text/format-param.js'
import { siteRuns } from '../../../text/site-runs.js'
import type { Param } from '../../../workflows/params.js'
import type { RecipeSpec } from '../../../workflows/recipe-spec.js'
import { html, type Html } from '../../html.js'
import type { Visit } from '../site-deps.js'

const words = siteRuns.inputs

/** Call it in a transaction: where the look can't be noted, there is none. */
export async function showInputs(
  tx: Transaction,
  keys: KeyRing,
  { runId, spec, visit }: { runId: string; spec: RecipeSpec | undefined; visit: Visit },
): Promise<Html> {
  const { caller } = visit.session
  await recordAudit(tx, { event: 'run.inputs_shown', caller, runId, detail: { by: caller.aadObjectId } })
  const run = await findRun(tx, keys, runId)
  const params = run?.params ?? {}
  const entries = Object.entries(params).map(([name, value]): readonly [string, string] => {
    const param = spec?.params[name]
    return [param?.label ?? name, valueOf(param, value)]
  })
  return html`<h2>${words.title()}</h2>
    ${entries.length === 0 ? html`<p>${words.none()}</p>` : null}
    <dl class="facts card-facts">
      ${entries.map(
        ([label, value]) =>
          html`<div>
            <dt>${label}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>`
}

/** Whole, where it is text: this is not a card. */
function valueOf(param: Param | undefined, value: unknown): string {
  if (!param) return JSON.stringify(value)
  return typeof value === 'string' && value !== '' && param.kind !== 'date' ? value : (formatParam(param, value, 'en') ?? words.empty())
}
