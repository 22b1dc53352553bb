// The Agents Playground's configuration for one person: who they are, their chat with the bot, a group chat and a team.
// https://learn.microsoft.com/microsoftteams/platform/toolkit/debug-your-agents-playground
import { SANDBOX_TENANT, sandboxPeople, type SandboxPerson } from '../people.js'

/** The bot as the Playground's people see it. */
export const BOT = { id: '28:3d0a7b52-91ce-4f68-8a2d-6e5b1c0f9d34', name: 'Workbot' }

/** It wants five users at least. */
const colleagues: readonly SandboxPerson[] = ['Carla Reyes', 'Dmitri Novak', 'Emi Tanaka', 'Farid Haddad'].map((name, index) => ({
  key: name.split(' ')[0]?.toLowerCase() ?? '',
  name,
  email: `${name.split(' ')[0]?.toLowerCase() ?? ''}@contoso-sales.example`,
  aadObjectId: `a4c19e70-5b82-4d36-9f0c-00000000000${String(index + 1)}`,
  teamsUserId: `29:${name.toLowerCase().replace(' ', '-')}`,
}))

/** A person's chat with the bot: an id of its own for each. */
export const personalChatId = (key: string): string => `a:1${key}-with-workbot`

/** The text of `.m365agentsplayground.yml`: YAML, of which JSON is a part. Each person needs a personal chat with an id of its own. */
export function playgroundConfiguration(person: SandboxPerson): string {
  const configuration = {
    version: '0.1.1',
    tenantId: SANDBOX_TENANT,
    bot: BOT,
    currentUser: asUser(person),
    users: [...sandboxPeople, ...colleagues].filter(({ key }) => key !== person.key).map(asUser),
    personalChat: { id: personalChatId(person.key) },
    groupChat: { id: '19:sales-leads@thread.v2', name: 'Sales leads' },
    team: {
      id: '19:sales-team@thread.tacv2',
      name: 'Sales',
      aadGroupId: '7c5e2d18-3fa4-4b97-8d60-52e9b1a0c3f6',
      channels: [{ id: '19:deals@thread.tacv2', name: 'Deals' }],
    },
  }
  return JSON.stringify(configuration, null, 2)
}

function asUser({ name, email, aadObjectId, teamsUserId }: SandboxPerson): object {
  const [givenName = '', surname = ''] = name.split(' ')
  return { id: teamsUserId, name, userPrincipleName: email, aadObjectId, givenName, surname, email }
}
