// A namespace of Temporal's for one test, for commands that look at every run they find.
import { randomUUID } from 'node:crypto'
import { Connection } from '@temporalio/client'
import { inject } from 'vitest'

/** With our search attributes. Resolves with its name once Temporal takes work for it. */
export async function createNamespace(): Promise<string> {
  const connection = await Connection.connect({ address: inject('temporalAddress') })
  const namespace = `test-${randomUUID()}`
  const keyword = 2
  const searchAttributes = { RecipeId: keyword, RunState: keyword, AppId: keyword, CallerId: keyword }
  await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: { seconds: 86_400 as never } })
  const deadline = Date.now() + 60_000
  for (;;) {
    try {
      await connection.operatorService.addSearchAttributes({ namespace, searchAttributes })
      await connection.workflowService.listWorkflowExecutions({ namespace, query: 'RecipeId = "none"' })
      break
    } catch (error) {
      if (Date.now() > deadline) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  await connection.close()
  return namespace
}
