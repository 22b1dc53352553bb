// A process of its own with many callers who meet an expired token at the same moment, each as a step of a run does.
import { setTimeout as wait } from 'node:timers/promises'
import type { AppId } from '../../../apps/index.js'
import type { Access } from '../../../connections/access.js'
import { RefreshUnderWay } from '../../../connections/errors.js'
import { createDatabase } from '../../../database.js'
import { createLogger } from '../../../log.js'
import type { TestKeys } from '../../support/keys.js'
import { aliceAt } from './refreshing.js'

/** What the process is given, as its one argument. */
export interface CallersOrder {
  readonly databaseUrl: string
  readonly app: AppId
  readonly url: string
  readonly keys: TestKeys
  readonly callers: number
}

const { databaseUrl, app, url, keys, callers } = JSON.parse(process.argv[2] ?? '') as CallersOrder
const db = createDatabase(databaseUrl, { log: createLogger('test', 'silent') })
const alice = aliceAt({ db, app, standIn: { url }, keys })

/** Temporal waits a second where the activity says so. */
async function patiently(work: () => Promise<Access>): Promise<Access> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof RefreshUnderWay)) throw error
      await wait(error.retryAfterMs)
    }
  }
}

const expired = await alice.find()
process.stdout.write('ready\n')
process.stdin.once('data', () => {
  void Promise.all(
    Array.from({ length: callers }, async () => {
      const access = await patiently(() => alice.renew(expired))
      return access.kind === 'ready' ? alice.calls(access) : 0
    }),
  ).then(async (statuses) => {
    process.stdout.write(`${JSON.stringify(statuses)}\n`)
    await db.end()
    process.stdin.destroy()
  })
})
