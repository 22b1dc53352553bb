// Text that makes a pattern look again and again: one person's message must not hold up everybody else's.
import { expect, it } from 'vitest'
import { matchCommand } from '../../bot/commands/match-command.js'
import { parseParameters } from '../../bot/commands/parse-parameters.js'
import { readMessageText } from '../../bot/commands/read-message-text.js'
import { validateParams } from '../../bot/params/validate-params.js'
import { recipeSpecs } from '../../workflows/recipes/index.js'

/** The longest text that an activity may have. */
const LETTERS = 50_000
/** The worst took 1,100 ms before; all of them together take a small part of this. */
const LIMIT_MS = 600
const parts = [
  '<at>',
  '<at ',
  '<at><',
  '&',
  '&#',
  ' ',
  'ab: ',
  'nam: ',
  'name: " ',
  'stag: “ ',
  'a',
  'aé',
  ',a',
  'a-',
  ':',
  '5.',
  "5'",
  '\u200b',
]

it.each(parts.map((part) => [JSON.stringify(part), part]))('%s, repeated, is read in a moment', (_shown, part) => {
  const text = `create opportunity ${part.repeat(LETTERS / part.length)}`.slice(0, LETTERS)
  const [spec] = recipeSpecs
  if (!spec) throw new Error('There is no recipe.')
  const began = performance.now()
  const read = readMessageText({ text, entities: [], recipient: { id: '28:bot' } })
  matchCommand(read, recipeSpecs)
  const { values } = parseParameters(read, spec.params)
  validateParams(spec.params, { amount: text, stage: text, ...values }, { locale: 'en-US', timeZone: 'UTC' })
  expect(performance.now() - began).toBeLessThan(LIMIT_MS)
})
