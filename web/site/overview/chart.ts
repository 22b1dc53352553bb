// Runs by hour as bars: drawn here, without a script or a style of its own; each bar says its number, and the whole has a sentence.
import type { HourOfRuns } from '../../../runs/runs-by-hour.js'
import { siteOverview } from '../../../text/site-overview.js'
import { html, type Html } from '../../html.js'

const WIDTH = 20
const GAP = 4
const HEIGHT = 120

export function runsChart(hours: readonly HourOfRuns[]): Html {
  const words = siteOverview.runs
  const total = (of: 'count' | 'troubled'): number => hours.reduce((sum, each) => sum + each[of], 0)
  const busiest = hours.reduce<HourOfRuns | undefined>((most, each) => (each.count > (most?.count ?? 0) ? each : most), undefined)
  if (!busiest) return html`<p>${words.none()}</p>`
  const label = words.label({ count: total('count'), troubled: total('troubled'), peak: busiest.count, hour: hourOf(busiest.hour) })
  const high = (count: number): number => Math.round((count / busiest.count) * HEIGHT)
  const bars = hours.map(({ hour, count, troubled }, at) => {
    const x = at * (WIDTH + GAP)
    return html`<g>
      <title>${words.hour({ hour: hourOf(hour), count, troubled })}</title>
      <rect class="base" x="${x}" y="0" width="${WIDTH}" height="${HEIGHT}" />
      <rect class="bar-of" x="${x}" y="${HEIGHT - high(count)}" width="${WIDTH}" height="${high(count)}" />
      <rect class="troubled" x="${x}" y="${HEIGHT - high(troubled)}" width="${WIDTH}" height="${high(troubled)}" />
    </g>`
  })
  const marks = hours.flatMap(({ hour }, at) =>
    at % 6 === 0 ? [html`<text x="${at * (WIDTH + GAP)}" y="${HEIGHT + 18}">${hourOf(hour)}</text>`] : [],
  )
  return html`<figure class="chart">
    <svg viewBox="0 0 ${hours.length * (WIDTH + GAP)} ${HEIGHT + 24}" role="img" aria-label="${label}">${bars} ${marks}</svg>
    <figcaption class="soft">${label}</figcaption>
  </figure>`
}

const hourOf = (hour: Date): string => hour.toISOString().slice(11, 16)
