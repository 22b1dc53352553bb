// The figures as a Markdown table, and its place in docs/benchmarks.md.
import { readFile, writeFile } from 'node:fs/promises'
import { OVER_AT_MOST_MS, type ActionFigure } from './actions/measure-actions.js'
import { isMet, quantile, type Figure } from './figures.js'

const PAGE = 'docs/benchmarks.md'
/** Each part of the benchmark has a place of its own there. */
const places = {
  runs: ['<!-- table: npm run bench -- --write -->', '<!-- end of table -->'],
  actions: ['<!-- table: npm run bench -- actions --write -->', '<!-- end of table of actions -->'],
} as const

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

/** What our own code adds for each action, and for the median of them. */
export function toActionsTable(figures: readonly ActionFigure[]): string {
  const middle = quantile(
    figures.map(({ over }) => over),
    0.5,
  )
  const worst = Math.max(...figures.map(({ over }) => over))
  const goal = `Median over all ${String(figures.length)} actions: ${number(middle)} ms, the most ${number(worst)} ms; at most ${String(OVER_AT_MOST_MS)} ms each: ${worst <= OVER_AT_MOST_MS ? 'met' : '**missed**'}.`
  const rows = figures.map(({ action, requests, ours, plain, over }) => [
    `\`${action}\``,
    String(requests),
    ...[ours, plain, over].map(number),
  ])
  const cells = [
    ['action', 'requests', 'ours, p50 (ms)', 'plain fetch, p50 (ms)', 'over, p50 (ms)'],
    ['---', '--:', '--:', '--:', '--:'],
    ...rows,
  ]
  return [...cells.map((row) => `| ${row.join(' | ')} |`), '', goal].join('\n')
}

/** Three digits are what such figures are good for. */
function number(value: number): string {
  if (!Number.isFinite(value)) return '–'
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)))
}

/** Puts the result of a run where the page has its last one. */
export async function writePage(result: string, part: keyof typeof places = 'runs'): Promise<void> {
  const [begin, end] = places[part]
  const page = await readFile(PAGE, 'utf8')
  const [before, after] = [page.indexOf(begin), page.indexOf(end)]
  if (before < 0 || after < before) throw new Error(`${PAGE} has no place for the table.`)
  await writeFile(PAGE, `${page.slice(0, before + begin.length)}\n\n${result}\n\n${page.slice(after)}`)
}
