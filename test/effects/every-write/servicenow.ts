// Every write of ServiceNow, prepared as whoever acts: incidents to change, requests to decide.
import type { ServiceNowStandIn } from '../../../sandbox/servicenow/index.js'
import type { Strike, Writes } from './table.js'

const INCIDENT = '/api/now/table/incident'
const LAPTOP = 'Laptop'

export async function serviceNowWrites({ records }: ServiceNowStandIn, { tag, odd, files, ask }: Strike): Promise<Writes> {
  const incident = async (title: string): Promise<string> => {
    const { result } = await ask('POST', INCIDENT, { short_description: `${tag} ${title}` })
    return (result as { sys_id: string }).sys_id
  }
  const itemOf = (name: string): string => records.rows('sc_cat_item').find((row) => row.name === name)?.sys_id ?? ''
  const toDecide = async (): Promise<string> => {
    const before = records.rows('sysapproval_approver').map(({ sys_id }) => sys_id)
    const order = { sysparm_quantity: '1', variables: { model: '13 inch', reason: tag } }
    await ask('POST', `/api/sn_sc/servicecatalog/items/${itemOf(LAPTOP)}/order_now`, order)
    return records.rows('sysapproval_approver').find(({ sys_id }) => !before.includes(sys_id))?.sys_id ?? ''
  }
  /** How often a record was changed since it was made. */
  const changes = (id: string) => () => Number(records.find(id)?.sys_mod_count)
  const said = (id: string) => () => records.journal.filter(({ element_id }) => element_id === id).length

  const [changed, commented, resolved, shown] = [
    await incident('changed'),
    await incident('commented'),
    await incident('resolved'),
    await incident('shown'),
  ]
  const [approved, rejected] = [await toDecide(), await toDecide()]
  const text = odd()
  const patch = (table: string, id: string) => ({ method: 'PATCH', path: `/api/now/table/${table}/${id}` })
  return {
    createIncident: {
      ...{ shown: `${tag} new incident`, input: { title: `${tag} new incident ${text}`, urgency: 'low' } },
      request: { method: 'POST', path: INCIDENT },
      count: () => records.rows('incident').filter((row) => row.short_description === `${tag} new incident ${text}`).length,
    },
    updateIncident: {
      ...{ shown: `${tag} changed`, input: { id: changed, number: `${tag} changed`, description: text, urgency: 'high' } },
      ...{ request: patch('incident', changed), count: changes(changed) },
    },
    commentOnIncident: {
      ...{ shown: `${tag} commented`, input: { id: commented, number: `${tag} commented`, text } },
      ...{ request: patch('incident', commented), count: said(commented) },
    },
    resolveIncident: {
      ...{ shown: `${tag} resolved`, input: { id: resolved, number: `${tag} resolved`, notes: text } },
      ...{ request: patch('incident', resolved), count: changes(resolved) },
    },
    requestItem: {
      ...{ shown: 'Customer onboarding', input: { item: 'Customer onboarding', variables: { customer: `${tag} ${text}` } } },
      request: { method: 'POST', path: '/api/sn_sc/' },
      count: () => records.rows('sc_request').filter((row) => row.description?.includes(tag)).length - 2,
    },
    approve: {
      ...{ shown: `${tag} to approve`, input: { id: approved, number: `${tag} to approve`, comment: text } },
      ...{ request: patch('sysapproval_approver', approved), count: said(approved) },
    },
    reject: {
      ...{ shown: `${tag} to reject`, input: { id: rejected, number: `${tag} to reject`, comment: text } },
      ...{ request: patch('sysapproval_approver', rejected), count: said(rejected) },
    },
    attachFile: {
      ...{ shown: `${tag} photo`, input: { id: shown, file: { ...files.small, name: `${tag} photo` } } },
      request: { method: 'POST', path: '/api/now/attachment/file' },
      count: () => records.rows('sys_attachment').filter(({ table_sys_id }) => table_sys_id === shown).length,
    },
  }
}
