// One person who goes through a sequence in Teams and in browsers, alone with their runs.
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { SANDBOX_TENANT, type SandboxPerson } from '../../../sandbox/people.js'
import { createBrowser } from '../../support/browser.js'
import { createTeamsPerson, type TeamsPerson } from '../../support/teams-person.js'
import type { World } from '../../support/world.js'
import { signIn } from '../../web/support/trip.js'
import type { KillableWorker } from './killable-worker.js'
import type { Step } from './steps.js'

export interface Scene {
  readonly world: World
  readonly worker: KillableWorker
}

export interface Actor {
  readonly teams: TeamsPerson
  /** The Teams activity of each command, by the name of its opportunity. */
  readonly commands: ReadonlyMap<string, string>
  /** What presses were answered with. */
  readonly answers: readonly string[]
  /** Every token that Salesforce ever gave them. */
  readonly tokens: ReadonlySet<string>
  does(step: Step): Promise<void>
  /** As themselves, where a card asks for it now. */
  signsInWhereAsked(): Promise<void>
  disconnects(): Promise<void>
}

const SIGN_IN = 'Sign in to Salesforce'
const CARD_MS = 3_000
let trips = 0

export function createActor({ world, worker }: Scene, person: SandboxPerson): Actor {
  const teams = createTeamsPerson(world, person)
  const commands = new Map<string, string>()
  const answers: string[] = []
  const tokens = new Set<string>()
  const kept: (() => Promise<unknown>)[] = []
  const noteTokens = (): void => {
    for (const { value } of world.salesforce.liveTokens(person.key)) tokens.add(value)
  }
  const openRuns = async (): Promise<string[]> =>
    (
      await world.db.query<{ id: string }>(`select id from runs where tenant_id = $1 and aad_object_id = $2 and ended_at is null`, [
        SANDBOX_TENANT,
        person.aadObjectId,
      ])
    ).map(({ id }) => id)

  const linkNow = (): string | null => {
    try {
      return teams.link(SIGN_IN)
    } catch {
      return null
    }
  }
  /** The card that asks for a sign-in; null where none comes. */
  const asked = async (): Promise<string | null> => {
    const deadline = Date.now() + CARD_MS
    while (linkNow() === null && Date.now() < deadline) {
      if ((await openRuns()).length === 0) return null
      await wait(100)
    }
    return linkNow()
  }
  const press = async (title: string): Promise<void> => {
    answers.push(JSON.stringify(await teams.presses(title).catch(noButton)))
  }
  /** Each trip is made in a browser of its own, at an address of its own. */
  const browser = (options: { stopBefore?: string } = {}) => {
    trips += 1
    return createBrowser({ ...options, from: [10, trips >> 16, trips >> 8, trips].map((part) => String(part & 255)).join('.') })
  }
  const trip = async (link: string, account: string): Promise<() => Promise<unknown>> => {
    const stopping = browser({ stopBefore: `${world.url}/oauth/callback` })
    const { url } = await signIn(stopping, link, { person: person.key, account })
    return async () => {
      const on = browser()
      on.take(stopping)
      await on.open(url)
      noteTokens()
    }
  }
  const atOnce = (times: number, work: () => Promise<unknown>) => Promise.all(Array.from({ length: times }, work))

  const callback = async ({ outcome, times }: Extract<Step, { kind: 'callback' }>): Promise<void> => {
    const link = await asked()
    if (link === null) return
    // Somebody was quicker: the page has no button any more, and says so.
    const send = await trip(link, outcome === 'denies' ? '' : person.key).catch(tripOver)
    if (!send) return
    kept.push(send)
    if (outcome !== 'keeps') await atOnce(times, send)
  }

  const self: Actor = {
    ...{ teams, commands, answers, tokens },
    async does(step) {
      noteTokens()
      switch (step.kind) {
        case 'command': {
          const name = `${person.name} ${String(commands.size)}`
          const activityId = randomUUID()
          commands.set(name, activityId)
          await atOnce(step.times, () => teams.says(`create opportunity name: ${name} amount: 1 stage: Prospecting`, { activityId }))
          return
        }
        case 'press':
          if ((await asked()) !== null) await atOnce(step.times, () => press('Cancel this run'))
          return
        case 'callback':
          return callback(step)
        case 'late callbacks':
          await Promise.all(kept.map((send) => send()))
          return
        case 'signal':
          for (const id of await openRuns())
            await atOnce(step.times, () => world.temporal.workflow.getHandle(id).signal('awaitUserAuth').catch(notThere))
          return
        case 'deadline':
          await world.db.query(`update waits set deadline_at = now() where aad_object_id = $1 and outcome is null`, [person.aadObjectId])
          for (const id of await openRuns()) await world.temporal.workflow.getHandle(id).signal('awaitUserAuth').catch(notThere)
          return
        case 'cancel':
          await teams.says('cancel')
          await atOnce(step.times, () => press('Cancel Create opportunity'))
          return
        case 'disconnect':
          await teams.says('disconnect salesforce')
          await atOnce(step.times, () => press('Disconnect Salesforce'))
          return
        case 'refresh':
          return world.salesforce.expire(person.key)
        case 'revoke':
          return world.salesforce.revokeAll(person.key)
        case 'kill':
          return worker.killAndStart()
      }
    },
    async signsInWhereAsked() {
      const link = linkNow()
      const send = link === null ? undefined : await trip(link, person.key).catch(tripOver)
      await send?.()
    },
    disconnects: () => self.does({ kind: 'disconnect', times: 1, isAlone: true, pause: 0 }),
  }
  return self
}

/** No card has the button any more. */
function noButton(error: unknown): Record<string, unknown> {
  if (error instanceof Error && error.message.includes('has the button')) return {}
  throw error
}

/** The link's page has no button any more: its sign-in is over. */
function tripOver(error: unknown): undefined {
  if (!(error instanceof Error && error.message.includes('has no form'))) throw error
}

/** The run has ended, or isn't started yet. */
function notThere(error: unknown): void {
  if (!(error instanceof Error && error.name === 'WorkflowNotFoundError')) throw error
}
