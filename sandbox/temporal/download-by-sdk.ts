// A program: lets the Temporal SDK download its development server into the folder that it is given, and ends.
import { TestWorkflowEnvironment } from '@temporalio/testing'

const [, , downloadDir = ''] = process.argv
const environment = await TestWorkflowEnvironment.createLocal({ server: { executable: { type: 'cached-download', downloadDir } } })
await environment.teardown()
