// Recipes over several apps in a real browser, on what `npm start` starts: a deal room, and won deals whose worker is killed between two apps.
import { describe, expect, it } from 'vitest'
import { until } from '../../sandbox/probe.js'
import { setStage } from './support/set-stage.js'
import { signsIn } from './support/sign-in-pages.js'

const PARTNER = 'carla@fabrikam.example'
const BOB = 'bob@contoso-sales.example'
const accounts = {
  Salesforce: 'Alice Jensen alice@contoso-sales.example, ',
  Box: 'Alice Jensen alice@contoso-sales.example, ',
  ServiceNow: 'Alice Jensen alice.jensen, ',
} as const
const DEAL = 'Adventure Works seats'
const won = ['Tailspin rollout', 'Wingtip licences'] as const
const SINCE = new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10)
const MINUTE = 60_000

describe('recipes over several apps, in Teams', { timeout: 4 * MINUTE }, () => {
  const stage = setStage()

  async function signsInToContinue(app: keyof typeof accounts, recipe: string): Promise<void> {
    const { alice } = stage
    const page = await alice.opens(await alice.sees(`Sign in to ${app} to continue ${recipe}`), `Sign in to ${app}`)
    await signsIn(page, { app, person: 'Alice', account: accounts[app] })
  }

  /** A page of an app's stand-in, as text: each row of a table a line. */
  async function pageOf(app: 'salesforce' | 'servicenow' | 'box'): Promise<string> {
    const page = await stage.alice.page.context().newPage()
    await page.goto(stage.sandbox.addresses[app] ?? '')
    const text = await page.locator('main').innerText()
    await page.close()
    return text
  }

  it('deal room asks for each sign-in where it is needed, and its receipt leads to the room and to the deal', async () => {
    const { alice } = stage
    await alice.says(`deal room opportunity: ${DEAL} team: "${PARTNER}, ${BOB}"`)
    await signsInToContinue('Salesforce', 'Deal room')
    await signsInToContinue('Box', 'Deal room')
    const receipt = await alice.sees(`${DEAL} has a room`, 'Invited 2 people', 'Done in Box as', 'Done in Salesforce as')
    const deal = await alice.opens(receipt, 'Open in Salesforce')
    expect(await deal.getByRole('row', { name: 'Deal room' }).innerText()).toContain(stage.sandbox.addresses.box)
    await deal.close()
    const box = await pageOf('box')
    for (const folder of ['Contract', 'Kick-off', 'Proposal']) expect(box).toMatch(new RegExp(`Deal rooms / ${DEAL} \\w+ / ${folder}`))
    expect(box).toMatch(new RegExp(`${DEAL} \\w+\n[^/]*${PARTNER}`))
  })

  it('onboard won deals: its worker is killed between Box and ServiceNow, and its person reads of a finished run', async () => {
    const { alice } = stage
    await alice.says(`onboard won deals since: ${SINCE}`)
    await alice.sees('Sign in to ServiceNow to continue Onboard won deals')
    await until('A link to each room', async () => countOf(await pageOf('box'), 'company') === won.length)
    process.kill(stage.sandbox.addresses.pids.worker ?? 0, 'SIGKILL')
    await signsInToContinue('ServiceNow', 'Onboard won deals')
    await alice.sees('Set up 2 deals', ...won, 'Done in ServiceNow as')
  })

  it('each effect is there once, and the same command finds nothing left to do', async () => {
    const [box, servicenow] = [await pageOf('box'), await pageOf('servicenow')]
    expect(won.map((name) => countOf(box, `Deal rooms / ${name}`))).toEqual([1, 1])
    expect(countOf(box, 'company')).toBe(2)
    expect(countOf(servicenow, 'RITM')).toBe(2)
    await stage.alice.says(`onboard won deals since: ${SINCE}`)
    await stage.alice.sees('Set up no deals; 2 were set up before')
    expect(countOf(await pageOf('servicenow'), 'RITM')).toBe(2)
  })
})

const countOf = (text: string, word: string): number => text.split(word).length - 1
