// The test kit: each verb does what it says, and a test that expects something else fails.
import { describe, expect, it } from 'vitest'
import { createOpportunity } from '../../workflows/recipes/create-opportunity.js'
import { pipeline } from '../../workflows/recipes/pipeline.js'
import { chaseDeal } from './fixtures/chase-deal.js'
import { alice, bob, testRecipe } from './test-recipe.js'

const ALICE = 'alice@contoso-sales.example'
const created = (name: string) => `create opportunity name: ${name} amount: 5 stage: Prospecting`
const made = { who: ALICE, did: 'createOpportunity', where: 'salesforce' }

describe('a built-in recipe', () => {
  it('send: nothing is done before its caller has signed in, and then it is done as them', async () => {
    const t = await testRecipe(createOpportunity)
    await t.as(alice).send(created('Ares'))
    expect(t.runs).toEqual([{ recipe: 'createOpportunity', caller: alice.name, state: 'waiting_sign_in' }])
    expect(t.effects).toEqual([])
    const page = await t.signsIn(alice, 'salesforce')
    expect(page.html).toContain('Connected')
    expect(t.effects).toEqual([made])
    expect(t.runs.map(({ state }) => state)).toEqual(['completed'])
    expect(t.said.at(-1)).toContain('Created the opportunity Ares')
    expect(t.world.salesforce.records.filter(({ Name }) => Name === 'Ares')).toHaveLength(1)
  })

  it('testRecipe: starts afresh, so that what another test connected asks again', async () => {
    const t = await testRecipe(createOpportunity)
    expect([t.effects, t.said, t.runs]).toEqual([[], [], []])
    await t.as(alice).send(created('Boreas'))
    expect(t.runs.map(({ state }) => state)).toEqual(['waiting_sign_in'])
  })

  it('connects: signs in ahead, and signsIn takes another account', async () => {
    const t = await testRecipe(createOpportunity)
    await t.connects(alice, 'salesforce')
    await t.as(alice).send(created('Chronos'))
    expect(t.effects).toEqual([made])
    await t.as(bob).send(created('Dione'))
    await t.signsIn(bob, 'salesforce', { account: 'integration' })
    expect(t.effects.map(({ who }) => who)).toEqual([ALICE, 'integration@contoso-sales.example'])
  })

  it('declines: no at the app ends the run, and nothing is done', async () => {
    const t = await testRecipe(createOpportunity)
    await t.as(alice).send(created('Eos'))
    await t.declines(alice, 'salesforce')
    expect(t.runs.map(({ state }) => state)).toEqual(['declined'])
    expect(t.effects).toEqual([])
    expect(t.said.at(-1)).toContain('Nothing was done in Salesforce')
  })

  it('press: the newest button of that title, also on somebody else’s card', async () => {
    const t = await testRecipe(createOpportunity)
    await t.as(alice).send(created('Faunus'))
    expect(await t.as(bob).press('Cancel this run', { from: alice })).toContain('Only Alice')
    expect(t.runs.map(({ state }) => state)).toEqual(['waiting_sign_in'])
    await t.as(alice).press('Cancel this run')
    expect(t.runs.map(({ state }) => state)).toEqual(['cancelled'])
    await expect(t.as(alice).press('Launch')).rejects.toThrow('there are')
  })

  it('revokes: a token that the app ended is asked for again', async () => {
    const t = await testRecipe(createOpportunity)
    await t.connects(alice, 'salesforce')
    await t.revokes('salesforce')
    await t.as(alice).send(created('Gaia'))
    expect(t.runs.map(({ state }) => state)).toEqual(['waiting_sign_in'])
    await t.signsIn(alice, 'salesforce')
    expect(t.effects).toEqual([made])
  })

  it('worker: what is asked while it is stopped is done when it starts, and a restart does nothing twice', async () => {
    const t = await testRecipe(createOpportunity)
    await t.connects(alice, 'salesforce')
    await t.worker.stop()
    await t.as(alice).send(created('Hades'))
    expect(t.effects).toEqual([])
    await t.worker.start()
    expect(t.effects).toEqual([made])
    await t.worker.restart()
    expect(t.effects).toEqual([made])
  })

  it('after: a deadline passes, and not before its time', async () => {
    const t = await testRecipe(createOpportunity)
    await t.as(alice).send(created('Iris'))
    await t.after('71 hours')
    expect(t.runs.map(({ state }) => state)).toEqual(['waiting_sign_in'])
    await t.after('2 hours')
    expect(t.runs.map(({ state }) => state)).toEqual(['expired'])
    // An edit of the card, which is the sweep's to make.
    expect(t.said.join('\n')).toContain('has ended')
    await expect(t.after('3 fortnights' as never)).rejects.toThrow('no length of time')
  })

  it('connectsShared: a recipe that reads as the workspace has what it needs, and said is as people read it', async () => {
    const t = await testRecipe(pipeline)
    await t.connectsShared('salesforce')
    await t.as(alice).send('pipeline')
    expect(t.runs.map(({ state }) => state)).toEqual(['completed'])
    expect(t.said.join('\n')).toContain('integration@contoso-sales.example')
    expect(t.as(alice).reads()).toEqual(t.said)
    expect(t.as(bob).reads()).toEqual([])
  })

  it('an app that is down is waited for, and the run goes on when it is back', async () => {
    const t = await testRecipe(createOpportunity)
    await t.connects(alice, 'salesforce')
    t.world.salesforce.addFault({ kind: 'status', status: 503, method: 'POST', times: 2 })
    await t.as(alice).send(created('Juno'))
    expect(t.runs.map(({ state }) => state)).toEqual(['running'])
    await t.as(alice).sees('Created the opportunity Juno')
    expect(t.world.salesforce.records.filter(({ Name }) => Name === 'Juno')).toHaveLength(1)
  })
})

describe("an author's own recipe", () => {
  const from = new URL('./fixtures/chase-deal.ts', import.meta.url)

  it('is run from its file, and sleeps until its time has come', async () => {
    const t = await testRecipe(chaseDeal, { from })
    await t.connects(alice, 'salesforce')
    await t.as(alice).send('chase deal name: Kore')
    expect(t.effects).toEqual([made])
    await t.after('2 days')
    expect(t.effects).toEqual([made])
    // The new worker learns from the run's history how much time has passed.
    await t.worker.restart()
    await t.after('1 days')
    expect(t.effects).toEqual([made, { who: ALICE, did: 'createTask', where: 'salesforce' }])
    expect(t.said.at(-1)).toContain('It is time to chase Kore')
  })

  it('that lies nowhere is said', async () => {
    await expect(testRecipe(chaseDeal, { from: new URL('./fixtures/nothing.ts', import.meta.url) })).rejects.toThrow('There is no')
  })
})
