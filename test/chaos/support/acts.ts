// What somebody does at each act of a story: what comes before it, the act itself, and what they do after a kill as long as they are asked.
import type { SandboxPerson } from '../../../sandbox/people.js'
import { asSuperuser } from '../../../sandbox/postgres/roles.js'
import { createBrowser, type Page } from '../../support/browser.js'
import type { ProgramWorld } from '../../support/program-world.js'
import { signsIn } from '../../support/sign-in.js'
import type { TeamsPerson } from '../../support/teams-person.js'
import { throughMicrosoft } from '../../web/support/trip.js'
import type { Act } from '../points.js'
import { otherAccountOf } from './crowd.js'

const GO_ON = 'Go on with Create opportunity'
const LATE = `update waits set created_at = now() - interval '9 hours' where aad_object_id = $1 and outcome is null`

export interface Doing {
  /** With the card there, up to the moment before the act. */
  before(): Promise<unknown>
  act(): Promise<unknown>
  /** What a person does who meets the card, the page or the question again. */
  again(): Promise<unknown>
}

interface Someone {
  readonly world: ProgramWorld
  readonly person: TeamsPerson
  readonly who: SandboxPerson
  /** Of the card; throws where none stands there. */
  readonly link: () => string
}

/** @param act any but `says`, which has no card before it */
export function doingOf(act: Exclude<Act, 'says'>, someone: Someone): Doing {
  const { person, who, link } = someone
  switch (act) {
    case 'signs in':
      return repeated(() => signsIn(link(), { as: who.key }))
    case 'denies':
      return repeated(() => signsIn(link(), { as: who.key, account: '' }))
    case 'cancels':
      return repeated(() => person.presses('Cancel this run'))
    case 'comes from elsewhere':
      return { ...repeated(() => signsIn(link(), { as: who.key })), act: () => signsIn(link(), { as: who.key, account: 'alice-uat' }) }
    case 'parks':
    case 'confirms':
    case 'refuses':
      return withAnotherAccount(act, someone)
    case 'signs in late':
    case 'goes on':
    case 'goes on there':
      return late(act, someone)
  }
}

const repeated = (act: () => Promise<unknown>): Doing => ({ before: () => Promise.resolve(), act, again: act })

/** They sign in as another account than expected, in a browser that they keep: only there it is asked whether that is theirs. */
function withAnotherAccount(act: 'parks' | 'confirms' | 'refuses', { who, link }: Someone): Doing {
  let browser = createBrowser()
  const comes = async (): Promise<void> => {
    browser = createBrowser()
    await browser.choose(await throughMicrosoft(browser, link(), who.key), otherAccountOf(who))
  }
  const question = async (): Promise<Page | null> => {
    const page = await browser.open(link().replace('/connect/', '/signed-in/'))
    return page.html.includes('action="/account/') ? page : null
  }
  const confirm = (page: Page): Promise<unknown> => browser.submit(page, { decision: 'use' })
  const refuse = async (page: Page): Promise<unknown> => browser.choose(await browser.submit(page, { decision: 'another' }, 1), who.key)
  const decide = act === 'refuses' ? refuse : confirm
  const comeBack = act === 'refuses' ? () => signsIn(link(), { as: who.key }) : comes
  const again = async (): Promise<unknown> => {
    const page = await question()
    return page ? decide(page) : comeBack()
  }
  return act === 'parks' ? { before: () => Promise.resolve(), act: comes, again } : { before: comes, act: again, again }
}

/** Their run has waited for nine hours when they sign in, so that it is asked whether it should still be done. */
function late(act: 'signs in late' | 'goes on' | 'goes on there', { world, person, who, link }: Someone): Doing {
  const browser = createBrowser()
  let page: Page
  const signIn = async (): Promise<void> => {
    page = await signsIn(link(), { as: who.key, browser })
  }
  const goOn = (): Promise<unknown> => person.presses(GO_ON)
  const age = async (): Promise<void> => {
    await asSuperuser(world.superuserUrl, (client) => client.query(LATE, [who.aadObjectId]))
    if (act === 'signs in late') return
    await signIn()
    await person.sees('Still do *Create opportunity*?', { withinMs: 60_000 })
  }
  const acts = {
    'signs in late': signIn,
    'goes on': goOn,
    'goes on there': () => browser.submit(page, { decision: 'go_on' }),
  }
  const isAsked = (): boolean => person.buttons().some(({ title }) => title === GO_ON)
  return { before: age, act: acts[act], again: () => (isAsked() ? goOn() : signIn()) }
}
