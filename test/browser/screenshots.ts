// Takes the pictures of docs/images/ by going through the product: `npm run screenshots`, after a change of what people see.
import type { BrowserContextOptions, Page } from 'playwright-core'
import { it } from 'vitest'
import { chatShot, save, shot, sideBySide, type Picture } from './support/camera.js'
import { loseWaitingRun } from './support/lose-run.js'
import { setStage } from './support/set-stage.js'
import { chooseAccount, passMicrosoft } from './support/sign-in-pages.js'
import { currentDetails, openWaitingRun } from './support/temporal-ui.js'
import { openTeams } from './support/teams-window.js'

const SIGN_IN = 'Sign in to Salesforce'
const COMMAND = 'create opportunity name: Acme amount: 50k stage: Prospecting'
const MINUTE = 60_000
/** Wide enough for the client's cards, high enough that nothing has to be scrolled. */
const TEAMS: BrowserContextOptions = { viewport: { width: 604, height: 2_400 }, deviceScaleFactor: 1.65 }
const PAGE: BrowserContextOptions = { viewport: { width: 520, height: 900 }, deviceScaleFactor: 1.9 }

const stage = setStage(TEAMS)
let link: string
let asked: Picture

async function open(url: string, options: BrowserContextOptions): Promise<Page> {
  const page = await (await stage.chromium.profile(options)).newPage()
  await page.goto(url, { waitUntil: 'domcontentloaded' })
  return page
}

/** What Alice typed, as it stands in the chat. */
const typed = (text: string) => stage.alice.page.getByText(text, { exact: true }).last()

it('the card that asks, and its page: light, dark, on a phone', { timeout: MINUTE }, async () => {
  await stage.alice.says('help')
  const help = await stage.alice.sees('What I can do for you')
  await save('help', await chatShot(stage.alice.page, help, help))

  await stage.alice.says(COMMAND)
  const card = await stage.alice.sees('Sign in to Salesforce to continue')
  asked = await chatShot(stage.alice.page, typed(COMMAND), card)
  const page = await stage.alice.opens(card, SIGN_IN)
  link = page.url()
  await page.close()

  const light = await open(link, PAGE)
  await save('sign-in-page', await shot(light, light.locator('main')))
  const dark = await open(link, { ...PAGE, colorScheme: 'dark' })
  await save('sign-in-page-dark', await shot(dark, dark.locator('main')))
  const phone = await open(link, { viewport: { width: 360, height: 1_000 }, deviceScaleFactor: 1.5 })
  await save('sign-in-page-phone', await shot(phone, phone.locator('main')))
})

it("the waiting run in Temporal's UI", { timeout: MINUTE }, async () => {
  const profile = await stage.chromium.profile({ viewport: { width: 1_000, height: 1_100 } })
  const page = await openWaitingRun(profile, stage.sandbox.addresses.temporalUi ?? '')
  const frame = [page.getByText('Back to Workflows'), page.getByRole('button', { name: 'More Actions' })]
  await save('temporal-run', await shot(page, ...frame, page.getByText('Results will appear')))
  await save('temporal-details', await shot(page, ...frame, await currentDetails(page)))
})

it('connected, the receipt, and what Salesforce shows', { timeout: MINUTE }, async () => {
  const page = await open(link, PAGE)
  await passMicrosoft(page, 'Alice')
  await chooseAccount(page, 'Salesforce', 'Alice Jensen alice@contoso-sales.example, ')
  await page.getByRole('heading', { name: 'Connected to Salesforce' }).waitFor()
  await save('connected', await shot(page, page.locator('main')))

  const receipt = await stage.alice.sees('Created the opportunity Acme')
  await stage.alice.sees('Connected to Salesforce as')
  await save('receipt', await chatShot(stage.alice.page, receipt, receipt))
  const panels = [
    { caption: '1. Asks, only when it must', picture: asked },
    { caption: '2. Goes on as Alice', picture: await chatShot(stage.alice.page, typed(COMMAND), receipt) },
  ]
  await save('hero', await sideBySide(await open('about:blank', { viewport: { width: 1_200, height: 800 } }), panels, 480))

  const salesforce = await open(stage.sandbox.addresses.salesforce ?? '', {
    viewport: { width: 1_200, height: 800 },
    deviceScaleFactor: 0.83,
  })
  await save('salesforce', await shot(salesforce, salesforce.locator('main')))
})

it('the shared connection, and a form with an error', { timeout: MINUTE }, async () => {
  await stage.alice.says('pipeline')
  await save('pipeline', await chatShot(stage.alice.page, typed('pipeline'), await stage.alice.sees('with the shared connection')))

  await stage.alice.says('create opportunity name: Initech amount: fifty')
  const form = await stage.alice.sees('Opportunity name')
  await save('form', await chatShot(stage.alice.page, typed('create opportunity name: Initech amount: fifty'), form))
})

it(
  'the page that asks about an account nobody expected: light, dark, on a phone; and a run that is lost',
  { timeout: 2 * MINUTE },
  async () => {
    const { bob } = stage
    await bob.says(COMMAND)
    const page = await open((await bob.opens(await bob.sees('Sign in to Salesforce to continue'), SIGN_IN)).url(), PAGE)
    await passMicrosoft(page, 'Bob')
    await chooseAccount(page, 'Salesforce', 'Dana Reader dana@contoso-sales.example, ')
    await page.getByRole('heading', { name: 'Is this your Salesforce account?' }).waitFor()
    await save('account', await shot(page, page.locator('main')))
    await page.emulateMedia({ colorScheme: 'dark' })
    await save('account-dark', await shot(page, page.locator('main')))
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize({ width: 360, height: 1_000 })
    await save('account-phone', await shot(page, page.locator('main')))

    await loseWaitingRun(stage.sandbox.addresses.temporal)
    await save('lost', await chatShot(bob.page, bob.page.getByText(COMMAND, { exact: true }).last(), await bob.sees('I lost track of it')))
  },
)

it('the page for somebody else', { timeout: MINUTE }, async () => {
  const bob = await openTeams(await stage.chromium.profile(TEAMS), stage.sandbox.addresses.teams.bob ?? '')
  await bob.says(COMMAND)
  const page = await bob.opens(await bob.sees('Sign in to Salesforce to continue'), SIGN_IN)
  const atAlices = await open(page.url(), PAGE)
  await passMicrosoft(atAlices, 'Alice')
  await atAlices.getByRole('heading', { name: 'This sign-in is for someone else' }).waitFor()
  await save('someone-else', await shot(atAlices, atAlices.locator('main')))
})

it('what Alice has connected, and its end', { timeout: 2 * MINUTE }, async () => {
  await stage.alice.says('personal_connections')
  const list = await stage.alice.sees('Personal connections', 'Disconnect Salesforce')
  const listed = await chatShot(stage.alice.page, typed('personal_connections'), list)
  await list.getByRole('button', { name: 'Disconnect Salesforce' }).click()
  const question = await stage.alice.sees('Disconnect Salesforce?')
  await question.getByRole('button', { name: 'Disconnect Salesforce' }).click()
  const ended = await stage.alice.sees('Disconnected from Salesforce', '(confirmed)')
  const confirmed = await chatShot(stage.alice.page, ended, ended)
  const panels = [
    { caption: 'personal_connections: what Workbot may do as Alice', picture: listed },
    { caption: 'Disconnect, confirmed by Salesforce', picture: confirmed },
  ]
  await save('connections', await sideBySide(await open('about:blank', { viewport: { width: 1_200, height: 800 } }), panels, 480))
})
