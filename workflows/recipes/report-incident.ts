// Reports an incident in ServiceNow, with a photo or a file where there is one.
import { defineRecipe } from '../define-recipe.js'
import { choice, file, optional, text } from '../params.js'

const urgencies = { High: 'high', Medium: 'medium', Low: 'low' } as const

export const reportIncident = defineRecipe(
  {
    name: 'reportIncident',
    command: 'report incident',
    hint: 'Report an incident in ServiceNow, with a photo if you have one.',
    apps: { servicenow: 'switch' },
    params: {
      title: text('What is wrong', { maxLength: 160 }),
      urgency: choice('Urgency', ['High', 'Medium', 'Low']),
      photo: optional(file('Photo or file')),
    },
  },
  async ({ params: { title, urgency, photo }, apps: { servicenow }, say }) => {
    const incident = await servicenow.createIncident({ title, urgency: urgencies[urgency] })
    if (photo) await servicenow.attachFile({ id: incident.id, file: photo })
    await say(photo ? `Reported ${incident.number}, with ${photo.name}` : `Reported ${incident.number}`)
    return { incidentId: incident.id }
  },
)
