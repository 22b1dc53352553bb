// Whom an admin or author means by what they typed for people: an Entra object id, an e-mail address or a name that Workbot knows.
import { z } from 'zod'
import { findPersonByEmail } from '../../conversations/known-person.js'
import { findPeople } from '../../conversations/find-people.js'
import type { Transaction } from '../../database.js'
import { findCallers } from '../../runs/find-callers.js'
import { namesOfPeople } from './people-names.js'

/** `several`: as the pages name them. */
export type Meant =
  | { readonly kind: 'one'; readonly id: string }
  | { readonly kind: 'nobody'; readonly typed: string }
  | { readonly kind: 'several'; readonly typed: string; readonly who: readonly string[] }

/** One for each line, comma or semicolon; several object ids may stand in one line. */
export async function findPeopleMeant(
  tx: Transaction,
  { tenantId, typed }: { tenantId: string; typed: string },
): Promise<readonly Meant[]> {
  const meant: Meant[] = []
  for (const line of linesOf(typed)) meant.push(...(await inLine(tx, tenantId, line)))
  return meant
}

function linesOf(typed: string): readonly string[] {
  return typed
    .split(/[\n,;]+/)
    .map((line) => line.replace(/\p{C}/gu, '').trim())
    .filter((line) => line !== '')
}

async function inLine(tx: Transaction, tenantId: string, line: string): Promise<readonly Meant[]> {
  const words = line.split(/\s+/)
  if (words.every(isId)) return words.map((id) => ({ kind: 'one', id: id.toLowerCase() }))
  const ids = line.includes('@') ? await withAddress(tx, tenantId, line) : await withName(tx, tenantId, line)
  const [one, ...others] = ids
  if (one === undefined) return [{ kind: 'nobody', typed: line }]
  if (others.length === 0) return [{ kind: 'one', id: one }]
  const names = await namesOfPeople(tx, { tenantId, ids })
  return [{ kind: 'several', typed: line, who: ids.map((id) => `${names.get(id) ?? ''} (${id})`.trim()) }]
}

async function withAddress(tx: Transaction, tenantId: string, typed: string): Promise<readonly string[]> {
  const inChat = await findPersonByEmail(tx, { tenantId, email: typed })
  const callers = await findCallers(tx, { tenantId, typed })
  return [...new Set([...(inChat ? [inChat.caller.aadObjectId] : []), ...callers])]
}

/** Whoever is called exactly so comes before those whose names only begin so. */
async function withName(tx: Transaction, tenantId: string, typed: string): Promise<readonly string[]> {
  const wanted = typed.toLowerCase()
  const callers = await namesOfPeople(tx, { tenantId, ids: await findCallers(tx, { tenantId, typed }) })
  const inChats = (await findPeople(tx, tenantId)).map(({ aadObjectId, name }) => [aadObjectId, name] as const)
  const known = [...new Map([...inChats, ...callers])].map(([id, name]) => ({ id, name: name.toLowerCase() }))
  const exact = known.filter(({ name }) => name === wanted)
  const found = exact.length > 0 ? exact : known.filter(({ name }) => name.startsWith(wanted))
  return found.slice(0, AT_MOST).map(({ id }) => id)
}

const AT_MOST = 10
const isId = (word: string): boolean => z.guid().safeParse(word).success
