// Finds the person that an operator means: by their Entra object id, or an e-mail address that Workbot has seen of them.
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'

/** The person, or in words why not. An object id is taken as it is: its rows may be gone already. */
export async function findPerson(tx: Transaction, typed: string | undefined): Promise<Caller | string> {
  if (typed === undefined || typed === '') return 'Say who: their Entra object id, or their e-mail address.'
  const isObjectId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(typed)
  if (!isObjectId && !typed.includes('@')) return `"${typed}" is neither an Entra object id nor an e-mail address.`
  const found = await tx.query<Caller>(isObjectId ? BY_OBJECT_ID : BY_EMAIL, [typed.toLowerCase()])
  const [person] = found
  if (!person) return `Nothing is stored about "${typed}".`
  if (found.length > 1)
    return `"${typed}" was the address of several people; take an object id:\n${found.map(({ aadObjectId }) => `  ${aadObjectId}`).join('\n')}`
  return person
}

const person = `tenant_id as "tenantId", aad_object_id as "aadObjectId"`
const BY_OBJECT_ID = [
  'runs',
  'connections',
  'sign_in_requests',
  'conversation_references',
  'browser_sessions',
  'nonces',
  'disconnects',
  'audit',
]
  .map((table) => `select ${person} from ${table} where aad_object_id = $1`)
  .join(' union ')
const BY_EMAIL = `select ${person} from runs where lower(caller ->> 'email') = $1
  union select ${person} from browser_sessions where lower(email) = $1
  union select ${person} from sign_in_requests where lower(wanted_by -> 'profile' ->> 'email') = $1`
