// Shows what waits for the caller's decision in Salesforce and in ServiceNow, each as that app shows it to that person, and decides it as them.
import { patched } from '@temporalio/workflow'
import { defineRecipe } from '../define-recipe.js'

interface Waiting {
  readonly app: 'salesforce' | 'servicenow'
  readonly id: string
  /** Of Salesforce's process; ServiceNow needs none. */
  readonly request?: string
  readonly name: string
  readonly by: string
  readonly since: string
  readonly url: string
}
const appNames = { salesforce: 'Salesforce', servicenow: 'ServiceNow' } as const

export const myApprovals = defineRecipe(
  {
    name: 'myApprovals',
    command: 'my approvals',
    hint: 'Decide what waits for your approval in Salesforce and ServiceNow.',
    apps: { salesforce: 'personal', servicenow: 'personal' },
    params: {},
  },
  async ({ apps: { salesforce, servicenow }, caller, signIn, say, decide }) => {
    const waiting: Waiting[] = []
    const skipped: string[] = []
    if ((await signIn('salesforce')) === 'connected') {
      const pending = await salesforce.myApprovals()
      for (const { id, request, record, submittedBy: by, since, url } of pending)
        waiting.push({ app: 'salesforce', id, request, name: record.name, by, since, url })
    } else skipped.push('Salesforce')
    if ((await signIn('servicenow')) === 'connected') {
      const { approvals } = await servicenow.myApprovals()
      for (const { id, number, title, requestedBy: by, since, url } of approvals)
        waiting.push({ app: 'servicenow', id, name: `${number} ${title}`.trim(), by, since, url })
    } else skipped.push('ServiceNow')
    const note = skipped.length > 0 ? `Left out, because you aren't signed in: ${skipped.join(', ')}` : ''
    if (waiting.length === 0 || !patched('decide-in-place')) {
      await say(waiting.length === 0 ? 'Nothing waits for your approval' : 'What waits for your approval', { rows: waiting.map(row) })
      if (note !== '') await say(note)
      return
    }
    await decide(
      { title: 'What waits for your approval', items: waiting.map(line), options: ['Approve', 'Reject'], note },
      async ({ of: { app, id, name, request } }, option, comment) => {
        if (app === 'salesforce') {
          const what = { id, name, comment, ...(request !== undefined && { request }) }
          await (option === 'Approve' ? salesforce.approve(what) : salesforce.reject(what))
          return
        }
        const what = { id, number: name }
        if (option === 'Approve') await servicenow.approve({ ...what, comment })
        // ServiceNow wants a reason with each no.
        else await servicenow.reject({ ...what, comment: comment || `Rejected by ${caller.name} in Teams.` })
      },
    )
  },
)

function row({ app, name, by, since, url }: Waiting) {
  return { What: name, App: appNames[app], 'Asked by': by, Since: since.slice(0, 10), url }
}

function line(of: Waiting) {
  const { app, name, by, since, url } = of
  return { of, name, app, url, about: [appNames[app], by === '' ? '' : `asked by ${by}`, since.slice(0, 10)].filter((part) => part !== '') }
}
