// The user who is signed in. https://developer.box.com/reference/get-users-me/
import type { User } from './accounts.js'
import { fieldsOf, type Answerer } from './call.js'

export const getMe: Answerer = (call) => ({ status: 200, body: showUser(call.user, fieldsOf(call)) })

/** With `fields` only the mini user and what is named there comes; `enterprise` comes only so. */
function showUser({ id, name, login, enterprise, spaceUsed }: User, fields: readonly string[] | undefined): object {
  const mini = { type: 'user', id }
  const standard = {
    name,
    login,
    language: 'en',
    timezone: 'Europe/Copenhagen',
    space_amount: 10_737_418_240,
    space_used: spaceUsed,
    status: 'active',
  }
  if (!fields) return { ...mini, ...standard }
  const all: Record<string, unknown> = { ...standard, enterprise: enterprise && { type: 'enterprise', ...enterprise } }
  return { ...mini, ...Object.fromEntries(fields.filter((field) => field in all).map((field) => [field, all[field]])) }
}
