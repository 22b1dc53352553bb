// Every card as it was agreed, with its lock-screen line, and with hostile data in it.
import { describe, expect, test } from 'vitest'
import { english, type Catalogue } from '../../text/catalogue.js'
import type { Markdown } from '../../text/markdown.js'
import { escapeMarkdown, phrase } from '../../text/markdown.js'
import { fits, type Message } from '../../text/message.js'
import { cardSamples } from './card-samples.js'
import { cardFaults } from './parse-card.js'

const samples = Object.entries(cardSamples(english))

describe.each(samples)('%s', (_, message) => {
  test('reads as it was agreed', () => {
    expect(message).toMatchSnapshot()
  })

  test('says something on a lock screen, and no amount', () => {
    expect(message.summary.trim()).not.toBe('')
    expect(message.summary).not.toMatch(/50|USD|\*|\\|\{\{/)
  })

  test('has a Submit of the same name and data behind every Execute', () => {
    for (const action of partsOf(message).filter(({ type }) => type === 'Action.Execute')) {
      expect(action.fallback).toEqual({ type: 'Action.Submit', title: action.title, data: action.data })
      expect(action.verb).toBe((action.data as { press: string }).press)
    }
  })
})

test.each(samples.filter(([, { card }]) => card))('%s is a card of version 1.5 without faults', (_, { card }) => {
  expect(card?.version).toBe('1.5')
  expect(cardFaults(card)).toEqual([])
})

test('the check for faults finds them', () => {
  const action = { type: 'Action.Nonsense', title: 'x' }
  expect(cardFaults({ type: 'AdaptiveCard', version: '1.5', body: [{ type: 'Input.Text' }], actions: [action] })).not.toEqual([])
})

test('everything on every card comes from the catalogue, or is data', () => {
  const marked = (words: string) => `‹${words}›`
  const messages = cardSamples(pseudo(english), { outside: marked, author: marked })
  for (const [name, message] of Object.entries(messages)) {
    for (const shown of shownTexts(message)) {
      const untranslated = withoutOwnLink(shown)
        .replace(/‹[^›]*›/g, '')
        .replace(/\{\{(DATE|TIME)\([^)]*\)\}\}/g, '')
        .replace(/⟦[^⟦⟧]*⟧/g, '')
        .replace(/⟦[^⟦⟧]*⟧/g, '')
        .replace(/⟦[^⟦⟧]*⟧/g, '')
      expect(untranslated, `${name}: ${shown}`).not.toMatch(/\p{L}/u)
    }
  }
})

describe('hostile data', () => {
  const hostile =
    '# **x** _y_ [z](https://evil.example) ![i](https://evil.example/i) <b>b</b> `c` ~~d~~ | {{DATE(2020-01-01T00:00:00Z)}}\n- e\u202e'
  const spoil = (words: string) => `${words}${hostile}`
  const cards = Object.entries(cardSamples(english, { outside: spoil, author: spoil }))

  test.each(cards)('in %s makes no link, emphasis, list, HTML or date', (_, message) => {
    for (const source of markdownTexts(message)) {
      const unescaped = withoutOwnLink(source).replace(/\\[^\p{L}\p{N}\s]/gu, '')
      expect(unescaped).not.toMatch(/[[\]<>`_~|\n\u202e]|\*\*x/)
      expect(unescaped.replace(/\{\{(DATE|TIME)\(2026-[^)]*\)\}\}/g, '')).not.toContain('{{')
    }
  })

  test.each(cards)('in %s shows on the lock screen as it was typed', (_, message) => {
    expect(message.summary).not.toMatch(/\\|&lt;|\n/)
  })

  const endless = Object.entries(cardSamples(english, { outside: (words) => words + '*😀'.repeat(5_000), author: (words) => words }))
  test.each(endless)('of any length leaves %s small enough for Teams', (_, message) => {
    expect(fits(message)).toBe(true)
  })
})

describe('markdown', () => {
  test.each(['Acme', '50,000.00', 'a_b*c', '1. one', '# one', '- one', '+ one', 'a < b & c > d', '\\', '{{DATE()}}', '[x](y)', '&lt;'])(
    'of %s reads back as it was',
    (data) => {
      expect(phrase`${data}`.plain).toBe(data)
    },
  )

  test('keeps emphasis of the catalogue and escapes that of data', () => {
    expect(phrase`Created **${'*Acme*'}**`.source).toBe('Created **\\*Acme\\***')
    expect(phrase`Created **${'*Acme*'}**`.plain).toBe('Created *Acme*')
  })

  test('is not escaped twice', () => {
    expect(phrase`${phrase`${'a_b'}`}`.source).toBe(escapeMarkdown('a_b'))
  })
})

/** The catalogue in a language nobody speaks: each sentence stands in brackets. */
function pseudo(catalogue: Catalogue): Catalogue {
  const marked = Object.entries(catalogue).map(([area, entries]) => [
    area,
    Object.fromEntries(
      Object.entries(entries as Record<string, (words: unknown) => Markdown>).map(([name, entry]) => [
        name,
        (words: unknown) => phrase`⟦${entry(words)}⟧`,
      ]),
    ),
  ])
  return Object.fromEntries(marked) as Catalogue
}

/** A row's first cell as a whole leads to its record, at the app's own address. */
const withoutOwnLink = (source: string): string => source.replace(/^\[(.*)\]\(https:\/\/contoso-sales\.example\/\w+\)$/s, '$1')

type Part = Record<string, unknown>

/** Every object inside a card. */
function partsOf(message: Message): Part[] {
  const inside = (value: unknown): Part[] => {
    if (Array.isArray(value)) return value.flatMap(inside)
    if (typeof value !== 'object' || value === null) return []
    return [value as Part, ...Object.values(value).flatMap(inside)]
  }
  return inside(message.card)
}

const isText = (value: unknown): value is string => typeof value === 'string'
const factParts = (part: Part) => (Array.isArray(part.facts) ? (part.facts as Part[]) : [])

/** What renders as Markdown. */
function markdownTexts(message: Message): string[] {
  const parts = partsOf(message)
  const facts = parts.flatMap(factParts)
  return [message.text, ...parts.map(({ text }) => text), ...facts.flatMap(({ title, value }) => [title, value])].filter(isText)
}

/** Everything a person reads. A field's value is what they typed. */
function shownTexts(message: Message): string[] {
  const plain = partsOf(message).flatMap(({ title, label, placeholder, errorMessage }) => [title, label, placeholder, errorMessage])
  return [message.summary, ...markdownTexts(message), ...plain.filter(isText)]
}
