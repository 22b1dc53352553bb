// The peer's worker: the SDK as it comes, with the workflow bundled ahead.
import { NativeConnection, Worker } from '@temporalio/worker'
import pg from 'pg'
import { createActivities } from './activities.js'
import { readSettings, TASK_QUEUE } from './peer-settings.js'
import { teamsToken } from './teams.js'

const settings = readSettings()
const pool = new pg.Pool({ connectionString: settings.databaseUrl, max: 10 })
const post = await teamsToken(settings.botTokenUrl)
const connection = await NativeConnection.connect({ address: settings.temporalAddress })
const worker = await Worker.create({
  connection,
  taskQueue: TASK_QUEUE,
  workflowBundle: { codePath: settings.bundle },
  activities: createActivities({ pool, post, salesforceUrl: settings.salesforceUrl }),
})
process.once('SIGTERM', () => {
  worker.shutdown()
})
process.stdout.write('{"msg":"working"}\n')
await worker.run()
process.exit(0)
