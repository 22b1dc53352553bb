// What the workflow bundle holds: a file of connections/, runs/, bot/ or web/ in it would mean secrets or I/O in replayed code.
import { readFileSync } from 'node:fs'
import { expect, inject, it } from 'vitest'

const code = readFileSync(inject('workflowBundle'), 'utf8')
const modules = [...new Set([...code.matchAll(/"\.\/([^"\n]+\.(?:ts|js|cjs|mjs))"/g)].map((match) => match[1] ?? ''))]

it("the workflow bundle holds files of workflows/, the apps' names and the failure converter, and no other of ours", () => {
  const ours = modules.filter((path) => !path.startsWith('node_modules/'))
  expect(ours).toContain('workflows/recipes/create-opportunity.ts')
  const others = ['app-names.ts', 'temporal/failure-converter.cjs']
  expect(ours.filter((path) => !path.startsWith('workflows/') && !others.includes(path))).toEqual([])
})

it("the workflow bundle holds Temporal's packages and what they need, and no zod", () => {
  const packages = new Set(
    modules
      .filter((path) => path.startsWith('node_modules/'))
      .map((path) =>
        path
          .replace('node_modules/', '')
          .split('/')
          .slice(0, path.includes('/@') ? 2 : 1)
          .join('/'),
      ),
  )
  expect([...packages].sort()).toEqual(['@temporalio/common', '@temporalio/workflow', 'long', 'ms', 'nexus-rpc'])
  expect(code.length).toBeLessThan(2_500_000)
})
