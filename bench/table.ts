// The figures as a Markdown table, and its place in docs/benchmarks.md.
import { readFile, writeFile } from 'node:fs/promises'
import { isMet, type Figure } from './figures.js'

const PAGE = 'docs/benchmarks.md'
const [BEGIN, END] = ['<!-- table: npm run bench -- --write -->', '<!-- end of table -->']

export function toTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    `${figure.what} (${figure.unit})`,
    number(figure.values.ours),
    number(figure.values.peer),
    `${number(figure.values.ours / figure.values.peer)}×`,
    goalOf(figure),
  ])
  const cells = [['', 'ours', 'peer', 'ratio', 'goal'], ['---', '--:', '--:', '--:', '---'], ...rows]
  return cells.map((row) => `| ${row.join(' | ')} |`).join('\n')
}

function goalOf(figure: Figure): string {
  const { goal } = figure
  if (!goal) return ''
  const asked = goal.of === 'ours' ? `≤ ${String(goal.atMost)} ${figure.unit}` : `≤ ${String(goal.atMost)}×`
  return `${asked}: ${isMet(figure) ? 'met' : '**missed**'}`
}

/** Three digits are what such figures are good for. */
function number(value: number): string {
  if (!Number.isFinite(value)) return '–'
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)))
}

/** Puts the result of a run where the page has its last one. */
export async function writePage(result: string): Promise<void> {
  const page = await readFile(PAGE, 'utf8')
  const [before, after] = [page.indexOf(BEGIN), page.indexOf(END)]
  if (before < 0 || after < before) throw new Error(`${PAGE} has no place for the table.`)
  await writeFile(PAGE, `${page.slice(0, before + BEGIN.length)}\n\n${result}\n\n${page.slice(after)}`)
}
