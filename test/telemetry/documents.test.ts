// Alerts, dashboard and metric table name the metrics that the code exports, and no others.
import { describe, expect, it } from 'vitest'
import { counters, gauges, histograms } from '../../telemetry/metric-list.js'
import { readRepositoryFile } from '../repository/files.js'

const names = [counters, gauges, histograms].flatMap((list) => Object.values(list).map(({ name }) => name as string)).sort()
const namedIn = (text: string) =>
  [...new Set([...text.matchAll(/\bworkbot_\w+/g)].map(([name]) => name.replace(/(_seconds)_(bucket|count|sum)$/, '$1')))].sort()

describe('docs/observability/dashboard.json', () => {
  interface Panel {
    readonly title: string
    readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
    readonly targets: readonly { readonly expr: string; readonly legendFormat: string }[]
  }
  const { panels, title } = JSON.parse(readRepositoryFile('docs/observability/dashboard.json')) as { panels: Panel[]; title: string }

  it('shows every metric', () => {
    expect(title).toBe('Workbot')
    expect(namedIn(panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)).join('\n'))).toEqual(names)
  })

  it('has panels with a title and whole expressions, none on another', () => {
    const places = panels.map(({ gridPos: { x, y } }) => `${String(x)} ${String(y)}`)
    expect(new Set(places).size).toBe(panels.length)
    for (const { title: name, targets } of panels) {
      expect(name).not.toBe('')
      for (const { expr } of targets) expect(isBalanced(expr), expr).toBe(true)
    }
  })
})

describe('docs/observability/alerts.yml', () => {
  const rules = readRules(readRepositoryFile('docs/observability/alerts.yml'))

  it('has three rules, each with what Prometheus and a person need', () => {
    expect(rules.map(({ alert }) => alert)).toEqual(['WorkbotOwed', 'WorkbotSignInsFail', 'WorkbotEffectsUnknown'])
    for (const { expr, lasts, summary, description } of rules) {
      expect(isBalanced(expr), expr).toBe(true)
      expect(expr).toMatch(/[<>] /)
      expect(lasts).toMatch(/^\d+m$/)
      expect([summary, description].map((words) => words.length > 20)).toEqual([true, true])
    }
  })

  it('asks for metrics that there are, by labels that they have', () => {
    const named = namedIn(rules.map(({ expr }) => expr).join('\n'))
    expect(named).toEqual(['workbot_effects_unknown', 'workbot_owed_seconds', 'workbot_sign_ins_total'])
    expect(named.filter((name) => !names.includes(name))).toEqual([])
    const table = readRepositoryFile('docs/observability.md')
    const labels = rules.flatMap(({ expr }) => [...expr.matchAll(/(\w+)=~?"([^"]+)"/g)].flatMap(([, , values = '']) => values.split('|')))
    expect(labels.length).toBeGreaterThan(5)
    expect(labels.filter((label) => !table.includes(`\`${label}\``))).toEqual([])
  })
})

it('docs/observability.md has a row for every metric, and for no other', () => {
  const rows = readRepositoryFile('docs/observability.md')
    .split('\n')
    .filter((line) => line.startsWith('| `workbot_'))
  expect(namedIn(rows.join('\n'))).toEqual(names)
  expect(rows).toHaveLength(names.length)
})

/** What our own file uses of YAML: one key a line, and a block of text after `|`. */
function readRules(yaml: string) {
  return yaml
    .split(/^ {6}- alert: /m)
    .slice(1)
    .map((rule) => {
      const field = (name: string): string => {
        const [, inline = '', block = ''] = new RegExp(`^ +${name}: (?:\\|\\n((?: {10,}.*\\n)+)|(.*)\\n)`, 'm').exec(rule) ?? []
        return `${inline}${block}`.trim().replace(/^'|'$/g, '')
      }
      return {
        ...{ alert: rule.split('\n')[0] ?? '', expr: field('expr'), lasts: field('for') },
        ...{ summary: field('summary'), description: field('description') },
      }
    })
}

function isBalanced(expression: string): boolean {
  const open: string[] = []
  for (const sign of expression.replace(/"[^"]*"/g, '')) {
    if ('([{'.includes(sign)) open.push(sign)
    const at = ')]}'.indexOf(sign)
    if (at >= 0 && open.pop() !== '([{'[at]) return false
  }
  return open.length === 0
}
