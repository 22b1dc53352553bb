// Encoded queries of typed parts: whatever people type stays a value, in the text that is sent and in what comes back for it.
import { afterAll, describe, expect, it } from 'vitest'
import { findIncidents } from '../../../apps/servicenow/actions/find-incidents.js'
import { getIncident } from '../../../apps/servicenow/actions/get-incident.js'
import { encodedQuery, equals, holds, isHeldBy, isMe, sysId } from '../../../apps/servicenow/encoded-query.js'
import { startActing } from './support/acts.js'

const acting = await startActing()
afterAll(() => acting.close())

const hostile = [
  'VPN^ORactive=true',
  'VPN^NQactive=true',
  'VPN^ORDERBYnumber',
  'VPN\nactive=true',
  'VPN\r\n^EQ',
  'javascript:gs.getUserID()',
  'VPN javascript:while(true){}',
  'JavaScript :gs.sleep(9)',
  'javajavascript:script:gs.getUserID()',
  '^^VPN^^ORstate=7',
  'VPN\u2028^ORactive=true',
]

describe('a text that people typed', () => {
  it.each(hostile)('%j adds no condition and runs no script', (text) => {
    const conditions = holds('short_description', text)
    for (const one of conditions) {
      expect(one).toMatch(/^short_descriptionLIKE[^^\n\r\u2028]+$/)
      expect(one).not.toMatch(/javascript\s*:/i)
    }
    const sent = encodedQuery([equals('active', 'true'), ...conditions, isMe('caller_id')], 'sys_created_on')
    expect(sent.split('^')).toHaveLength(conditions.length + 4)
    expect(sent.split('^').filter((part) => /^(OR(?!DERBYDESC)|NQ|EQ)/.test(part))).toEqual([])
    expect(sent.match(/javascript:/g)).toHaveLength(1)
  })

  it.each(hostile)('%j finds nothing but what holds it', async (text) => {
    const { incidents } = await findIncidents.perform(await acting.as('bob'), { title: text })
    expect(incidents.filter(({ title }) => !isHeldBy(title, text))).toEqual([])
    expect(incidents.length).toBeLessThan(2)
  })

  it('with nothing left to look for is refused, and does not find everything', async () => {
    await expect(findIncidents.perform(await acting.as('bob'), { title: ' ^^\n ' })).rejects.toMatchObject({ kind: 'ActionRejected' })
  })

  it('is looked for in its parts', async () => {
    const { incidents } = await findIncidents.perform(await acting.as('bob'), { title: 'drops ^vpn' })
    expect(incidents.map(({ number }) => number)).toEqual(['INC0010003'])
  })
})

describe('a value', () => {
  it.each(['a^b', 'a b', 'javascript:x', '', 'a=b', 'a\nb'])('of an exact condition is refused where it is %j', (value) => {
    expect(() => equals('number', value)).toThrow("can't be asked for")
  })

  it.each(['', 'INC0010001', '../sys_user', `${'a'.repeat(32)}?x=1`, 'A'.repeat(32)])('is no id where it is %j', (id) => {
    expect(() => sysId(id)).toThrow("isn't the id of a record")
  })

  it('that people typed for a number is a number', async () => {
    const bob = await acting.as('bob')
    expect((await getIncident.perform(bob, { number: ' inc0010002 ' })).title).toBe('Badge opens no door on floor 3')
    await expect(getIncident.perform(bob, { number: 'INC0010002^ORactive=true' })).rejects.toMatchObject({ kind: 'ActionRejected' })
  })
})

it('a condition that ServiceNow leaves out does not widen a search', async () => {
  const bob = await acting.as('bob')
  const asIfLeftOut = {
    ...bob,
    request: (asked: Parameters<typeof bob.request>[0]) => bob.request({ ...asked, query: { ...asked.query, sysparm_query: '' } }),
  }
  expect((await findIncidents.perform(asIfLeftOut, { title: 'vpn' })).incidents.map(({ number }) => number)).toEqual(['INC0010003'])
  await expect(getIncident.perform(asIfLeftOut, { number: 'INC0099999' })).rejects.toMatchObject({ kind: 'PermissionDenied' })
})
