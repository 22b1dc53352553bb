// Incidents as two people with different rights: what each sees, what each may write, and what is said where ServiceNow says nothing.
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { commentOnIncident } from '../../../apps/servicenow/actions/comment-on-incident.js'
import { createIncident } from '../../../apps/servicenow/actions/create-incident.js'
import { findIncidents } from '../../../apps/servicenow/actions/find-incidents.js'
import { getIncident } from '../../../apps/servicenow/actions/get-incident.js'
import { resolveIncident } from '../../../apps/servicenow/actions/resolve-incident.js'
import { updateIncident } from '../../../apps/servicenow/actions/update-incident.js'
import { sysId } from '../../../sandbox/servicenow/accounts.js'
import { startActing } from './support/acts.js'

const acting = await startActing()
const { standIn } = acting
afterAll(() => acting.close())
afterEach(() => {
  standIn.clearFaults()
})
const stored = (id: string) => standIn.records.find(id) ?? {}
const [aliceVpn, bobsBadge, hidden, closed] = [3, 2, 5, 4].map((number) => sysId('incident', number)) as [string, string, string, string]

describe('reading', () => {
  it('one, as its people see it', async () => {
    expect(await getIncident.perform(await acting.as('alice'), { id: aliceVpn })).toEqual({
      ...{ id: aliceVpn, number: 'INC0010003', title: 'VPN drops every hour', description: '', state: 'New', priority: '3 - Moderate' },
      ...{ urgency: '2 - Medium', impact: '2 - Medium', caller: 'Alice Jensen', assignedTo: '' },
      ...{ openedAt: '2026-11-20T08:30:00Z', updatedAt: '2026-11-20T08:30:00Z' },
      url: `${standIn.url}/incident.do?sys_id=${aliceVpn}`,
    })
  })

  it.each([
    ['alice', bobsBadge],
    ['bob', hidden],
  ])('as %s, one that is not theirs is told as one that is not there', async (account, id) => {
    await expect(getIncident.perform(await acting.as(account), { id })).rejects.toMatchObject({
      ...{ kind: 'PermissionDenied', detail: expect.stringContaining('No Record found') as string },
    })
  })

  it('page by page gives each one that may be read once, also where a page has holes', async () => {
    const bob = await acting.as('bob')
    const pages: string[][] = []
    for (let from: number | null = 0; from !== null;) {
      const page: Awaited<ReturnType<typeof findIncidents.perform>> = await findIncidents.perform(bob, { from, atMost: 2 })
      pages.push(page.incidents.map(({ number }) => number))
      from = page.next
    }
    expect(pages).toEqual([['INC0010003'], ['INC0010002', 'INC0010001'], ['INC0010004']])
  })

  it('narrowed by what is known', async () => {
    const numbersOf = async (account: string, search: Parameters<typeof findIncidents.perform>[1]): Promise<string[]> =>
      (await findIncidents.perform(await acting.as(account), search)).incidents.map(({ number }) => number)
    expect(await numbersOf('bob', { reportedBy: 'me' })).toEqual(['INC0010002'])
    expect(await numbersOf('alice', { open: false })).toEqual(['INC0010004'])
    expect(await numbersOf('bob', { assignedTo: 'me' })).toEqual([])
  })
})

describe('creating', () => {
  it('is done as whoever signed in, who is its caller', async () => {
    const alice = await acting.as('alice')
    const made = await createIncident.perform(alice, {
      title: 'Printer <is> on fire',
      urgency: 'high',
      impact: 'high',
      category: 'hardware',
    })
    expect(made).toMatchObject({ title: 'Printer <is> on fire', priority: '1 - Critical', caller: 'Alice Jensen', state: 'New' })
    expect(stored(made.id)).toMatchObject({ sys_created_by: 'alice.jensen', correlation_id: alice.effectKey, category: 'hardware' })
    expect(createIncident.describe?.(made).facts.map(({ label }) => label)).toEqual(['number', 'state', 'priority'])
  })

  it.each([
    ['', 'The following fields are mandatory: Short description'],
    ['x'.repeat(161), "The title is longer than ServiceNow's 160 characters."],
  ])('with the title %j is refused in words', async (title, detail) => {
    await expect(createIncident.perform(await acting.as('alice'), { title })).rejects.toMatchObject({ kind: 'ActionRejected', detail })
  })
})

describe('changing', () => {
  it('says what was left as it was', async () => {
    const changed = await updateIncident.perform(await acting.as('alice'), { id: aliceVpn, urgency: 'high', state: 'in progress' })
    expect(changed).toMatchObject({ urgency: '1 - High', state: 'New', ignored: ['state'] })
    const byBob = await updateIncident.perform(await acting.as('bob'), {
      id: aliceVpn,
      state: 'in progress',
      assignedTo: { id: sysId('user', 2) },
    })
    expect(byBob).toMatchObject({ state: 'In Progress', assignedTo: 'Bob Olsen', ignored: [] })
  })

  it('is denied by name where ServiceNow took nothing of it', async () => {
    const before = { ...stored(aliceVpn) }
    await expect(
      updateIncident.perform(await acting.as('alice'), { id: aliceVpn, impact: 'high', category: 'network' }),
    ).rejects.toMatchObject({
      ...{
        kind: 'PermissionDenied',
        detail: 'ServiceNow left *Impact* and *Category* of INC0010003 as it was: this account may not write there.',
      },
    })
    expect(stored(aliceVpn)).toEqual(before)
  })

  it('is denied by the access rule where the record is closed to it', async () => {
    await expect(updateIncident.perform(await acting.as('bob'), { id: closed, urgency: 'high' })).rejects.toMatchObject({
      ...{ kind: 'PermissionDenied', detail: 'ACL Exception Update Failed due to security constraints' },
    })
  })

  it('without anything to change is refused', async () => {
    await expect(updateIncident.perform(await acting.as('bob'), { id: bobsBadge })).rejects.toMatchObject({ kind: 'ActionRejected' })
  })
})

describe('resolving', () => {
  it('is told who did it and what was done; a second time says so', async () => {
    const bob = await acting.as('bob')
    const made = await createIncident.perform(bob, { title: 'Door is stuck' })
    const resolved = await resolveIncident.perform(await acting.as('bob'), { id: made.id, notes: 'Oiled' })
    expect(resolved).toMatchObject({ state: 'Resolved', ignored: [] })
    expect(stored(made.id)).toMatchObject({ close_code: 'Solution provided', close_notes: 'Oiled', resolved_by: sysId('user', 2) })
    await expect(resolveIncident.perform(await acting.as('bob'), { id: made.id, notes: 'Again' })).rejects.toMatchObject({
      detail: `${made.number} is Resolved already.`,
    })
  })

  it('names what the rules demand', async () => {
    await expect(resolveIncident.perform(await acting.as('bob'), { id: bobsBadge, notes: '' })).rejects.toMatchObject({
      ...{ kind: 'ActionRejected', detail: 'The following fields are mandatory: Resolution notes' },
    })
  })

  it('is denied to the caller, who may not', async () => {
    await expect(resolveIncident.perform(await acting.as('alice'), { id: aliceVpn, notes: 'by myself' })).rejects.toMatchObject({
      ...{ kind: 'PermissionDenied', detail: expect.stringContaining('*State*, *Resolution code*, and *Resolution notes*') as string },
    })
  })
})

describe('commenting', () => {
  const journal = (id: string) =>
    standIn.records.journal.filter(({ element_id }) => element_id === id).map(({ by, element, value }) => [by, element, value])

  it('is done as each', async () => {
    await commentOnIncident.perform(await acting.as('alice'), { id: aliceVpn, text: 'Still so.\nEvery hour.' })
    await commentOnIncident.perform(await acting.as('bob'), { id: aliceVpn, text: 'Router of floor 2', as: 'work note' })
    expect(journal(aliceVpn)).toEqual([
      ['Alice Jensen', 'comments', 'Still so.\nEvery hour.'],
      ['Bob Olsen', 'work_notes', 'Router of floor 2'],
    ])
  })

  it('is denied where ServiceNow dropped it without a word', async () => {
    const denied = {
      kind: 'PermissionDenied',
      detail: 'ServiceNow left the work notes of INC0010003 as they were: this account may not write there.',
    }
    await expect(commentOnIncident.perform(await acting.as('alice'), { id: aliceVpn, text: 'x', as: 'work note' })).rejects.toMatchObject(
      denied,
    )
  })

  it('takes text, and no markup of the journal', async () => {
    await commentOnIncident.perform(await acting.as('bob'), { id: bobsBadge, text: '[code]<img src=x>[/code]' })
    expect(journal(bobsBadge)).toEqual([['Bob Olsen', 'comments', '[ code]<img src=x>[ /code]']])
  })
})
