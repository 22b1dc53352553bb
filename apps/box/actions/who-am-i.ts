// The Box account that acts. https://developer.box.com/reference/get-users-me/
import { z } from 'zod'
import { defineRead } from '../../define-app.js'

export interface BoxUser {
  readonly id: string
  readonly name: string
  readonly login: string
  /** Null: an account of nobody's enterprise. */
  readonly enterprise: string | null
  /** Bytes. */
  readonly spaceUsed: number
}

const fields = 'name,login,enterprise,space_used'
const answer = z.object({
  id: z.string(),
  name: z.string(),
  login: z.string(),
  enterprise: z.object({ name: z.string() }).nullish(),
  space_used: z.number(),
})

export const whoAmI = defineRead<void, BoxUser>({
  async perform({ request }) {
    const { json } = await request({ method: 'GET', path: '/users/me', query: { fields } })
    const { id, name, login, enterprise, space_used: spaceUsed } = answer.parse(json)
    return { id, name, login, enterprise: enterprise?.name ?? null, spaceUsed }
  },
})
