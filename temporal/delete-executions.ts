// Deletes histories from Temporal, for a person who is erased.
import { isGrpcServiceError, type Client } from '@temporalio/client'
import { withinSeconds } from './client.js'

const NOT_FOUND = 5
const AT_ONCE = 10

/**
 * The executions of these workflow ids and those that bear the pseudonym; open ones are terminated by it. Temporal deletes within seconds.
 * @returns how many there were
 */
export async function deleteExecutions(
  client: Client,
  { workflowIds, pseudonym }: { workflowIds: readonly string[]; pseudonym: string },
): Promise<number> {
  const ids = new Set(workflowIds)
  for await (const { workflowId } of client.workflow.list({ query: `CallerId = '${pseudonym}'` })) ids.add(workflowId)
  const all = [...ids]
  let deleted = 0
  for (let from = 0; from < all.length; from += AT_ONCE) {
    const gone = await Promise.all(all.slice(from, from + AT_ONCE).map((id) => deleteOne(client, id)))
    deleted += gone.filter(Boolean).length
  }
  return deleted
}

async function deleteOne(client: Client, workflowId: string): Promise<boolean> {
  const { namespace } = client.options
  try {
    await withinSeconds(client, 10, () => client.workflowService.deleteWorkflowExecution({ namespace, workflowExecution: { workflowId } }))
    return true
  } catch (error) {
    if (isGrpcServiceError(error) && (error.code as number) === NOT_FOUND) return false
    throw error
  }
}
