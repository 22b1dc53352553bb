// Writes whose answer was lost: what was done is recognised, what wasn't is sent again, and what can't be told isn't guessed.
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import type { ActionCall, WriteAction } from '../../../apps/define-app.js'
import { AppUnavailable } from '../../../apps/errors.js'
import { approve } from '../../../apps/servicenow/actions/approve.js'
import { commentOnIncident } from '../../../apps/servicenow/actions/comment-on-incident.js'
import { createIncident } from '../../../apps/servicenow/actions/create-incident.js'
import { requestItem } from '../../../apps/servicenow/actions/request-item.js'
import { resolveIncident } from '../../../apps/servicenow/actions/resolve-incident.js'
import { updateIncident } from '../../../apps/servicenow/actions/update-incident.js'
import { attachFile } from '../../../apps/servicenow/actions/attach-file.js'
import { serviceNowUsers, sysId, type User } from '../../../sandbox/servicenow/accounts.js'
import { fileOf } from '../../support/action-call.js'
import { startActing } from './support/acts.js'

const acting = await startActing()
const { standIn } = acting
const { records } = standIn
afterAll(() => acting.close())
afterEach(() => {
  standIn.clearFaults()
})
const userOf = (key: string): User => serviceNowUsers.find((one) => one.key === key) as User

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- writes of every shape, as in the registry
type AnyWrite = WriteAction<any, any>
interface Case {
  readonly what: string
  readonly action: AnyWrite
  readonly as: string
  readonly input: () => unknown
  /** How often it is done, in the instance. */
  readonly done: () => number
}

async function newIncident(): Promise<string> {
  return (await createIncident.perform(await acting.as('bob'), { title: `Case ${String(records.rows('incident').length)}` })).id
}
async function newApproval(): Promise<string> {
  await requestItem.perform(await acting.as('alice'), { item: 'Laptop', variables: { model: '13 inch', reason: 'new' } })
  return records.rows('sysapproval_approver').at(-1)?.sys_id ?? ''
}
const find = async (call: ActionCall, action: AnyWrite, input: unknown): Promise<unknown> => {
  if (action.recognisedBy !== 'exact key') throw new Error('It has no find.')
  return (await action.find(call, input)) as unknown
}

let id = ''
const content = new TextEncoder().encode('the log')
const cases: readonly Case[] = [
  {
    ...{ what: 'createIncident', action: createIncident, as: 'alice', input: () => ({ title: 'Lost and found' }) },
    done: () => records.rows('incident').filter((row) => row.short_description === 'Lost and found').length,
  },
  {
    ...{ what: 'updateIncident', action: updateIncident, as: 'bob', input: () => ({ id, urgency: 'high', description: 'now  worse ' }) },
    done: () => Number(records.find(id)?.sys_mod_count),
  },
  {
    ...{ what: 'resolveIncident', action: resolveIncident, as: 'bob', input: () => ({ id, notes: 'Done' }) },
    done: () => Number(records.find(id)?.sys_mod_count),
  },
  {
    ...{ what: 'commentOnIncident', action: commentOnIncident, as: 'bob', input: () => ({ id, text: 'I look at it\nnow.' }) },
    done: () => records.journal.filter(({ element_id }) => element_id === id).length,
  },
  {
    ...{ what: 'attachFile', action: attachFile, as: 'bob', input: () => ({ id, file: fileOf('log.txt', content, 'text/plain') }) },
    done: () => records.rows('sys_attachment').filter(({ table_sys_id }) => table_sys_id === id).length,
  },
]

describe.each(cases)('$what', (one) => {
  const { action, as, input, done } = one

  it('whose answer was lost is recognised, and is there once', async () => {
    id = await newIncident()
    const before = done()
    const call = await acting.as(as)
    standIn.addFault({ kind: 'drop', method: action === createIncident || action === attachFile ? 'POST' : 'PATCH' })
    await expect(action.perform(call, input())).rejects.toBeInstanceOf(AppUnavailable)
    const found = await find(call, action, input())
    expect(found).toMatchObject({ id: expect.stringMatching(/^[0-9a-f]{32}$/) as string })
    expect(done()).toBe(before + 1)
  })

  it('that never arrived is surely not there, and is done once by the next try', async () => {
    id = await newIncident()
    const before = done()
    const call = await acting.as(as)
    standIn.addFault({ kind: 'status', status: 503, method: action === createIncident || action === attachFile ? 'POST' : 'PATCH' })
    await expect(action.perform(call, input())).rejects.toBeInstanceOf(AppUnavailable)
    expect(await find(call, action, input())).toBeUndefined()
    await action.perform(call, input())
    expect(done()).toBe(before + 1)
    expect(await find(call, action, input())).toBeDefined()
  })
})

describe('what cannot be told is not guessed', () => {
  it('an incident whose key an access rule dropped: one of its title without a key may be it', async () => {
    const call = await acting.as('dana')
    standIn.addFault({ kind: 'drop', method: 'POST' })
    await expect(createIncident.perform(call, { title: 'Dana reports' })).rejects.toBeInstanceOf(AppUnavailable)
    await expect(find(call, createIncident, { title: 'Dana reports' })).rejects.toMatchObject({
      ...{ kind: 'OutcomeUnknown', detail: expect.stringMatching(/^ServiceNow has INC\d+ with this title/) as string },
    })
  })

  it('an older incident of the same title, and one of another run, are not taken for it', async () => {
    await createIncident.perform(await acting.as('alice'), { title: 'VPN drops every hour' })
    const call = await acting.as('alice')
    expect(await find(call, createIncident, { title: 'VPN drops every hour' })).toBeUndefined()
  })

  it('an incident with our key that the account may not read', async () => {
    const call = await acting.as('bob')
    const made = await createIncident.perform(call, { title: 'To be hidden' })
    Object.assign(records.find(made.id) ?? {}, { u_confidential: 'true', caller_id: '', opened_by: '' })
    await expect(find(call, createIncident, { title: 'To be hidden' })).rejects.toMatchObject({ kind: 'OutcomeUnknown' })
  })

  it('an incident that somebody else changed since', async () => {
    id = await newIncident()
    const call = await acting.as('bob')
    const change = { id, urgency: 'high' as const }
    standIn.addFault({ kind: 'drop', method: 'PATCH' })
    await expect(updateIncident.perform(call, change)).rejects.toBeInstanceOf(AppUnavailable)
    records.change(records.find(id) ?? {}, userOf('integration'), { urgency: '3' })
    await expect(find(call, updateIncident, change)).rejects.toMatchObject({
      ...{ kind: 'OutcomeUnknown', detail: expect.stringContaining('was changed by workbot.integration since') as string },
    })
  })

  it('a comment that the account may not read', async () => {
    const dana = await acting.as('dana')
    const { id: hers } = await createIncident.perform(dana, { title: 'Dana asks' })
    const call = await acting.as('dana')
    await expect(commentOnIncident.perform(call, { id: hers, text: 'x' })).rejects.toMatchObject({ kind: 'PermissionDenied' })
    records.change(records.find(hers) ?? {}, userOf('bob'), { urgency: '1' })
    await expect(find(call, commentOnIncident, { id: hers, text: 'x' })).rejects.toMatchObject({ kind: 'OutcomeUnknown' })
  })

  it('a request: a new one of the same item may be by hand', async () => {
    const call = await acting.as('alice')
    const input = { item: 'Customer onboarding', variables: { customer: 'Acme' } }
    standIn.addFault({ kind: 'drop', method: 'POST' })
    await expect(requestItem.perform(call, input)).rejects.toBeInstanceOf(AppUnavailable)
    await expect(find(call, requestItem, input)).rejects.toMatchObject({
      ...{ kind: 'OutcomeUnknown', detail: expect.stringMatching(/^ServiceNow has REQ\d+ for \*Customer onboarding\*/) as string },
    })
  })
})

describe('what is there by another way', () => {
  it('a comment of somebody else in between is not taken for ours', async () => {
    id = await newIncident()
    const call = await acting.as('bob')
    standIn.addFault({ kind: 'status', status: 503, method: 'PATCH' })
    await expect(commentOnIncident.perform(call, { id, text: 'ours' })).rejects.toBeInstanceOf(AppUnavailable)
    records.change(records.find(id) ?? {}, userOf('integration'), {}, [['comments', 'theirs']])
    expect(await find(call, commentOnIncident, { id, text: 'ours' })).toBeUndefined()
  })

  it('the same comment from before is not taken for the one that was lost', async () => {
    id = await newIncident()
    await commentOnIncident.perform(await acting.as('bob'), { id, text: 'Any news?' })
    const call = await acting.as('bob')
    standIn.addFault({ kind: 'status', status: 503, method: 'PATCH' })
    await expect(commentOnIncident.perform(call, { id, text: 'Any news?' })).rejects.toBeInstanceOf(AppUnavailable)
    expect(await find(call, commentOnIncident, { id, text: 'Any news?' })).toBeUndefined()
  })

  it('a file of the same name from before is not taken for the one that was lost', async () => {
    id = await newIncident()
    const file = { id, file: fileOf('log.txt', content, 'text/plain') }
    await attachFile.perform(await acting.as('bob'), file)
    const call = await acting.as('bob')
    standIn.addFault({ kind: 'status', status: 503, method: 'POST' })
    await expect(attachFile.perform(call, file)).rejects.toBeInstanceOf(AppUnavailable)
    expect(await find(call, attachFile, file)).toBeUndefined()
  })

  it('a request that never arrived is surely not there', async () => {
    const call = await acting.as('alice')
    const input = { item: 'Customer onboarding', variables: { customer: 'Globex' } }
    standIn.addFault({ kind: 'status', status: 503, method: 'POST' })
    await expect(requestItem.perform(call, input)).rejects.toBeInstanceOf(AppUnavailable)
    expect(await find(call, requestItem, input)).toBeUndefined()
  })

  it('a decision whose answer was lost is the one that is there, and its comment is there once', async () => {
    const approval = await newApproval()
    const call = await acting.as('bob')
    const input = { id: approval, comment: 'Fine' }
    standIn.addFault({ kind: 'drop', method: 'PATCH' })
    await expect(approve.perform(call, input)).rejects.toBeInstanceOf(AppUnavailable)
    expect(await find(call, approve, input)).toMatchObject({ state: 'Approved' })
    expect(records.journal.filter(({ element_id }) => element_id === approval)).toHaveLength(1)
  })

  it('a decision that never arrived, and was made otherwise meanwhile, is not written over', async () => {
    const approval = await newApproval()
    const call = await acting.as('bob')
    standIn.addFault({ kind: 'status', status: 503, method: 'PATCH' })
    await expect(approve.perform(call, { id: approval })).rejects.toBeInstanceOf(AppUnavailable)
    records.change(records.find(approval) ?? {}, userOf('bob'), { state: 'rejected' })
    expect(await find(call, approve, { id: approval })).toBeUndefined()
    await expect(approve.perform(call, { id: approval })).rejects.toMatchObject({
      detail: expect.stringContaining('is Rejected already') as string,
    })
    expect(records.find(approval)?.state).toBe('rejected')
  })
})

it('where an admin has made an index, ServiceNow refuses the second incident, and the first is the result', async () => {
  const strict = await startActing({ hasUniqueCorrelation: true })
  const call = await strict.as('alice')
  const first = await createIncident.perform(call, { title: 'Once' })
  expect(await createIncident.perform(call, { title: 'Once' })).toEqual(first)
  expect(strict.standIn.records.rows('incident').filter((row) => row.short_description === 'Once')).toHaveLength(1)
  await strict.close()
})

it('ids of what is written are looked at before they are sent', async () => {
  const bob = await acting.as('bob')
  const before = standIn.requests.length
  for (const bad of ['../sys_user/x', `${sysId('incident', 2)}?sysparm_x=1`]) {
    await expect(updateIncident.perform(bob, { id: bad, urgency: 'low' })).rejects.toMatchObject({ kind: 'ActionRejected' })
    await expect(approve.perform(bob, { id: bad })).rejects.toMatchObject({ kind: 'ActionRejected' })
    await expect(attachFile.perform(bob, { id: bad, file: fileOf('x', content, 'text/plain') })).rejects.toMatchObject({
      kind: 'ActionRejected',
    })
  }
  expect(standIn.requests).toHaveLength(before)
})
