// Somebody connects their own account ahead of need, the whole way through Teams and a browser.
import { expect } from 'vitest'
import { signsIn } from './sign-in.js'
import type { TeamsPerson } from './teams-person.js'

/** Resolves once Teams shows the connection. */
export async function connectsSalesforce(person: TeamsPerson): Promise<void> {
  const last = () => person.reads().at(-1) ?? ''
  await person.says('connect salesforce')
  await expect.poll(last).toContain('/connect/')
  await signsIn(person.link('Sign in to Salesforce'), { as: person.person.key })
  await expect.poll(last).toContain('Not my account')
}
