// Whether a page keeps to the rules of accessibility, in both themes, and fits a phone.
import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe finds wrong, in light and dark. https://github.com/dequelabs/axe-core/blob/develop/doc/API.md */
export async function violations(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.evaluate(axe.source)
    const ids = await page.evaluate<string[]>(
      `axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`,
    )
    found.push(...ids.map((id) => `${colorScheme} ${id}`))
  }
  await page.emulateMedia({ colorScheme: 'light' })
  return found
}

/** Whether nothing but a table scrolls sideways at 360 pixels. */
export async function fitsPhone(page: Page): Promise<boolean> {
  const before = page.viewportSize()
  await page.setViewportSize({ width: 360, height: 740 })
  const fits = await page.evaluate<boolean>(`document.documentElement.scrollWidth <= innerWidth`)
  if (before) await page.setViewportSize(before)
  return fits
}
