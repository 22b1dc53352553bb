// A run that waits for its caller's answer is given more time: the card says the new deadline, and its buttons do what they did.
import { beforeEach, expect, it } from 'vitest'
import { claimCardsBehind } from '../../runs/asks-owed.js'
import { runsCommand } from '../../runs/cli/runs-command.js'
import { alice, testRecipe, type RecipeTest } from '../kit/test-recipe.js'
import { posts } from './fixtures/posts.js'
import { addDeals } from './support/deals.js'

let t: RecipeTest
beforeEach(async () => {
  t = await testRecipe(posts, { from: new URL('./fixtures/posts.ts', import.meta.url) })
  await t.connects(alice, 'salesforce')
})

/** As cards write it: `{{DATE(2026-11-26T13:02:11Z, SHORT)}}`. */
async function deadline(): Promise<string> {
  const [wait] = await t.world.db.query<{ at: Date }>(`select deadline_at as at from waits where outcome is null`)
  return `DATE(${wait?.at.toISOString().slice(0, 19) ?? 'none'}Z`
}

async function extendsIt(words: readonly string[]): Promise<string> {
  const before = await deadline()
  await t.as(alice).sees([...words, before])
  const [run] = await t.world.db.query<{ id: string }>(`select id from runs where ended_at is null`)
  const { text } = await runsCommand({ db: t.world.db, keys: null, user: 'op' }, ['extend', run?.id ?? '', '--hours', '48'])
  expect(text).toContain('now waits until')
  const card = await t.as(alice).sees([...words, await deadline()])
  expect(card).not.toContain(before)
  await expect.poll(() => t.world.db.query(`select from waits where outcome is null and card_until = deadline_at`)).toHaveLength(1)
  // Nothing is owed any more: the run isn't woken for ever.
  await t.world.db.query(`update waits set next_signal_at = now()`)
  expect(await claimCardsBehind(t.world.db)).toEqual([])
  return card
}

it('which record is meant', async () => {
  await addDeals(t.world.salesforce, 'alice', [{ name: 'Janus 1' }, { name: 'Janus 2' }])
  await t.as(alice).send('post on deal: janus')
  await extendsIt(['Which *Deal* do you mean?', '[Choose Janus 2]'])
  await t.as(alice).press('Choose Janus 2')
  await t.as(alice).sees('Posted on Janus 2')
})

it('a write whose answer was lost', async () => {
  await addDeals(t.world.salesforce, 'alice', [{ name: 'Pan' }])
  t.world.salesforce.addFault({ kind: 'drop', path: '/services/data/v64.0/chatter', method: 'POST' })
  await t.as(alice).send('post on deal: pan')
  await extendsIt(["Salesforce's answer was lost", '[Try again]'])
  await t.as(alice).press('Try again')
  await t.as(alice).sees('Posted on Pan')
})
