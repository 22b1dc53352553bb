// What `npm run check:upgrade` prints: a table per recipe, and a sentence for each run that can't follow.
import type { Finding, UpgradeReport } from './check-upgrade.js'

const SHOWN = 20

/** `ok` false: at least one run can't follow, so this must not be deployed. */
export function describeUpgrade({ recipes, findings, leftOut }: UpgradeReport): { readonly ok: boolean; readonly text: string } {
  const rows = recipes.map(({ recipe, open, ended, refused }) => [recipe, open, ended, refused].map(String))
  const total = recipes.reduce((sum, { open, ended }) => sum + open + ended, 0)
  if (total === 0) return { ok: true, text: 'There is no run to replay.' }
  const blocks = [
    table([['Recipe', 'Open', 'Ended', "Can't follow"], ...rows]),
    ...(leftOut > 0 ? [`Left out: ${runs(leftOut)}; the newest were taken. --limit takes more.`] : []),
    ...findings.slice(0, SHOWN).map(sentence),
    ...(findings.length > SHOWN ? [`And ${runs(findings.length - SHOWN)} more.`] : []),
    findings.length === 0
      ? `Each of ${runs(total)} can go on with this version.`
      : "Don't deploy this version while such runs wait. docs/changing-a-recipe.md says how a recipe is changed. (WB-VERSION-001)",
  ]
  return { ok: findings.length === 0, text: blocks.join('\n\n') }
}

function sentence({ runId, recipe, isOpen, event, why }: Finding): string {
  const where = event === null ? '' : ` from event ${String(event)} of its history on`
  return `The run ${runId} of the recipe ${recipe}${isOpen ? '' : ', which has ended,'} can't follow this version${where}: ${why}`
}

const runs = (count: number): string => `${String(count)} run${count === 1 ? '' : 's'}`

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return [lines[0], widths.map((width) => '-'.repeat(width)).join('  '), ...lines.slice(1)].join('\n')
}
