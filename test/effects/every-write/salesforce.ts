// Every write of Salesforce, prepared as whoever acts: records to change, requests to decide.
import { salesforceAccounts } from '../../../sandbox/salesforce/accounts.js'
import type { SalesforceStandIn } from '../../../sandbox/salesforce/index.js'
import type { Strike, Writes } from './table.js'

const API = '/services/data/v64.0'
/** May see everybody's records. */
const other = salesforceAccounts.find(({ key }) => key === 'integration') ?? { email: '', userId: '' }
const me = salesforceAccounts.find(({ key }) => key === 'alice')?.userId ?? ''

export async function salesforceWrites(salesforce: SalesforceStandIn, { tag, odd, ask }: Strike): Promise<Writes> {
  const of = (object: string, fits: (record: Readonly<Record<string, unknown>>) => boolean): number =>
    (object === 'Opportunity' ? salesforce.records : salesforce.recordsOf(object)).filter(fits).length
  const create = async (object: string, fields: object): Promise<string> =>
    String((await ask('POST', `${API}/sobjects/${object}`, fields)).id)
  const deal = (name: string): Promise<string> =>
    create('Opportunity', { Name: `${tag} ${name}`, StageName: 'Prospecting', CloseDate: '2026-12-31', Discount__c: 20 })
  const toDecide = async (name: string): Promise<{ id: string; deal: string }> => {
    const contextId = await deal(name)
    const requests = [{ actionType: 'Submit', contextId, nextApproverIds: [me] }]
    const [answer] = (await ask('POST', `${API}/process/approvals`, { requests })) as unknown as [{ newWorkitemIds: string[] }]
    return { id: answer.newWorkitemIds[0] ?? '', deal: contextId }
  }
  const processOf = (record: string): unknown => salesforce.recordsOf('ProcessInstance').find((one) => one.TargetObjectId === record)?.Id
  const decided = (record: string, status: string) => () =>
    of('ProcessInstanceStep', (step) => step.ProcessInstanceId === processOf(record) && step.StepStatus === status)

  const [changed, account, submitted, approved, rejected, chosen, talkedOf] = [
    await deal('changed'),
    await create('Account', { Name: `${tag} changed account` }),
    await deal('submitted'),
    await toDecide('approved'),
    await toDecide('rejected'),
    await toDecide('chosen'),
    await deal('talked of'),
  ]
  const handedOn = await toDecide('handed on')
  const text = odd()
  const approvals = { method: 'POST', path: `${API}/process/approvals` }
  return {
    createOpportunity: {
      ...{ shown: `${tag} new deal`, input: { name: `${tag} new deal ${text}`, amount: 5, stage: 'Prospecting' } },
      request: { method: 'POST', path: `${API}/sobjects/Opportunity` },
      count: () => of('Opportunity', ({ Name }) => Name === `${tag} new deal ${text}`),
    },
    updateOpportunity: {
      ...{ shown: `${tag} changed deal`, input: { id: changed, name: `${tag} changed deal`, changes: { nextStep: `${tag} ${text}` } } },
      request: { method: 'PATCH', path: `${API}/sobjects/Opportunity/${changed}` },
      count: () => of('Opportunity', ({ NextStep }) => NextStep === `${tag} ${text}`),
    },
    createRecord: {
      ...{ shown: `${tag} new account`, input: { object: 'Account', fields: { Name: `${tag} new account ${text}` } } },
      request: { method: 'POST', path: `${API}/sobjects/Account` },
      count: () => of('Account', ({ Name }) => Name === `${tag} new account ${text}`),
    },
    createTask: {
      ...{ shown: `${tag} task`, input: { subject: `${tag} task ${text}` } },
      request: { method: 'POST', path: `${API}/sobjects/Task` },
      count: () => of('Task', ({ Subject }) => Subject === `${tag} task ${text}`),
    },
    postToChatter: {
      ...{ shown: `${tag} talked of`, input: { on: { id: talkedOf, name: `${tag} talked of` }, text: `${tag} ${text}` } },
      request: { method: 'POST', path: `${API}/chatter` },
      count: () => of('FeedItem', ({ Body }) => Body === `${tag} ${text}`),
    },
    updateRecord: {
      shown: `${tag} changed account`,
      input: { object: 'Account', id: account, name: `${tag} changed account`, fields: { Phone: tag } },
      request: { method: 'PATCH', path: `${API}/sobjects/Account/${account}` },
      count: () => of('Account', ({ Phone }) => Phone === tag),
    },
    approve: {
      ...{ shown: `${tag} to approve`, input: { id: approved.id, name: `${tag} to approve`, comment: text } },
      ...{ request: approvals, count: decided(approved.deal, 'Approved') },
    },
    reassign: {
      shown: `${tag} to hand on`,
      input: { id: processOf(handedOn.deal), to: { name: `${tag} to hand on`, email: other.email, accountKey: null } },
      request: { method: 'PATCH', path: `${API}/sobjects/ProcessInstanceWorkitem/${handedOn.id}` },
      count: () => of('ProcessInstanceWorkitem', ({ Id, ActorId }) => Id === handedOn.id && ActorId === other.userId),
    },
    reject: {
      ...{ shown: `${tag} to reject`, input: { id: rejected.id, name: `${tag} to reject`, comment: text } },
      ...{ request: approvals, count: decided(rejected.deal, 'Rejected') },
    },
    decide: {
      shown: `${tag} to choose`,
      input: {
        option: 'Approve',
        request: {
          ...{ id: '', status: 'Pending', record: { id: chosen.deal, name: `${tag} to choose` } },
          asked: [{ workItem: chosen.id, approver: { userId: me, name: '' } }],
        },
      },
      ...{ request: approvals, count: decided(chosen.deal, 'Approved') },
    },
    submitForApproval: {
      ...{ shown: `${tag} to submit`, input: { id: submitted, name: `${tag} to submit`, comment: text } },
      ...{ request: approvals, count: decided(submitted, 'Started') },
    },
  }
}
