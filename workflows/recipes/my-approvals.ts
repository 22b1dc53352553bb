// Shows what waits for the caller's decision in Salesforce and in ServiceNow, each as that app shows it to that person.
import { defineRecipe } from '../define-recipe.js'
import type { SayOptions } from '../recipe-context.js'

export const myApprovals = defineRecipe(
  {
    name: 'myApprovals',
    command: 'my approvals',
    hint: 'Show what waits for your approval in Salesforce and ServiceNow.',
    apps: { salesforce: 'personal', servicenow: 'personal' },
    params: {},
  },
  async ({ apps: { salesforce, servicenow }, signIn, say }) => {
    const rows: NonNullable<SayOptions['rows']>[number][] = []
    const skipped: string[] = []
    if ((await signIn('salesforce')) === 'connected') {
      const pending = await salesforce.myApprovals()
      rows.push(
        ...pending.map(({ record, submittedBy, since, url }) => row('Salesforce', { what: record.name, by: submittedBy, since, url })),
      )
    } else skipped.push('Salesforce')
    if ((await signIn('servicenow')) === 'connected') {
      const { approvals } = await servicenow.myApprovals()
      rows.push(
        ...approvals.map(({ number, title, requestedBy, since, url }) =>
          row('ServiceNow', { what: `${number} ${title}`.trim(), by: requestedBy, since, url }),
        ),
      )
    } else skipped.push('ServiceNow')
    await say(rows.length === 0 ? 'Nothing waits for your approval' : 'What waits for your approval', { rows })
    if (skipped.length > 0) await say(`Left out, because you aren't signed in: ${skipped.join(', ')}`)
  },
)

function row(app: string, { what, by, since, url }: { what: string; by: string; since: string; url: string }) {
  return { What: what, App: app, 'Asked by': by, Since: since.slice(0, 10), url }
}
