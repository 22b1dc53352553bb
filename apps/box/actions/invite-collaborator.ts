// Invites somebody to a folder or file, by e-mail address. https://developer.box.com/reference/post-collaborations/
import { z } from 'zod'
import { defineWrite, type ActionCall } from '../../define-app.js'
import { ActionRejected } from '../../errors.js'
import { isOurs, itemPath, type ItemRef } from '../item.js'
import { AlreadyCollaborator } from '../refusals.js'

/** A file takes only `editor` and `viewer`. https://support.box.com/hc/en-us/articles/360044196413-Understanding-Collaborator-Permission-Levels */
export type CollaboratorRole = 'co-owner' | 'editor' | 'viewer uploader' | 'previewer uploader' | 'viewer' | 'previewer' | 'uploader'

export interface InviteCollaborator extends ItemRef {
  readonly email: string
  readonly role: CollaboratorRole
}

export interface Invited {
  readonly email: string
  readonly role: string
  /** `pending`: the invitation isn't taken up yet. */
  readonly status: string
  /** False: they were there in that role before. */
  readonly isNew: boolean
}

const collaboration = z.object({
  role: z.string(),
  status: z.string(),
  accessible_by: z.object({ login: z.string().nullish() }).nullish(),
  invite_email: z.string().nullish(),
})
const list = z.object({ entries: z.array(z.unknown()) })

export const inviteCollaborator = defineWrite<InviteCollaborator, Invited>({
  // Box has somebody at an item once: a repeat is refused, and the list says as what they are there.
  recognisedBy: 'enforced',
  subject: ({ email }) => email,
  async perform(call, input) {
    const { type, id, email, role } = input
    const json = { item: { type, id }, accessible_by: { type: 'user', login: email }, role }
    try {
      const { json: made } = await call.request({ method: 'POST', path: '/collaborations', json })
      const { status } = collaboration.parse(made)
      return { email, role, status, isNew: true }
    } catch (error) {
      if (!(error instanceof AlreadyCollaborator)) throw error
      return await whoIsThere(call, input, error)
    }
  },
})

/** @throws ActionRejected where they are there as something else, or by a folder above */
async function whoIsThere(call: ActionCall, input: InviteCollaborator, refusal: AlreadyCollaborator): Promise<Invited> {
  const { email, role } = input
  const { json } = await call.request({ method: 'GET', path: `${itemPath(input)}/collaborations`, query: { limit: '1000' } })
  const entry = list.parse(json).entries.find((one) => isOf(one, email))
  if (entry === undefined) throw refusal
  const found = collaboration.parse(entry)
  const isNew = call.isRetry && isOurs(call, entry)
  if (!isNew && found.role !== role) throw new ActionRejected(`${email} is there already, as ${found.role}.`)
  return { email, role: found.role, status: found.status, isNew }
}

function isOf(entry: unknown, email: string): boolean {
  const parsed = collaboration.safeParse(entry)
  const login = parsed.data?.accessible_by?.login ?? parsed.data?.invite_email
  return login?.toLowerCase() === email.toLowerCase()
}
