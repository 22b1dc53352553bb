// Changes a recipe's settings: refuses what the recipe pins, lets one of two editors through, and writes the audit in the same transaction.
import { recordAudit } from '../audit/record.js'
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'
import type { RecipeSpec } from '../workflows/recipe-spec.js'
import { hasSwitch, recipeSettings, type RecipeSettings } from './recipe-settings.js'

/** The settings to change; those left out stay. `people` belongs to `who: 'people'`. */
export type SettingsChange = Partial<
  Pick<RecipeSettings, 'verifyUserAccess' | 'enabled' | 'who' | 'people' | 'signInHours' | 'remind' | 'configurations'>
>

/** Who changes: a signed-in person, or somebody with a shell on the machine. */
export type Editor = { readonly kind: 'caller'; readonly caller: Caller } | { readonly kind: 'shell'; readonly user: string }

export type ChangeResult =
  | { readonly kind: 'changed' | 'unchanged'; readonly settings: RecipeSettings }
  /** Another editor was faster; `settings` is what stands now. */
  | { readonly kind: 'changed_meanwhile'; readonly settings: RecipeSettings }
  /** The recipe pins the identity of all its apps: there is no switch to set. */
  | { readonly kind: 'pinned' }
  /** An app configuration that isn't there, any more, or is another app's. */
  | { readonly kind: 'no_such_configuration'; readonly app: string }

/** @param change.version the version that the editor saw; 0 where there was no row */
export async function changeRecipeSettings(
  tx: Transaction,
  { spec, change, version, by, sandbox }: { spec: RecipeSpec; change: SettingsChange; version: number; by: Editor; sandbox: boolean },
): Promise<ChangeResult> {
  if (change.verifyUserAccess !== undefined && !hasSwitch(spec)) return { kind: 'pinned' }
  const before = await recipeSettings(tx, spec, { sandbox })
  if (before.version !== version) return { kind: 'changed_meanwhile', settings: before }
  const after = afterChange(before, change)
  const changes = differences(before, after)
  if (changes.length === 0) return { kind: 'unchanged', settings: before }
  const unknown = await findUnknown(tx, before.configurations, after.configurations)
  if (unknown !== null) return { kind: 'no_such_configuration', app: unknown }
  if (!(await save(tx, after, by))) return { kind: 'changed_meanwhile', settings: await recipeSettings(tx, spec, { sandbox }) }
  for (const { setting, from, to } of changes) await recordAudit(tx, entry(by, { recipe: spec.name, setting, from, to }))
  return { kind: 'changed', settings: await recipeSettings(tx, spec, { sandbox }) }
}

/** What would hold. */
export function afterChange(before: RecipeSettings, change: SettingsChange): RecipeSettings {
  const after = { ...before, ...change }
  return { ...after, people: after.who === 'people' ? [...new Set(after.people.map((id) => id.toLowerCase()))].sort() : [] }
}

/** The app whose newly chosen configuration isn't one; null: all are, and none is removed before this is saved. */
async function findUnknown(
  tx: Transaction,
  before: RecipeSettings['configurations'],
  after: RecipeSettings['configurations'],
): Promise<string | null> {
  for (const [app, id] of Object.entries(after)) {
    if (before[app] === id || (before[app] === undefined && id === app)) continue
    const found = await tx.query(`select from app_configurations where id = $1 and app = $2 and removed_at is null for share`, [id, app])
    if (found.length === 0) return app
  }
  return null
}

/** False where another editor has written since: `version` is the one that was read. */
async function save(tx: Transaction, settings: RecipeSettings, by: Editor): Promise<boolean> {
  const values = [
    settings.recipe,
    settings.verifyUserAccess,
    settings.enabled,
    settings.who,
    settings.people,
    settings.signInHours,
    JSON.stringify(settings.configurations),
    nameOf(by),
    settings.version,
    settings.remind,
  ]
  const rows = await tx.query(
    `insert into recipe_settings as now
            (recipe, verify_user_access, enabled, who, people, sign_in_hours, configurations, updated_by, remind, disabled_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $10, case when not $3 then now() end)
     on conflict (recipe) do update
        set verify_user_access = $2, enabled = $3, who = $4, people = $5, sign_in_hours = $6, configurations = $7, updated_by = $8, remind = $10,
            disabled_at = case when $3 then null else coalesce(now.disabled_at, now()) end, version = now.version + 1, updated_at = now()
      where now.version = $9
     returning recipe`,
    values,
  )
  return rows.length === 1
}

interface Difference {
  readonly setting: string
  readonly from: string | number | boolean
  readonly to: string | number | boolean
}

function differences(before: RecipeSettings, after: RecipeSettings): Difference[] {
  const was = inWords(before)
  return Object.entries(inWords(after)).flatMap(([setting, to]) => {
    const from = was[setting]
    return from === undefined || from === to ? [] : [{ setting, from, to }]
  })
}

/** Each setting as one value that can be compared and written into the audit. */
function inWords(settings: RecipeSettings): Record<string, string | number | boolean> {
  return {
    verifyUserAccess: settings.verifyUserAccess,
    enabled: settings.enabled,
    who: settings.who === 'people' ? settings.people.join(', ') : settings.who,
    signInHours: settings.signInHours,
    remind: settings.remind,
    configurations: Object.entries(settings.configurations)
      .map(([app, id]) => `${app}=${id}`)
      .sort()
      .join(', '),
  }
}

function entry(by: Editor, detail: Difference & { readonly recipe: string }) {
  return { event: 'setting.changed', detail: { ...detail, by: nameOf(by) }, ...(by.kind === 'caller' && { caller: by.caller }) } as const
}

function nameOf(by: Editor): string {
  return by.kind === 'shell' ? `shell:${by.user}` : by.caller.aadObjectId
}
