// follow up: a task in Salesforce, made as its caller.
import { expect, it } from 'vitest'
import { alice, testRecipe } from '../kit/test-recipe.js'
import { followUp } from './fixtures/follow-up.js'

const from = new URL('./fixtures/follow-up.ts', import.meta.url)

it('creates the task as its caller, once they have signed in', async () => {
  const t = await testRecipe(followUp, { from })
  await t.as(alice).send('follow up what: "Call Acme" due: 2030-12-02')
  await t.signsIn(alice, 'salesforce')
  expect(t.effects).toEqual([{ who: 'alice@contoso-sales.example', did: 'createTask', where: 'salesforce' }])
  expect(t.said.at(-1)).toContain('It is on your list: Call Acme')
})

it('does nothing where its caller says no', async () => {
  const t = await testRecipe(followUp, { from })
  await t.as(alice).send('follow up what: "Call Acme" due: 2030-12-02')
  await t.declines(alice, 'salesforce')
  expect(t.effects).toEqual([])
  expect(t.runs.map(({ state }) => state)).toEqual(['declined'])
})
