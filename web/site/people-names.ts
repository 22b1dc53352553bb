// How people are called on the pages: as their last run knew them, else as they signed in here, else as their chat has it.
import type { Transaction } from '../../database.js'
import { namesInChats } from '../../conversations/names-of-people.js'
import { namesOfCallers } from '../../runs/names-of-callers.js'
import { namesInSessions } from '../browser-sessions.js'

/** By Entra object id; who is known by no name isn't among them. */
export async function namesOfPeople(
  tx: Transaction,
  { tenantId, ids }: { tenantId: string; ids: readonly string[] },
): Promise<ReadonlyMap<string, string>> {
  const whose = { tenantId, ids: [...new Set(ids)] }
  return new Map([...(await namesInChats(tx, whose)), ...(await namesInSessions(tx, whose)), ...(await namesOfCallers(tx, whose))])
}
