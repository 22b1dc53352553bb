// The main job in a real browser, on what `npm start` starts: two people, each in a Teams client of their own.
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { setStage } from './support/set-stage.js'
import { chooseAccount, passMicrosoft } from './support/sign-in-pages.js'
import { currentDetails, openWaitingRun } from './support/temporal-ui.js'

const SIGN_IN = 'Sign in to Salesforce'
const ALICE = 'alice@contoso-sales.example'
const BOB = 'bob@contoso-sales.example'
const MINUTE = 60_000

describe('create opportunity and pipeline, in Teams', { timeout: 4 * MINUTE }, () => {
  const stage = setStage()
  /** Alice's sign-in page. */
  let signIn: Page

  it('a command that acts as Alice asks her to sign in, says what for, and opens our page', async () => {
    const { alice } = stage
    await alice.says('create opportunity name: Acme amount: 50k stage: Prospecting')
    const card = await alice.sees('Sign in to Salesforce to continue Create opportunity', 'Acme', '50,000', ALICE)
    signIn = await alice.opens(card, SIGN_IN)
    expect(await signIn.getByRole('heading', { level: 1 }).innerText()).toBe('Sign in to Salesforce to continue Create opportunity')
    expect(await signIn.locator('main').innerText()).toContain('Alice Jensen')
  })

  it('the sign-in page works by keyboard and on a narrow phone', async () => {
    const phone = await stage.chromium.profile({ viewport: { width: 320, height: 640 } })
    const page = await phone.newPage()
    await page.goto(signIn.url())
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
    expect(await page.evaluate('document.documentElement.lang')).toBe('en')
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe(SIGN_IN)
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid')
    await phone.close()
  })

  it("Temporal's UI shows an operator what the run waits for, with its input decoded", async () => {
    const page = await openWaitingRun(await stage.chromium.profile(), stage.sandbox.addresses.temporalUi ?? '')
    expect(await page.locator('main').innerText()).toContain('"Acme"')
    expect(await (await currentDetails(page)).innerText()).toMatch(/sign in to Salesforce/i)
    await page.close()
  })

  it("Bob, who got Alice's link, is refused in words, and Alice's run still waits", async () => {
    const { alice, bob } = stage
    const page = await bob.page.context().newPage()
    await page.goto(signIn.url())
    await passMicrosoft(page, 'Bob')
    await page.getByRole('heading', { name: 'This sign-in is for someone else' }).waitFor()
    expect(await page.locator('main').innerText()).toContain(`You're signed in to Microsoft as ${BOB}`)
    await page.close()
    await alice.page.getByRole('paragraph').filter({ hasText: 'Someone else opened your sign-in link for Salesforce' }).waitFor()
    expect(await alice.cards('Sign in to Salesforce to continue Create opportunity').count()).toBe(1)
    expect(await alice.cards('Created the opportunity').count()).toBe(0)
  })

  it('after Microsoft and Salesforce the browser says Connected, and Teams goes on by itself', async () => {
    const { alice } = stage
    await passMicrosoft(signIn, 'Alice')
    await chooseAccount(signIn, 'Salesforce', `Alice Jensen ${ALICE}, `)
    await signIn.getByRole('heading', { name: `Connected to Salesforce as ${ALICE}` }).waitFor()
    await signIn.close()

    await alice.sees('Created the opportunity Acme', '50,000', 'Prospecting', `Done in Salesforce as ${ALICE}`)
    // The same card, changed in place.
    await alice.sees(`Connected to Salesforce as ${ALICE}`, 'Going on with Create opportunity')
    expect(await alice.cards('Sign in to Salesforce to continue').count()).toBe(0)
  })

  it('Salesforce names Alice as the owner, behind the link of the receipt', async () => {
    const { alice } = stage
    const record = await alice.opens(await alice.sees('Created the opportunity Acme'), 'Open in Salesforce')
    expect(await record.getByRole('row', { name: 'Owner' }).innerText()).toContain(ALICE)
    expect(await record.getByRole('row', { name: 'Created by' }).innerText()).toContain(ALICE)
    await record.close()
  })

  it('the next command asks nothing', async () => {
    const { alice } = stage
    await alice.says('create opportunity name: Globex amount: 1,250.50 stage: negotiation')
    await alice.sees('Created the opportunity Globex', '1,250.5', 'Negotiation')
    expect(await alice.cards('Sign in to Salesforce to continue').count()).toBe(0)
  })

  it("pipeline shows the shared account's view and says so", async () => {
    const { alice } = stage
    await alice.says('pipeline')
    await alice.sees('Acme', 'Bob Olsen', 'with the shared connection integration@contoso-sales.example', 'for Alice Jensen')
  })

  it('a form asks for what the command left out; a wrong value is named beside its field and nothing typed is lost', async () => {
    const { alice } = stage
    await alice.says('create opportunity')
    const form = await alice.sees('Opportunity name')
    await form.getByLabel('Opportunity name').fill('Initech')
    await form.getByLabel('Amount').fill('fifty')
    await form.getByRole('combobox', { name: 'Stage' }).click()
    await alice.page.getByRole('option', { name: 'Prospecting' }).click()
    await form.getByRole('button', { name: 'Start Create opportunity' }).click()

    await form.getByText("Amount: “fifty” isn't a number I can read.").waitFor()
    expect(await form.getByLabel('Opportunity name').inputValue()).toBe('Initech')
    expect(await form.getByLabel('Amount').inputValue()).toBe('fifty')
    expect(await form.getByRole('combobox', { name: 'Stage' }).inputValue()).toBe('Prospecting')

    await form.getByLabel('Amount').fill('75 000')
    await form.getByRole('button', { name: 'Start Create opportunity' }).click()
    await alice.sees('Created the opportunity Initech', '75,000')
  })

  it('help lists what is open to Alice, each with a button', async () => {
    const { alice } = stage
    await alice.says('help')
    const help = await alice.sees('What I can do for you')
    for (const name of ['Create opportunity', 'Pipeline']) await help.getByRole('button', { name }).waitFor()
  })

  it('Bob is asked for himself, and Deny is an answer: nothing is done', async () => {
    const { bob } = stage
    await bob.says('create opportunity name: Umbrella amount: 10 stage: Prospecting')
    const page = await bob.opens(await bob.sees('Sign in to Salesforce to continue', BOB), SIGN_IN)
    await passMicrosoft(page, 'Bob')
    await chooseAccount(page, 'Salesforce', 'Deny')
    await page.getByRole('heading', { name: 'Not signed in to Salesforce' }).waitFor()
    await bob.sees('Create opportunity has ended', 'Nothing was done in Salesforce')
    await page.goto(stage.sandbox.addresses.salesforce ?? '')
    expect(await page.locator('main').innerText()).toContain('Initech')
    expect(await page.locator('main').innerText()).not.toContain('Umbrella')
  })

  it('with Verify user access at runtime off, it acts for Bob as the shared account, and asks him nothing; on again, it asks him', async () => {
    const { bob } = stage
    const page = await (await stage.chromium.profile()).newPage()
    const turn = async (): Promise<void> => {
      await page.goto(`${stage.sandbox.addresses.bot}/recipes/create-opportunity/settings`)
      await page.getByRole('switch', { name: 'Verify user access at runtime' }).press('Space')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByText('Saved.').waitFor()
    }
    await page.goto(`${stage.sandbox.addresses.bot}/site`)
    await page.getByRole('button', { name: 'Go on with Microsoft' }).click()
    await page.getByRole('button', { name: 'Alice' }).click()
    await page.getByRole('heading', { level: 1 }).waitFor()

    await turn()
    await bob.says('create opportunity name: Hooli amount: 20 stage: Prospecting')
    await bob.sees('Created the opportunity Hooli', 'with the shared connection integration@contoso-sales.example', 'for Bob Olsen')
    await turn()
    await bob.says('create opportunity name: Vandelay amount: 30 stage: Prospecting')
    await bob.sees('Sign in to Salesforce to continue', 'Vandelay', BOB)
    await page.close()
  })

  it('our pages asked for nothing outside this machine', () => {
    expect(stage.chromium.askedOutside(stage.sandbox.addresses.bot)).toEqual([])
  })
})
