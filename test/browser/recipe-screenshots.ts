// Takes the pictures of the recipes over several apps and several people for docs/images/: part of `npm run screenshots`.
import type { BrowserContextOptions } from 'playwright-core'
import { it } from 'vitest'
import { chatShot, save, sideBySide, type Picture } from './support/camera.js'
import { setStage } from './support/set-stage.js'
import { signsIn } from './support/sign-in-pages.js'
import type { TeamsWindow } from './support/teams-window.js'

const MINUTE = 60_000
const TEAMS: BrowserContextOptions = { viewport: { width: 604, height: 2_400 }, deviceScaleFactor: 1.65 }
const DEAL = 'Adventure Works seats'
const alices = {
  Salesforce: 'Alice Jensen alice@contoso-sales.example, ',
  Box: 'Alice Jensen alice@contoso-sales.example, ',
  ServiceNow: 'Alice Jensen alice.jensen, ',
} as const
const stage = setStage(TEAMS)

async function cardOf(window: TeamsWindow, ...words: readonly string[]): Promise<Picture> {
  const card = await window.sees(...words)
  return chatShot(window.page, card, card)
}

async function beside(name: string, ...panels: readonly { readonly caption: string; readonly picture: Picture }[]): Promise<void> {
  const page = await (await stage.chromium.profile({ viewport: { width: 1_200, height: 800 } })).newPage()
  await save(name, await sideBySide(page, panels, 480))
}

async function aliceSignsIn(app: keyof typeof alices, ...words: readonly string[]): Promise<void> {
  const page = await stage.alice.opens(await stage.alice.sees(...words), `Sign in to ${app}`)
  await signsIn(page, { app, person: 'Alice', account: alices[app] })
}

it('approve discount: what Bob is asked, and what Alice reads', { timeout: 2 * MINUTE }, async () => {
  const { alice, bob } = stage
  await bob.says('help')
  await bob.sees('What I can do for you')
  await alice.says(`approve discount opportunity: ${DEAL} percent: 20`)
  await aliceSignsIn('Salesforce', 'Sign in to Salesforce to continue Approve discount')
  const question = await bob.sees('Approve a 20 % discount')
  const asked = await chatShot(bob.page, question, question)
  await question.getByLabel('Comment').fill('Fine by me')
  await question.getByRole('button', { name: 'Approve', exact: true }).click()
  const page = await bob.opens(await bob.sees('You decided in Approve discount'), 'Sign in to Salesforce')
  await signsIn(page, { app: 'Salesforce', person: 'Bob', account: 'Bob Olsen bob@contoso-sales.example, ' })
  await beside(
    'approve-discount',
    { caption: 'Bob decides, in his own Teams client', picture: asked },
    { caption: 'Alice reads what was done as whom', picture: await cardOf(alice, 'Bob Olsen: Approve for') },
  )
})

it('close deal: several sign-ins in one card, and its receipt', { timeout: 2 * MINUTE }, async () => {
  const { alice } = stage
  await alice.says(`close deal opportunity: ${DEAL}`)
  const asked = await cardOf(alice, 'Close deal needs 3 sign-ins')
  await aliceSignsIn('Box', 'Close deal needs 3 sign-ins')
  await aliceSignsIn('ServiceNow', 'Close deal needs 3 sign-ins', 'Box: connected as')
  await beside(
    'close-deal',
    { caption: 'One card for all that is missing', picture: asked },
    { caption: 'What was done in three apps', picture: await cardOf(alice, `${DEAL} is closed as won`) },
  )
})

it('deal room and onboard won deals', { timeout: 2 * MINUTE }, async () => {
  const { alice } = stage
  await alice.says('deal room opportunity: Tailspin rollout team: carla@fabrikam.example')
  const room = await cardOf(alice, 'Tailspin rollout has a room')
  await alice.says(`onboard won deals since: ${new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10)}`)
  await beside(
    'deals',
    { caption: 'deal room: Box and Salesforce', picture: room },
    { caption: 'onboard won deals: three apps, every deal once', picture: await cardOf(alice, 'Set up ') },
  )
})
