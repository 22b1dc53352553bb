// Numbers, days, names and moments as their reader writes them.
import { describe, expect, test } from 'vitest'
import { receipt } from '../../text/cards/receipt.js'
import { describeRun } from '../../text/describe-run.js'
import { dateAndTime, formatDay, formatMoney, formatNumber } from '../../text/format.js'
import { formatParam } from '../../text/format-param.js'
import { runName } from '../../text/run-name.js'
import { date, number, person, text } from '../../workflows/params.js'

describe('numbers, money and days', () => {
  test('are written as their reader writes them', () => {
    expect(formatNumber(50_000.5, 'en-US')).toBe('50,000.5')
    expect(formatNumber(50_000.5, 'da-DK')).toBe('50.000,5')
    expect(formatMoney(50_000, 'USD', 'en-US')).toBe('USD\u00a050,000.00')
    expect(formatDay('2026-12-31', 'en-GB')).toBe('31 Dec 2026')
  })

  test('survive what isn’t a locale, a currency or a day', () => {
    expect(formatNumber(50_000, 'not a locale')).toBe('50,000')
    expect(formatMoney(5, 'crowns', 'en-US')).toBe('crowns 5')
    expect(formatDay('soon', 'en-US')).toBe('soon')
    expect(formatDay('2026-99-99', 'en-US')).toBe('2026-99-99')
  })

  test('a moment is left to the reader’s own clock, to the second', () => {
    expect(dateAndTime(new Date('2026-11-26T13:02:11.123Z')).source).toBe(
      '{{DATE(2026-11-26T13:02:11Z, SHORT)}}, {{TIME(2026-11-26T13:02:11Z)}}',
    )
  })
})

describe('a run', () => {
  const spec = {
    name: 'x',
    command: 'create opportunity',
    hint: '',
    apps: {},
    params: { name: text('Name'), amount: number('Amount'), by: date('By') },
  }

  test('is described by what was entered', () => {
    expect(describeRun(spec, { name: 'Acme', amount: 50_000, by: '2026-12-31' }, 'en-GB').source).toBe(
      'Workbot will run *Create opportunity* as you: **Acme** (50,000, 31 Dec 2026).',
    )
    expect(describeRun(spec, { name: 'Acme' }, 'en-GB').source).toBe('Workbot will run *Create opportunity* as you: **Acme**.')
    expect(describeRun({ ...spec, params: {} }, {}, 'en-GB').source).toBe('Workbot will run *Create opportunity* as you.')
  })

  test('has a short name by which its id begins', () => {
    expect(runName('createOpportunity-K7F3-x_9')).toBe('K7F3')
  })

  test('shows a person or a record by its name', () => {
    expect(formatParam(person('Owner'), { tenantId: 't', aadObjectId: 'o', name: 'Bob' }, 'en-US')).toBe('Bob')
    expect(formatParam(text('Name'), '', 'en-US')).toBeNull()
  })
})

describe('a receipt’s summary', () => {
  const model = { title: 'Pipeline', facts: [], identities: [], at: new Date(0), runId: 'pipeline-K7F3', locale: 'en-US' }

  const said = (...lines: string[]) => lines.map((line) => ({ line, url: null }))

  test('names the record', () => {
    expect(receipt({ ...model, lines: said('Created the opportunity Acme', 'USD 5') }).summary).toBe('Created the opportunity Acme')
  })

  test('holds no digit of what the recipe said, in any script', () => {
    expect(receipt({ ...model, lines: said('Acme is worth USD 50,000') }).summary).toBe('Pipeline is done')
    expect(receipt({ ...model, lines: said('Acme ٥٠٠٠٠') }).summary).toBe('Pipeline is done')
    expect(receipt({ ...model, lines: [] }).summary).toBe('Pipeline is done')
  })
})
