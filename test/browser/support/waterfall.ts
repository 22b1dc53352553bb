// A trace as a picture: one line a span, its parent above it, time from left to right.
import type { ReceivedSpan } from '../../support/otlp-collector.js'

/** Something that happened to the programs meanwhile, by `Date.now()`. */
export interface Mark {
  readonly at: number
  readonly text: string
}

interface Line extends ReceivedSpan {
  readonly depth: number
}

const COLOURS = { 'workbot-bot': '#4f52b2', 'workbot-worker': '#0b6a8f', pause: '#d9a400' } as const
const BAR_PX = 560
const ROW_PX = 24

/** HTML of one trace; `main` holds all of it. */
export function waterfall(spans: readonly ReceivedSpan[], marks: readonly Mark[], title: string): string {
  const begin = Math.min(...spans.map(({ start }) => start))
  const whole = Math.max(...spans.map(({ end }) => end)) - begin
  const left = (at: number): string => `${(((at - begin) / whole) * BAR_PX).toFixed(1)}px`
  const lines = inOrder(spans, '', 0)
  const rows = lines.map((line) => row(line, left)).join('')
  const flags = marks.map(({ at, text }) => `<i style="left:${left(at)}"><b>${escaped(text)}</b></i>`).join('')
  const ticks = [0, 1, 2, 3, 4].map(
    (quarter) => `<span style="left:${String((quarter * BAR_PX) / 4)}px">${duration((whole * quarter) / 4)}</span>`,
  )
  return `<!doctype html><style>
main{display:inline-block;padding:16px 72px 16px 16px;font:13px/1 'Segoe UI',system-ui,sans-serif;color:#242424;background:#fff}
h1{font-size:15px;margin:0 0 6px} p{margin:0 0 14px;color:#616161} p u{text-decoration:none;display:inline-block;width:10px;height:10px;border-radius:2px;margin:0 5px 0 12px}
.row{display:flex;align-items:center;height:${String(ROW_PX)}px;border-top:1px solid #f0f0f0} .row>div:first-child{box-sizing:border-box;width:360px;white-space:nowrap}
.row small{color:#767676;margin-left:6px} .bars{position:relative;width:${String(BAR_PX)}px;height:100%}
.bar{position:absolute;top:6px;height:12px;border-radius:2px;min-width:3px} .bar span{position:absolute;left:calc(100% + 5px);font-size:11px;color:#616161;top:1px;white-space:nowrap}
.axis{position:relative;margin-left:360px;width:${String(BAR_PX)}px;height:18px;font-size:11px;color:#767676} .axis span{position:absolute;white-space:nowrap;top:6px;transform:translateX(-50%)}
.flags{position:absolute;top:0;bottom:0;left:360px;width:${String(BAR_PX)}px;pointer-events:none} .flags i{position:absolute;top:0;bottom:0;border-left:1px dashed #c50f1f}
.flags b{position:absolute;bottom:-16px;left:-1px;transform:translateX(-50%);font:11px 'Segoe UI',system-ui,sans-serif;color:#c50f1f;white-space:nowrap}
.chart{position:relative;padding-bottom:0;margin-bottom:20px}</style>
<main><h1>${escaped(title)}</h1><p>One trace: <u style="background:${COLOURS['workbot-bot']}"></u>bot<u style="background:${COLOURS['workbot-worker']}"></u>worker<u style="background:${COLOURS.pause}"></u>the pause</p>
<div class="axis">${ticks.join('')}</div><div class="chart">${rows}<div class="flags">${flags}</div></div></main>`
}

function row({ name, service, start, end, depth, attributes }: Line, left: (at: number) => string): string {
  const isPause = name === 'Wait for a sign-in'
  const colour = isPause ? COLOURS.pause : service === 'workbot-bot' ? COLOURS['workbot-bot'] : COLOURS['workbot-worker']
  const width = `calc(${left(end)} - ${left(start)})`
  const note = [
    attributes['workbot.thrown'],
    attributes['workbot.outcome'],
    attributes['http.response.status_code'],
    attributes['workbot.state'],
  ]
  const said = note.find((word) => word !== undefined) ?? ''
  return `<div class="row"><div style="padding-left:${String(depth * 16)}px">${escaped(name)}<small>${escaped(said)}</small></div>
<div class="bars"><div class="bar" style="left:${left(start)};width:${width};background:${colour}"><span>${duration(end - start)}</span></div></div></div>`
}

/** Each span under its parent, the earlier first; of those that begin together, the longer. */
function inOrder(spans: readonly ReceivedSpan[], parentId: string, depth: number): Line[] {
  return spans
    .filter((span) => span.parentId === parentId)
    .sort((one, other) => one.start - other.start || other.end - one.end)
    .flatMap((span) => [{ ...span, depth }, ...inOrder(spans, span.spanId, depth + 1)])
}

function duration(ms: number): string {
  if (ms === 0) return '0'
  return ms < 1_000 ? `${ms < 10 ? ms.toFixed(1) : String(Math.round(ms))} ms` : `${(ms / 1_000).toFixed(1)} s`
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${String(sign.charCodeAt(0))};`)
}
