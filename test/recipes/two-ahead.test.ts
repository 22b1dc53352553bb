// Two sign-ins that a recipe asks ahead for in cards of their own: leaving out the one leaves the other open.
import { expect, it } from 'vitest'
import { alice, testRecipe } from '../kit/test-recipe.js'
import { twoAhead } from './fixtures/two-ahead.js'

it('"Go on without" gives up the sign-in of its card, and no other', async () => {
  const t = await testRecipe(twoAhead, { from: new URL('./fixtures/two-ahead.ts', import.meta.url) })
  await t.as(alice).send('two ahead')
  await t.as(alice).press('Go on without Box')
  await t.signsIn(alice, 'servicenow')
  expect(t.said.at(-1)).toContain('Box is declined, ServiceNow is connected')
})
