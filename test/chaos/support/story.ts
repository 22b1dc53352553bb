// One caller with one run: brings it to a point, and after the kill does what a person would until they are told how it ended.
import { setTimeout as wait } from 'node:timers/promises'
import type { SandboxPerson } from '../../../sandbox/people.js'
import { createBrowser } from '../../support/browser.js'
import type { ProgramWorld } from '../../support/program-world.js'
import { createTeamsPerson } from '../../support/teams-person.js'
import type { Act } from '../points.js'
import { doingOf } from './acts.js'

const SIGN_IN = 'Sign in to Salesforce'
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
  const says = (): Promise<number> => person.says(message, { activityId })
  const doing = doingOf(act === 'says' ? 'signs in' : act, { world, person, who, link: () => person.link(SIGN_IN) })
  const isTold = (): boolean => {
    const ends =
      act === 'denies' ? ['was chosen at Salesforce'] : act === 'cancels' ? ['is no longer needed'] : ['Created the opportunity', name]
    return person.reads().some((text) => ends.every((words) => text.includes(words)))
  }
  /** A card with a link, or the question after a late sign-in. */
  const isReached = (): boolean => person.reads().some((text) => text.includes(SIGN_IN) || text.includes('Still do *'))
  const leadsToASignIn = async (): Promise<boolean> => (await createBrowser().open(person.link(SIGN_IN))).html.includes('<form')
  const isAsked = async (): Promise<boolean> =>
    person.reads().some((text) => text.includes('Still do *')) || (await leadsToASignIn().catch(() => false))

  return {
    name,
    async begin() {
      if (act === 'says') return
      await says()
      await person.sees([SIGN_IN, name], { withinMs: 60_000 })
      await doing.before()
    },
    async act() {
      await tried(act === 'says' ? says : doing.act)
    },
    async untilTold() {
      const deadline = Date.now() + TOLD_MS
      while (!isTold()) {
        if (Date.now() > deadline) throw new Error(`${who.name} was never told how ${name} ended; they read: ${person.reads().join('\n')}`)
        if (!isReached()) await tried(says)
        else if (await isAsked()) await tried(doing.again)
        await wait(500)
      }
    },
    cardsThatLie: async () => ((await leadsToASignIn().catch(() => false)) ? 1 : 0),
  }
}

/** What they do meets programs that are just being killed: then they try once more. */
async function tried(work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch {
    // Their next try is a moment away.
  }
}
