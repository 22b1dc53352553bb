// Which Node the tests and the programs that they start run on.
import { execFileSync } from 'node:child_process'
import { expect, inject, it } from 'vitest'

it('the tests and their children run on the Node that was asked for', () => {
  expect(process.version).toBe(inject('node'))
  expect(execFileSync(process.execPath, ['--version'], { encoding: 'utf8' }).trim()).toBe(inject('node'))
})
