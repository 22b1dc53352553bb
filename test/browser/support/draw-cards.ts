// Draws cards as a client of Teams would, with the Adaptive Cards library: side by side, light or dark, as wide as a desktop or a phone.
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import type { Message } from '../../../text/message.js'
import type { Picture } from './camera.js'

export type Theme = 'light' | 'dark'

/** https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/design-effective-cards */
const looks = {
  light: { page: '#f5f5f5', card: '#ffffff', line: '#d1d1d1', text: '#242424', subtle: '#616161', attention: '#c4314b', button: '#5b5fc7' },
  dark: { page: '#1f1f1f', card: '#292929', line: '#525252', text: '#ffffff', subtle: '#adadad', attention: '#f9526b', button: '#4f52b2' },
} as const

const library = createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js')

/** One picture of all of them, each under its name. @param width of a card, in CSS pixels; `columns` of them stand beside each other */
export async function drawCards(
  page: Page,
  cards: Readonly<Record<string, Message>>,
  { theme, width, columns }: { theme: Theme; width: number; columns: number },
): Promise<Picture> {
  const look = looks[theme]
  await page.setViewportSize({ width: columns * (width + 16) + 16, height: 800 })
  await page.setContent(`<style>${styleOf(look, width, columns)}</style><main></main>`)
  await page.addScriptTag({ path: library })
  await page.evaluate(draw, { cards: Object.entries(cards).map(([name, { card, text }]) => ({ name, card, text })), host: hostOf(look) })
  return page.locator('main').screenshot()
}

type Look = (typeof looks)[Theme]

const styleOf = ({ page, card, line, text, subtle, button }: Look, width: number, columns: number): string => `
  body { margin: 0; background: ${page}; color: ${text}; font: 14px 'Segoe UI', 'Selawik', 'Open Sans', sans-serif; }
  main { display: block; columns: ${String(columns)}; column-gap: 16px; padding: 16px; width: ${String(columns * (width + 16) - 16)}px; }
  figure { margin: 0 0 16px; break-inside: avoid; }
  figcaption { color: ${subtle}; font-size: 12px; padding: 0 0 4px 2px; }
  figure > div, figure > p { background: ${card} !important; border: 1px solid ${line}; border-radius: 4px; box-sizing: border-box; margin: 0; }
  figure > p { padding: 8px 12px; }
  .ac-pushButton { background: ${card}; color: ${text}; border: 1px solid ${line}; border-radius: 4px; padding: 5px 12px; font: 600 14px 'Segoe UI', sans-serif; }
  .ac-pushButton.style-positive { background: ${button}; border-color: ${button}; color: #ffffff; }
  .ac-actionSet { flex-wrap: wrap; row-gap: 8px; }
  .ac-textBlock p { margin: 0; }
  a { color: inherit; }`

function hostOf({ text, subtle, attention, line }: Look): object {
  const foregroundColors = Object.fromEntries(
    [['default', text] as const, ['attention', attention] as const].map(([name, color]) => [
      name,
      { default: color, subtle: name === 'default' ? subtle : color },
    ]),
  )
  return {
    supportsInteractivity: true,
    fontFamily: "'Segoe UI', 'Selawik', 'Open Sans', sans-serif",
    fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 200, default: 400, bolder: 600 },
    spacing: { small: 4, default: 8, medium: 16, large: 24, extraLarge: 32, padding: 12 },
    separator: { lineThickness: 1, lineColor: line },
    containerStyles: { default: { backgroundColor: 'transparent', foregroundColors } },
    factSet: { title: { weight: 'Bolder', wrap: true, maxWidth: 150 }, value: { wrap: true }, spacing: 16 },
    actions: { maxActions: 6, buttonSpacing: 8, actionsOrientation: 'Horizontal', actionAlignment: 'Left', spacing: 'medium' },
  }
}

interface Drawn {
  readonly cards: readonly { readonly name: string; readonly card: unknown; readonly text: string | undefined }[]
  readonly host: object
}

/** Runs in the page. */
function draw({ cards, host }: Drawn): void {
  const { AdaptiveCards, document } = globalThis as unknown as {
    AdaptiveCards: {
      AdaptiveCard: { new (): { hostConfig: unknown; parse(json: unknown): void; render(): unknown }; onProcessMarkdown: unknown }
      HostConfig: new (config: object) => unknown
    }
    document: { createElement(tag: string): Json; querySelector(selector: string): Json }
  }
  type Json = Record<string, unknown> & { append(...children: unknown[]): void }
  const toHtml = (markdown: string): string =>
    markdown
      .replace(/\\([^a-z0-9\s])/gi, (_, sign: string) => `&#${String(sign.charCodeAt(0))};`)
      .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, '<a href="$2">$1</a>')
      .replace(/\*\*(.+?)\*\*/g, '<b>$1</b>')
      .replace(/\*(.+?)\*/g, '<i>$1</i>')
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (markdown: string, result: Record<string, unknown>) => {
    result.outputHtml = `<p>${toHtml(markdown)}</p>`
    result.didProcess = true
  }
  for (const { name, card, text } of cards) {
    const figure = document.createElement('figure')
    const caption = document.createElement('figcaption')
    caption.textContent = name
    let shown: unknown
    if (card) {
      const drawn = new AdaptiveCards.AdaptiveCard()
      drawn.hostConfig = new AdaptiveCards.HostConfig(host)
      drawn.parse(card)
      shown = drawn.render()
    } else {
      const words = document.createElement('p')
      words.innerHTML = toHtml(text ?? '')
      shown = words
    }
    figure.append(caption, shown)
    document.querySelector('main').append(figure)
  }
}
