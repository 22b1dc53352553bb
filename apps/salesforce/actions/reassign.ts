// Hands a pending approval to another user, as the account that is asked: Salesforce lets only that one, or an administrator.
// https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_processinstanceworkitem.htm
import { z } from 'zod'
import { accountUser } from '../account-user.js'
import { defineWrite, type ActionCall, type Reassignment } from '../../define-app.js'
import { ActionRejected } from '../../errors.js'
import { Gone } from '../errors.js'
import { queryAll } from '../query.js'
import { recordId } from '../record-id.js'

const itemRow = z.object({ Id: z.string(), ActorId: z.string() })
const userRow = z.object({ Id: z.string() })

/** The work item's actor is set, so a second time changes nothing. @throws PermissionDenied where the other one may not see the record */
export const reassign = defineWrite<Reassignment, { readonly assigned: string }>({
  recognisedBy: 'enforced',
  subject: ({ to }) => to.name,
  async perform(call, { id, to }) {
    const items = await queryAll(
      call,
      {
        ...{ object: 'ProcessInstanceWorkitem', fields: ['Id', 'ActorId'], limit: 50 },
        where: [{ field: 'ProcessInstanceId', op: 'is', value: id }],
      },
      itemRow,
    )
    const user = await userOf(call, to)
    const mine = items.find(({ ActorId }) => ActorId === accountUser(call.accountKey))
    if (!mine && items.some(({ ActorId }) => ActorId === user)) return { assigned: user }
    if (!mine) throw new Gone('This request was decided already, or is not for this account to hand on.')
    await call.request({ method: 'PATCH', path: `/sobjects/ProcessInstanceWorkitem/${recordId(mine.Id)}`, json: { ActorId: user } })
    return { assigned: user }
  },
})

/** By their own connection, else by their address, where one active user has it. */
async function userOf(call: ActionCall, { accountKey, email }: Reassignment['to']): Promise<string> {
  if (accountKey !== null) return accountUser(accountKey)
  const where = [
    { field: 'Email', op: 'is', value: email },
    { field: 'IsActive', op: 'is', value: true },
  ] as const
  const [one, ...others] = email === '' ? [] : await queryAll(call, { object: 'User', fields: ['Id'], where, limit: 2 }, userRow)
  if (!one || others.length > 0)
    throw new ActionRejected(`Salesforce has ${one ? 'several users' : 'no active user'} of the address ${email}.`)
  return one.Id
}
