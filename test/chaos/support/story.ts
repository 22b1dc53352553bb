// One caller with one run: brings it to a point, and after the kill does what a person would until they are told how it ended.
import { setTimeout as wait } from 'node:timers/promises'
import type { SandboxPerson } from '../../../sandbox/people.js'
import { createBrowser } from '../../support/browser.js'
import type { ProgramWorld } from '../../support/program-world.js'
import { signsIn } from '../../support/sign-in.js'
import { createTeamsPerson } from '../../support/teams-person.js'
import type { Act } from '../points.js'

const SIGN_IN = 'Sign in'
const TOLD_MS = 120_000

export interface Story {
  /** What the record is called. */
  readonly name: string
  /** Up to the moment before the act. */
  begin(): Promise<void>
  /** The act itself. It may never be answered. */
  act(): Promise<void>
  /** Does the act again as long as it is asked for. Resolves when Teams shows how the run ended. */
  untilTold(): Promise<void>
  /** How many sign-in buttons still stand there that lead to a page which asks for a sign-in. */
  cardsThatLie(): Promise<number>
}

export function createStory(world: ProgramWorld, who: SandboxPerson, { act, name }: { act: Act; name: string }): Story {
  const person = createTeamsPerson(world, who)
  const message = `create opportunity name: ${name} amount: 50k stage: Prospecting`
  const activityId = `message-of-${who.key}`
  const words = { says: name, 'signs in': name, denies: 'was chosen at Salesforce', cancels: 'is no longer needed' }[act]
  const isTold = (): boolean =>
    person
      .reads()
      .some((text) => text.includes(words) && (act === 'denies' || act === 'cancels' || text.includes('Created the opportunity')))
  const link = (): string | null => linkOf(() => person.link(`${SIGN_IN} to Salesforce`))
  const isAsked = async (): Promise<boolean> => {
    const url = link()
    return url !== null && (await createBrowser().open(url)).html.includes('<form')
  }
  const answer = async (): Promise<void> => {
    if (act === 'cancels') await person.presses('Cancel this run')
    else await signsIn(link() ?? '', { as: who.key, ...(act === 'denies' && { account: '' }) })
  }

  return {
    name,
    async begin() {
      if (act === 'says') return
      await person.says(message, { activityId })
      await person.sees([`${SIGN_IN} to Salesforce`, name], { withinMs: 60_000 })
    },
    async act() {
      await (act === 'says' ? person.says(message, { activityId }) : answer()).catch(() => undefined)
    },
    async untilTold() {
      const deadline = Date.now() + TOLD_MS
      while (!isTold()) {
        if (Date.now() > deadline) throw new Error(`${who.name} was never told how ${name} ended; they read: ${person.reads().join('\n')}`)
        // What they do meets programs that are just being killed: then they try once more.
        if (link() === null) await person.says(message, { activityId }).catch(() => undefined)
        else if (await isAsked().catch(() => false)) await answer().catch(() => undefined)
        await wait(500)
      }
    },
    cardsThatLie: async () => ((await isAsked()) ? 1 : 0),
  }
}

function linkOf(find: () => string): string | null {
  try {
    return find()
  } catch {
    return null
  }
}
