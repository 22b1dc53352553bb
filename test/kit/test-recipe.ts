// The test kit for recipes: one line for what each person does, and what was done in the apps and said in Teams after it.
import { readConfig } from '../../config.js'
import type { AppId } from '../../apps/index.js'
import { apps } from '../../apps/index.js'
import type { RunState } from '../../runs/types.js'
import type { SandboxPerson } from '../../sandbox/people.js'
import { until } from '../../sandbox/probe.js'
import { ensureSharedConnection } from '../../sandbox/shared-connection.js'
import type { Recipe } from '../../workflows/define-recipe.js'
import type { Page } from '../support/browser.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import type { World } from '../support/world.js'
import { millisecondsOf, type Duration } from './duration.js'
import { readEffects, type Effect } from './effects.js'
import { startKitWorld, type KitWorld } from './kit-world.js'
import { sharedWorld } from './open-worlds.js'
import { listRecipe, ownCodeOf } from './own-code.js'
import { readConversation, readMessage } from './read-message.js'
import { createSomebody, type Somebody } from './somebody.js'
import { passTime } from './time-passes.js'
import { untilQuiet } from './until-quiet.js'

export { alice, bob } from '../../sandbox/people.js'
export type { Effect } from './effects.js'

export interface RunOfTest {
  readonly recipe: string
  readonly caller: string
  readonly state: RunState
}

/** Each verb resolves once every run has ended or waits. */
export interface RecipeTest {
  as(person: SandboxPerson): Somebody
  /** Goes the whole way from the card in their chat: our page, Entra, the app. `account`: another than their own. Resolves with the page where it ends. */
  signsIn(person: SandboxPerson, app: AppId, options?: { readonly account?: string }): Promise<Page>
  /** Says no at the app. */
  declines(person: SandboxPerson, app: AppId): Promise<Page>
  /** Types `connect <app>` and signs in, ahead of need. */
  connects(person: SandboxPerson, app: AppId): Promise<void>
  /** The workspace's own account is connected. */
  connectsShared(app: AppId): Promise<void>
  /** The app ends every token that it gave out: an admin's doing, or a password that was changed. */
  revokes(app: AppId): Promise<void>
  /** So much time passes: deadlines, reminders, `sleep`. */
  after(duration: Duration): Promise<void>
  readonly worker: {
    /** Ends the worker and starts one that knows nothing: every open run is replayed. */
    restart(): Promise<void>
    /** While it is stopped, nothing is waited for. */
    stop(): Promise<void>
    start(): Promise<void>
  }
  /** Writes in the apps, in the order in which they were begun, as of the last verb. */
  readonly effects: readonly Effect[]
  /** Every message that Workbot posted and that still stands, as people read it; the oldest first. */
  readonly said: readonly string[]
  /** The oldest first, as of the last verb. */
  readonly runs: readonly RunOfTest[]
  /** The real parts, for what has no verb: `world.db`, `world.salesforce.records`, `world.other('box')`. */
  readonly world: World
}

export interface RecipeTestOptions {
  /** The file of a recipe that isn't built in; `workflows/recipes/<its-name>.ts` unless told. */
  readonly from?: URL
  /** Recipes of the same file that it calls. */
  readonly also?: readonly Recipe[]
}

/**
 * Starts afresh: nobody is connected, nothing runs, nothing was said. The product itself starts with the first test of a file; it ends, and
 * what it left open is found, after the last. Records in the apps stay from test to test.
 */
export async function testRecipe(recipe: Recipe, { from, also = [] }: RecipeTestOptions = {}): Promise<RecipeTest> {
  const recipes = [recipe, ...also]
  const own = ownCodeOf(recipes, from)
  const kit = await sharedWorld(own ? `${own.file.href} ${own.names.join()}` : 'built in', () => startKitWorld(own))
  for (const one of recipes) listRecipe(one)
  await kit.empty()
  return createTest(kit)
}

function createTest(kit: KitWorld): RecipeTest {
  const { world, files } = kit
  let [effects, runs]: [readonly Effect[], readonly RunOfTest[]] = [[], []]

  const settled = async (): Promise<void> => {
    if (kit.worker.isRunning) await untilQuiet(world)
    ;[effects, runs] = await Promise.all([readEffects(world.db), readRuns(world)])
  }
  const signIn = async (person: SandboxPerson, app: AppId, account: string): Promise<Page> => {
    const page = await signsIn(await signInLink(world, person, app), { as: person.key, account })
    await settled()
    return page
  }
  const worker = {
    stop: () => kit.worker.stop(),
    async start() {
      await kit.worker.start()
      await settled()
    },
    async restart() {
      await worker.stop()
      await worker.start()
    },
  }
  return {
    ...{ world, worker },
    as: (person) => createSomebody({ world, files, settled }, person),
    signsIn: (person, app, { account = person.key } = {}) => signIn(person, app, account),
    declines: (person, app) => signIn(person, app, ''),
    async connects(person, app) {
      await createSomebody({ world, files, settled }, person).send(`connect ${app}`)
      await signIn(person, app, person.key)
    },
    async connectsShared(app) {
      const config = { ...readConfig('bot', world.env), ...readConfig('worker', world.env) }
      await ensureSharedConnection({ db: world.db, config }, 'integration', app)
    },
    async revokes(app) {
      const standIn = kit.standIn(app)
      for (const account of new Set(standIn.liveTokens().map((token) => token.account))) await standIn.revokeAll(account)
    },
    async after(duration) {
      await passTime(kit.owner, world, millisecondsOf(duration))
      await settled()
    },
    get effects() {
      return effects
    },
    get runs() {
      return runs
    },
    get said() {
      return standing(world)
    },
  }
}

/** @throws where no card in the person's chat asks for it */
async function signInLink(world: World, person: SandboxPerson, app: AppId): Promise<string> {
  const { name } = apps[app]
  try {
    await until(name, async () => (await findLiveLink(world, person, name)) !== null, 20)
  } catch {
    const read = readConversation(world.teams, createTeamsPerson(world, person).chat.id)
    throw new Error(`No message for ${person.name} asks to sign in to ${name}. They read: ${read.join('\n') || 'nothing'}`)
  }
  return (await findLiveLink(world, person, name)) ?? ''
}

/** A card of an earlier sign-in has its button until the sweep has edited it. */
async function findLiveLink(world: World, person: SandboxPerson, app: string): Promise<string | null> {
  const link = linkOn(createTeamsPerson(world, person), `Sign in to ${app}`)
  const [, request = null] = /\/connect\/([0-9a-f-]{36})/.exec(link) ?? []
  const live = await world.db.query(`select from sign_in_requests where id = $1 and ended_at is null`, [request])
  return live.length > 0 ? link : null
}

function linkOn(person: TeamsPerson, title: string): string {
  try {
    return person.link(title)
  } catch {
    return ''
  }
}

async function readRuns({ db }: World): Promise<RunOfTest[]> {
  return db.query<RunOfTest>(`select recipe, caller ->> 'name' as caller, state from runs order by accepted_at, id`)
}

/** Chats of all people and all channels; a message that was edited reads as it is now. */
function standing({ teams }: World): string[] {
  return teams.sent.flatMap(({ kind, conversationId = '', id, status, body }) => {
    if (kind !== 'post' || status >= 300 || body.type !== 'message') return []
    const now = teams.messagesIn(conversationId).find((message) => message.id === id)
    return now ? [readMessage(now)] : []
  })
}
