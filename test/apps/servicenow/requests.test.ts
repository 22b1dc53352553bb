// Requested items, approvals and attachments, as two people with different rights.
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { approve } from '../../../apps/servicenow/actions/approve.js'
import { myApprovals } from '../../../apps/servicenow/actions/my-approvals.js'
import { reject } from '../../../apps/servicenow/actions/reject.js'
import { requestItem } from '../../../apps/servicenow/actions/request-item.js'
import { attachFile } from '../../../apps/servicenow/actions/attach-file.js'
import { sysId } from '../../../sandbox/servicenow/accounts.js'
import { fileOf } from '../../support/action-call.js'
import { startActing } from './support/acts.js'

const acting = await startActing({ maxAttachmentBytes: 1_000 })
const { standIn } = acting
const { records } = standIn
afterAll(() => acting.close())
afterEach(() => {
  standIn.clearFaults()
})
const laptop = { item: 'laptop', variables: { model: '15 inch', reason: 'The old one broke' } }

describe('an item of the catalog', () => {
  it('is requested as whoever signed in, with what it asks for', async () => {
    const made = await requestItem.perform(await acting.as('alice'), {
      item: 'Customer onboarding',
      variables: { customer: 'Acme & Söhne' },
    })
    expect(made).toMatchObject({ number: expect.stringMatching(/^REQ\d{7}$/) as string, item: 'Customer onboarding' })
    const ordered = records.rows('sc_req_item').at(-1)
    expect(ordered).toMatchObject({ sys_created_by: 'alice.jensen', request: made.id, description: '{"customer":"Acme & Söhne"}' })
  })

  it('that lacks something says what, which ServiceNow does not', async () => {
    await expect(requestItem.perform(await acting.as('alice'), { item: 'Laptop' })).rejects.toMatchObject({
      ...{ kind: 'ActionRejected', detail: "*Laptop* can't be requested without Model and Reason." },
    })
  })

  it.each(['Server room key', 'Lap', 'No such thing'])('%s is not there for people who may not see it', async (item) => {
    await expect(requestItem.perform(await acting.as('alice'), { item })).rejects.toMatchObject({
      ...{ kind: 'PermissionDenied', detail: `ServiceNow's catalog has no "${item}", or doesn't show it to this account.` },
    })
  })
})

describe('approvals', () => {
  const next = async () => (await myApprovals.perform(await acting.as('bob'))).approvals[0]

  it('are those that the account is asked for, with who asks for what', async () => {
    await requestItem.perform(await acting.as('alice'), laptop)
    expect(await next()).toMatchObject({
      number: expect.stringMatching(/^RITM/) as string,
      title: 'Laptop',
      requestedBy: 'Alice Jensen',
      state: 'Requested',
    })
    expect((await myApprovals.perform(await acting.as('alice'))).approvals).toEqual([])
  })

  it.each([
    ['approved', approve, 'fulfillment'],
    ['rejected', reject, 'request_cancelled'],
  ] as const)('are %s as their approver, and are then not asked for any more', async (state, action, stage) => {
    await requestItem.perform(await acting.as('alice'), laptop)
    const asked = await next()
    const id = asked?.id ?? ''
    const decided = await action.perform(await acting.as('bob'), { id, comment: 'By the rules' })
    expect(decided).toMatchObject({ id, number: asked?.number, state: state === 'approved' ? 'Approved' : 'Rejected' })
    expect(records.find(id)).toMatchObject({ state, sys_updated_by: 'bob.olsen' })
    expect(records.find(records.find(id)?.sysapproval ?? '')?.stage).toBe(stage)
    expect((await next())?.id).not.toBe(id)
    await expect(approve.perform(await acting.as('bob'), { id })).rejects.toMatchObject({
      kind: 'ActionRejected',
      detail: `${decided.number} is ${decided.state} already.`,
    })
  })

  it('are not for anybody else to decide', async () => {
    await requestItem.perform(await acting.as('alice'), laptop)
    const { id = '' } = (await next()) ?? {}
    for (const account of ['alice', 'dana', 'integration']) {
      await expect(approve.perform(await acting.as(account), { id })).rejects.toMatchObject({ kind: 'PermissionDenied' })
    }
    expect(records.find(id)?.state).toBe('requested')
  })

  it('come page by page', async () => {
    const { approvals, next: none } = await myApprovals.perform(await acting.as('bob'))
    expect(none).toBeNull()
    expect((await myApprovals.perform(await acting.as('bob'), { from: approvals.length })).approvals).toEqual([])
  })
})

describe('an attachment', () => {
  const bytes = new Uint8Array([0, 255, 13, 10, 128])
  const photo = (content = bytes, type = 'image/png') => fileOf('screens/"shot".png', content, type)
  const to = { id: sysId('incident', 3), file: photo() }

  it('has the bytes that were given, under a name without folders, by whoever signed in', async () => {
    const { id, ...rest } = await attachFile.perform(await acting.as('alice'), to)
    expect(rest).toEqual({ name: 'screens__shot_.png', size: 5 })
    expect(records.bytesOf(id)).toEqual(Buffer.from(bytes))
    expect(records.find(id)).toMatchObject({ content_type: 'image/png', sys_created_by: 'alice.jensen', table_sys_id: to.id })
  })

  it.each([
    ['too large for the instance', { file: photo(new Uint8Array(1_001)) }, 'ActionRejected', 'ServiceNow takes no file of this size.'],
    ['of no type', { file: photo(bytes, 'image/png\r\nx-evil: 1') }, 'ActionRejected', "isn't a type of file"],
    ['on an incident that is not theirs', { id: sysId('incident', 2) }, 'PermissionDenied', 'No Record found'],
    ['on a closed incident', { id: sysId('incident', 4) }, 'PermissionDenied', 'ACL Exception'],
  ])('%s is refused in words', async (_, change, kind, says) => {
    await expect(attachFile.perform(await acting.as('alice'), { ...to, ...change })).rejects.toMatchObject({
      kind,
      detail: expect.stringContaining(says) as string,
    })
  })
})
