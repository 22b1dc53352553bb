// Which files `npm test` runs once more, what it says of them, and that no test counts twice.
import { describe, expect, it } from 'vitest'
import { failedTests, filesToRunAgain, passedIn, type Report } from '../again.mjs'

const file = (name: string, ...statuses: string[]): Report['testResults'][number] => ({
  name,
  status: statuses.includes('failed') || statuses.length === 0 ? 'failed' : 'passed',
  assertionResults: statuses.map((status, at) => ({ status, fullName: `${name} ${String(at)}` })),
})

describe('after the whole of npm test', () => {
  it('the files that failed are run once more, and those alone', () => {
    const report = { testResults: [file('a', 'passed', 'failed'), file('b', 'passed'), file('c')] }
    expect(filesToRunAgain(report)).toEqual(['a', 'c'])
    expect(failedTests(report)).toEqual(['a 1', 'c'])
    expect(passedIn(report, ['a', 'c'])).toBe(1)
  })

  it('four that failed are no crowd’s doing, and stay failed', () => {
    expect(filesToRunAgain({ testResults: ['a', 'b', 'c', 'd'].map((name) => file(name, 'failed')) })).toEqual([])
  })
})
