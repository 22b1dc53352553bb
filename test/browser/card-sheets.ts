// Sheets of every card and note, light, dark and on a phone, to be looked at by whoever changes one; git keeps none.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { english } from '../../text/catalogue.js'
import { cardSamples } from '../text/card-samples.js'
import { save } from './support/camera.js'
import { openChromium, type Chromium } from './support/chromium.js'
import { drawCards, type Theme } from './support/draw-cards.js'

const groups: Readonly<Record<string, RegExp>> = {
  'sign-in': /^sign-in,|^connect/,
  'sign-ins': /^sign-ins/,
  connections: /^personal connections/,
  disconnect: /^disconnect/,
  runs: /^runs|^ended(?!, unknown)|^failed/,
  decisions: /^ended, unknown/,
  choices: /^choice/,
  lists: /^list/,
  asks: /^ask/,
  proposals: /^proposal/,
  notes: /^note|^disabled/,
  others: /^help|^form|^receipt|^twin|^unknown|^first/,
}
const views: readonly [name: string, theme: Theme, width: number, columns: number][] = [
  ['', 'light', 480, 3],
  ['-dark', 'dark', 480, 3],
  ['-phone', 'light', 320, 4],
  ['-phone-dark', 'dark', 320, 4],
]

it('every card is on one sheet', () => {
  const sheetsOf = (name: string) => Object.values(groups).filter((names) => names.test(name)).length
  expect(Object.keys(cardSamples(english)).filter((name) => sheetsOf(name) !== 1)).toEqual([])
})

let chromium: Chromium
beforeAll(async () => {
  chromium = await openChromium()
})
afterAll(() => chromium.close())

const shots = Object.entries(groups).flatMap(([group, names]) => views.map((view) => [group, names, ...view] as const))

it.each(shots)('%s %s%s', { timeout: 120_000 }, async (group, names, suffix, theme, width, columns) => {
  const cards = Object.fromEntries(Object.entries(cardSamples(english)).filter(([name]) => names.test(name)))
  const page = await (await chromium.profile()).newPage()
  await save(`sheets/${group}${suffix}`, await drawCards(page, cards, { theme, width, columns }))
  await page.close()
})
