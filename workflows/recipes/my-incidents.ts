// Shows the open incidents that the caller reported in ServiceNow, as ServiceNow shows them to that person.
import { defineRecipe } from '../define-recipe.js'

export const myIncidents = defineRecipe(
  {
    name: 'myIncidents',
    command: 'my incidents',
    hint: 'Show the ServiceNow incidents you reported that are still open.',
    apps: { servicenow: 'personal' },
    params: {},
  },
  async ({ apps: { servicenow }, say }) => {
    const { incidents } = await servicenow.myIncidents()
    await say(incidents.length === 0 ? 'You have no open incidents' : 'Your open incidents, the last changed first', {
      rows: incidents.map(({ number: Incident, title: Title, state: State, priority: Priority, url }) => ({
        Incident,
        Title,
        State,
        Priority,
        url,
      })),
    })
  },
)
