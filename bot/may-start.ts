// Whether a person may start a recipe now, and what they are told where they may not.
import { recordAudit } from '../audit/record.js'
import type { Transaction } from '../database.js'
import { mayRun } from '../settings/may-run.js'
import { recipeSettings, settingsToStart, type RecipeSettings } from '../settings/recipe-settings.js'
import { disabled } from '../text/cards/disabled.js'
import type { Message } from '../text/message.js'
import { nobodyMayRunYet, notAllowed, paused } from '../text/notes.js'
import { recipeTitle } from '../text/recipe-title.js'
import type { RecipeSpec } from '../workflows/recipe-spec.js'
import type { Asked } from './bot-deps.js'

export type MayStart = { readonly kind: 'yes'; readonly settings: RecipeSettings } | { readonly kind: 'no'; readonly message: Message }

/** Looks at the recipe's settings and the deployment's switch; a refusal is audited in the same transaction. */
export async function mayStart(tx: Transaction, { deps, asker }: Asked, spec: RecipeSpec): Promise<MayStart> {
  const { settings, isPaused } = await settingsToStart(tx, spec, deps)
  const allowed = mayRun(settings, asker.caller)
  const why = allowed === 'yes' && isPaused ? 'paused' : allowed
  if (why === 'yes') return { kind: 'yes', settings }
  await recordAudit(tx, { event: 'run.refused', caller: asker.caller, detail: { recipe: spec.name, why } })
  return { kind: 'no', message: refusal(why, recipeTitle(spec), settings) }
}

function refusal(why: 'not_open' | 'not_listed' | 'disabled' | 'paused', title: string, { disabledAt }: RecipeSettings): Message {
  switch (why) {
    case 'not_open':
      return nobodyMayRunYet({ title })
    case 'not_listed':
      return notAllowed({ title })
    case 'disabled':
      return disabled({ title, since: disabledAt })
    case 'paused':
      return paused()
  }
}

/** The recipes that a person may run, as `help` lists them. */
export async function openRecipes(tx: Transaction, { deps, asker }: Asked): Promise<RecipeSpec[]> {
  const open: RecipeSpec[] = []
  for (const spec of deps.specs) if (mayRun(await recipeSettings(tx, spec, deps), asker.caller) === 'yes') open.push(spec)
  return open
}
