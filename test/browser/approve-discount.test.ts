// Two signers in a real browser, on what `npm start` starts: Alice asks in her Teams client, Bob decides in his, as himself.
import { describe, expect, it } from 'vitest'
import { setStage } from './support/set-stage.js'
import { signsIn } from './support/sign-in-pages.js'

const SIGN_IN = 'Sign in to Salesforce'
const ALICE = 'alice@contoso-sales.example'
const BOB = 'bob@contoso-sales.example'
const DEAL = 'Adventure Works seats'
const QUESTION = `Approve a 20 % discount for ${DEAL}?`
const MINUTE = 60_000

describe('approve discount, in two Teams clients', { timeout: 4 * MINUTE }, () => {
  const stage = setStage()

  it('Alice asks for a discount on a deal of hers, and signs in', async () => {
    const { alice, bob } = stage
    await bob.says('help')
    await bob.sees('What I can do for you')
    await alice.says(`approve discount opportunity: ${DEAL} percent: 20`)
    const page = await alice.opens(await alice.sees('Sign in to Salesforce to continue Approve discount'), SIGN_IN)
    await signsIn(page, { app: 'Salesforce', person: 'Alice', account: `Alice Jensen ${ALICE}, ` })
    await alice.sees("Approve discount: I've asked Bob Olsen")
  })

  it('Bob, whom Salesforce names, sees what it is about, and unfolds to whom he could pass it', async () => {
    const { bob } = stage
    const card = await bob.sees(QUESTION, 'Asked by Alice Jensen', '64,000', 'recorded in Salesforce as you')
    await card.getByRole('button', { name: 'Pass to someone else' }).click()
    await card.getByLabel('Whose decision is it? Their e-mail address').waitFor()
    await card.getByRole('button', { name: 'Pass it on' }).waitFor()
  })

  it('he approves with a comment, signs in as himself, and both see as whom it was recorded', async () => {
    const { alice, bob } = stage
    const card = await bob.sees(QUESTION)
    await card.getByLabel('Comment').fill('Fine by me')
    await card.getByRole('button', { name: 'Approve', exact: true }).click()
    const page = await bob.opens(await bob.sees(SIGN_IN, 'You decided in Approve discount of Alice Jensen', 'Bob Olsen'), SIGN_IN)
    await signsIn(page, { app: 'Salesforce', person: 'Bob', account: `Bob Olsen ${BOB}, ` })
    await alice.sees(`Bob Olsen: Approve for ${DEAL}`, `Done in Salesforce as ${ALICE}`, `Done in Salesforce as ${BOB}`)
    await bob.sees(QUESTION, 'You chose Approve', `Recorded in Salesforce as ${BOB}`)
    expect(await bob.cards(QUESTION).getByRole('button', { name: 'Approve', exact: true }).count()).toBe(0)
  })
})
