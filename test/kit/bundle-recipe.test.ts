// The bundle of a recipe under test: made once, and again when its code has changed.
import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { bundleRecipe } from './bundle-recipe.js'

let folder: string
const made = new Set<string>()
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbot-own-'))
})
afterEach(async () => {
  for (const path of [folder, ...made]) await rm(path, { recursive: true, force: true })
})
const LONG_AGO = new Date('2026-01-01')

it('is made once, and anew when a file that went into it has changed', async () => {
  const file = join(folder, 'own.mjs')
  const write = async (gives: string): Promise<void> => {
    await writeFile(file, `export async function ownOne() { return ${JSON.stringify(gives)} }\n`)
    await utimes(file, LONG_AGO, LONG_AGO)
  }
  const bundled = async (): Promise<string> => {
    const path = await bundleRecipe({ file: pathToFileURL(file), names: ['ownOne'] })
    made.add(path)
    return path
  }
  await write('the first')
  const first = await bundled()
  expect(await readFile(first, 'utf8')).toContain('the first')
  // What is taken as it lies isn't made again.
  await writeFile(first, 'as it was left')
  expect(await bundled()).toBe(first)
  expect(await readFile(first, 'utf8')).toBe('as it was left')

  await write('the second')
  const second = await bundled()
  expect(await readFile(second, 'utf8')).toContain('the second')
})
