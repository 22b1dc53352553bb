// The whole product as a recipe's tests use it: started once for a file and a recipe's own code, emptied before each test.
import { appIds, type AppId } from '../../app-names.js'
import { createDatabase, type Database } from '../../database.js'
import type { OAuthAppStandIn } from '../../sandbox/oauth-app/start.js'
import { startFileServer, type FileServer } from '../support/file-server.js'
import { log } from '../support/logs.js'
import { answerRoster } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'
import { bundleRecipe } from './bundle-recipe.js'
import type { OwnCode } from './own-code.js'
import { productTables } from './product-tables.js'
import { changeAll } from './whole-database.js'

export interface KitWorld {
  readonly world: World
  /** As the owner of the tables. */
  readonly owner: Database
  standIn(app: AppId): OAuthAppStandIn
  /** Where Teams keeps what people send. */
  readonly files: FileServer
  readonly worker: {
    readonly isRunning: boolean
    stop(): Promise<void>
    start(): Promise<void>
  }
  /** As if nobody had ever done anything: no runs, no connections, no messages, no faults. What is in the apps stays. */
  empty(): Promise<void>
  close(): Promise<void>
}

export async function startKitWorld(own: OwnCode | null): Promise<KitWorld> {
  const [bundle, files] = await Promise.all([bundleRecipe(own), startFileServer()])
  const world = await startWorld({
    others: appIds.filter((app) => app !== 'salesforce'),
    env: { WORKFLOW_BUNDLE: bundle, TEAMS_FILE_HOSTS: files.host },
  })
  const owner = createDatabase(world.ownerUrl, { log, max: 1 })
  const standIn = (app: AppId): OAuthAppStandIn => (app === 'salesforce' ? world.salesforce : world.other(app))
  let isRunning = true
  const worker: KitWorld['worker'] = {
    get isRunning() {
      return isRunning
    },
    async stop() {
      isRunning = false
      await world.stopWorker()
    },
    async start() {
      await world.startWorker()
      isRunning = true
    },
  }
  return {
    ...{ world, owner, standIn, files, worker },
    async empty() {
      // A test that failed may have left it stopped.
      if (!isRunning) await worker.start()
      await endRuns(world)
      await emptyTables(owner)
      world.teams.forget()
      answerRoster(world.teams)
      for (const app of appIds) await emptyStandIn(standIn(app))
    },
    async close() {
      await endRuns(world)
      await Promise.all([owner.end(), files.close()])
      await world.close()
    },
  }
}

/** Temporal is shared by all files; what isn't ended there would stay. */
async function endRuns({ db, temporal }: World): Promise<void> {
  const open = await db.query<{ id: string }>(`select id from runs where ended_at is null and temporal_run_id is not null`)
  await Promise.all(open.map(({ id }) => temporal.workflow.getHandle(id).terminate('The test is over.').catch(isGone)))
}

/** Ended by itself in between. */
function isGone(error: unknown): void {
  if (!(error instanceof Error && error.name === 'WorkflowNotFoundError')) throw error
}

async function emptyTables(owner: Database): Promise<void> {
  const names = (await productTables(owner)).map(({ name }) => `"${name}"`)
  await changeAll(owner, async (tx) => {
    await tx.query(`truncate ${names.join(', ')}`)
    await tx.query(`update deployment set paused = false, paused_at = null, restored_at = null`)
  })
}

async function emptyStandIn(standIn: OAuthAppStandIn): Promise<void> {
  standIn.clearFaults()
  for (const account of new Set(standIn.liveTokens().map((token) => token.account))) {
    standIn.lockOut(account, false)
    await standIn.revokeAll(account)
  }
}
