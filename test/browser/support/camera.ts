// Pictures for the docs: of the part that matters, at most 1000 pixels wide.
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Locator, Page } from 'playwright-core'

const folder = fileURLToPath(new URL('../../../docs/images/', import.meta.url))
const MARGIN = 16
/** Of the line above a message. */
const HEADER = 33

/** PNG files as they come from `shot`. */
export type Picture = Buffer

export async function save(name: string, picture: Picture): Promise<void> {
  const file = `${folder}${name}.png`
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, picture)
}

/** The part of a page that holds these elements, with a margin. The page must show it all. */
export async function shot(page: Page, ...elements: readonly Locator[]): Promise<Picture> {
  await settled(page)
  const boxes = await Promise.all(elements.map(boxOf))
  const left = Math.min(...boxes.map(({ x }) => x)) - MARGIN
  const top = Math.min(...boxes.map(({ y }) => y)) - MARGIN
  const right = Math.max(...boxes.map(({ x, width }) => x + width)) + MARGIN
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + MARGIN
  return page.screenshot({ clip: { x: left, y: top, width: right - left, height: bottom - top } })
}

/** A chat from one message to another, in its whole width: who said it and when stand above each. */
export async function chatShot(page: Page, first: Locator, last: Locator): Promise<Picture> {
  await settled(page)
  const [from, to] = await Promise.all([boxOf(first), boxOf(last)])
  const top = from.y - HEADER
  return page.screenshot({ clip: { x: 0, y: top, width: page.viewportSize()?.width ?? 0, height: to.y + to.height + MARGIN * 2 - top } })
}

async function boxOf(element: Locator) {
  const box = await element.boundingBox()
  if (!box) throw new Error('What the picture is of is not to be seen.')
  return box
}

/** Several pictures beside each other, each under its caption. @param width of each, in CSS pixels */
export async function sideBySide(
  page: Page,
  panels: readonly { readonly caption: string; readonly picture: Picture }[],
  width: number,
): Promise<Picture> {
  const figures = panels.map(
    ({ caption, picture }) =>
      `<figure style="margin:0"><figcaption style="font:600 15px sans-serif;color:#444791;padding:0 0 8px 4px">${caption}</figcaption>
<img alt="" width="${String(width)}" style="display:block;border:1px solid #e0e0e0;border-radius:8px" src="data:image/png;base64,${picture.toString('base64')}"></figure>`,
  )
  await page.setContent(`<main style="display:inline-flex;gap:16px;align-items:flex-start;padding:8px">${figures.join('')}</main>`)
  return page.locator('main').screenshot()
}

/** Fonts are there and nothing moves any more. */
async function settled(page: Page): Promise<void> {
  await page.bringToFront()
  await page.evaluate('document.fonts.ready.then(() => undefined)')
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))')
}
