// docs/writing-a-recipe.md shows code that compiles: each block stands in a file that is checked, or run, with the tests.
import { expect, it } from 'vitest'
import { readRepositoryFile } from './files.js'

const sources = ['test/recipes/fixtures/follow-up.ts', 'test/recipes/follow-up.test.ts', 'test/recipes/writing-a-recipe.types.ts']

/** Where a file lies is another matter there than here, and so is how far a line is indented. */
const plain = (code: string): string =>
  code
    .replace(/'(?:\.\.?\/)+(?:workflows\/|fixtures\/|recipes\/)*/g, "'")
    .replace(', { from }', '')
    .replace(/const from = .*\n/, '')
    .replace(/\s+/g, ' ')
    .trim()

const blocks = [...readRepositoryFile('docs/writing-a-recipe.md').matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, code = '']) => plain(code))
const checked = sources.map((file) => plain(readRepositoryFile(file)))

it.each(blocks)('%s', (code) => {
  expect(checked.some((source) => source.includes(code))).toBe(true)
})

it('the page has its examples', () => {
  expect(blocks.length).toBeGreaterThan(9)
})
