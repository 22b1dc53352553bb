// Somebody who decided and then doesn't sign in, or has left: the run's caller reads that, and not that they cancelled it. And a deadline that is moved.
import { beforeEach, expect, it } from 'vitest'
import { SANDBOX_TENANT } from '../../sandbox/people.js'
import { endEverythingOf } from '../../people/end-everything-of.js'
import { runsCommand } from '../../runs/cli/runs-command.js'
import { approveDiscount } from '../../workflows/recipes/approve-discount.js'
import { alice, bob, testRecipe, type RecipeTest } from '../kit/test-recipe.js'
import { addDeals } from './support/deals.js'

let t: RecipeTest
beforeEach(async () => {
  t = await testRecipe(approveDiscount)
  await t.connects(alice, 'salesforce')
  // From now on Workbot knows whose address his is.
  await t.as(bob).send('help')
})
const states = (): string[] => t.runs.map(({ state }) => state)
const asks = async (name: string): Promise<void> => {
  await addDeals(t.world.salesforce, 'alice', [{ name, stage: 'Proposal' }])
  await t.as(alice).send(`approve discount opportunity: ${name} percent: 20`)
  await t.as(bob).sees(`discount for ${name}?`)
}

it('a signer who cancels is named, and it is not called Deny', async () => {
  await asks('Ganymede')
  await t.as(bob).press('Approve')
  await t.as(bob).press('Cancel this run')
  expect(states()).toEqual(['declined'])
  const ended = await t.as(alice).sees(['Approve discount has ended', 'Bob Olsen decided, but then cancelled the sign-in to Salesforce'])
  expect(ended).not.toContain('Deny')
})

it('a signer who chooses Deny at the app is named too', async () => {
  await asks('Callisto')
  await t.as(bob).press('Reject')
  await t.declines(bob, 'salesforce')
  await t.as(alice).sees(['Approve discount has ended', 'Bob Olsen decided, but then chose *Deny* at Salesforce'])
})

it('a signer who left ends the run in words of its own; its caller did not cancel it', async () => {
  await asks('Europa')
  await t.as(bob).press('Approve')
  const caller = { tenantId: SANDBOX_TENANT, aadObjectId: bob.aadObjectId }
  await endEverythingOf(t.world.db, { caller, why: 'left', by: 'housekeeping:uninstalled' })
  const ended = await t.as(alice).sees(['Approve discount has ended', "Bob Olsen decided, but can't sign in to Salesforce any more"])
  expect(ended).not.toContain('You cancelled it')
  const runs = await t.world.db.query<{ state: string }>(`select state from runs`)
  expect(runs).toEqual([{ state: 'declined' }])
})

it('an operator who extends a run that asks moves its deadline, what its card says of it, and the reminder', async () => {
  await asks('Amalthea')
  const [run] = await t.world.db.query<{ id: string }>(`select id from runs`)
  const id = run?.id ?? ''
  const decideBy = async (): Promise<string> => /Decide by: .*/.exec(await t.as(bob).sees('discount for Amalthea?'))?.[0] ?? ''
  const reminders = (): Promise<{ at: Date }[]> => t.world.db.query(`select remind_at as at from addressees`)
  const [before, [reminder]] = [await decideBy(), await reminders()]
  const extended = await runsCommand({ db: t.world.db, keys: null, user: 'op' }, ['extend', id, '--hours', '240'])
  expect(extended).toMatchObject({ ok: true })
  await expect.poll(decideBy).not.toBe(before)
  const [later] = await reminders()
  expect(later?.at.getTime()).toBeGreaterThan(reminder?.at.getTime() ?? 0)
  // The first deadline was seven days away at most.
  await t.after('8 days')
  expect(states()).toEqual(['waiting_person'])
  await t.as(bob).press('Reject')
  await t.as(bob).sees('Sign in to Salesforce')
})
