// The lint of workflows/: what Temporal's sandbox lets through, and a waiting run would pay for, is refused in words.
import { ESLint, Linter } from 'eslint'
import { describe, expect, it } from 'vitest'
import { forbiddenImport } from '../repository/import-table.mjs'
import { workflowRules } from '../repository/workflow-rules.mjs'

const linter = new Linter()
const globals = Object.fromEntries(['process', 'Buffer', 'fetch', 'crypto', 'performance', 'setInterval'].map((name) => [name, false]))

/** The rules' messages about a piece of a recipe's code. */
function said(code: string): string[] {
  const messages = linter.verify(code, [{ ...workflowRules, languageOptions: { ecmaVersion: 2023, sourceType: 'module', globals } }])
  return messages.map(({ message }) => message)
}
const inSteps = (code: string): string => `export const steps = async ({ apps, say, caller }) => { ${code} }`

describe('swallowed cancellation', () => {
  it.each([
    'try { await apps.box.me() } catch { await say("no") }',
    'try { await apps.box.me() } catch (error) { await say(String(error)) }',
    'try { await apps.box.me() } catch (error) { const again = () => { throw error } }',
    'try { await apps.box.me() } catch (error) { return null }',
    'await apps.box.me().catch(() => undefined)',
    'await apps.box.me().catch(async (error) => { await say("no") })',
  ])('%s is refused', (code) => {
    expect(said(inSteps(code))).toEqual([expect.stringContaining("swallows the run's own end")])
  })

  it.each([
    'try { await apps.box.me() } catch (error) { throw error }',
    'try { await apps.box.me() } catch (error) { if (!is(error, "PermissionDenied")) throw error; await say("no") }',
    'try { await apps.box.me() } catch (error) { if (isCancellation(error)) await say("no"); throw error }',
    'const me = await apps.box.me().catch((error) => failureOf(error))',
    'try { await apps.box.me() } catch (error) { return { error } }',
    'await apps.box.me().catch(onError)',
  ])('%s is fine', (code) => {
    expect(said(inSteps(code))).toEqual([])
  })
})

describe('time and chance', () => {
  it.each(['new Date()', 'Date.now()', 'Date()', 'Math.random()', 'uuid4()'])('%s outside the steps is refused', (code) => {
    expect(said(`const spec = { year: ${code} }`)).toEqual([expect.stringContaining('when the file is loaded, in the bot too')])
    expect(said(inSteps(`await say(${code})`))).toEqual([])
  })

  it('a fixed date outside the steps is fine', () => {
    expect(said('const begin = new Date("2026-01-01T00:00:00Z")')).toEqual([])
  })

  it.each(['getHours()', 'getDate()', 'setMonth(1)', 'getTimezoneOffset()', 'toLocaleDateString("en")', 'toLocaleTimeString("en", {})'])(
    '%s asks the machine for its time zone',
    (call) => {
      expect(said(inSteps(`await say(new Date().${call})`))).toEqual([expect.stringContaining("the worker's time zone")])
    },
  )

  it.each(['getUTCHours()', 'toISOString()', 'toLocaleDateString("en", { timeZone: caller.timeZone })'])('%s is fine', (call) => {
    expect(said(inSteps(`await say(new Date().${call})`))).toEqual([])
  })
})

describe("what isn't there", () => {
  it.each([
    'process.pid',
    'Buffer.from("")',
    'fetch("https://example.com")',
    'crypto.randomUUID()',
    'performance.now()',
    'setInterval(say)',
  ])('%s is refused', (code) => {
    expect(said(inSteps(`await say(${code})`))).toEqual([expect.stringContaining("Temporal's sandbox, where this doesn't exist")])
  })

  it.each(['node:crypto', 'fs', '../../apps/index.js', '../../activities/index.js', '../../database.js', 'zod'])(
    'a value import of %s is refused',
    (specifier) => {
      expect(forbiddenImport({ file: 'workflows/recipes/x.ts', specifier, isType: false })).toContain('import apps only as types')
    },
  )
})

it('the rules hold for every file of workflows/', async () => {
  const config = (await new ESLint().calculateConfigForFile('workflows/recipes/create-opportunity.ts')) as Linter.Config
  const holding = Object.keys(workflowRules.rules ?? {}).map((name) => [config.rules?.[name]].flat(2)[0])
  expect(holding).toEqual(Array(4).fill(2))
})
