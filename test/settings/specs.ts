// Recipes as the settings see them: one that follows the switch, one that pins its app.
import type { RecipeSpec } from '../../workflows/recipe-spec.js'

export const switched: RecipeSpec = {
  name: 'createOpportunity',
  command: 'create opportunity',
  hint: 'Create a Salesforce opportunity as yourself.',
  apps: { salesforce: 'switch' },
  params: {},
}
export const pinned: RecipeSpec = {
  name: 'pipeline',
  command: 'pipeline',
  hint: 'Show the open opportunities.',
  apps: { salesforce: 'shared' },
  params: {},
  reply: 'conversation',
}
export const alice = { tenantId: 'tenant', aadObjectId: '0a11ce00-0000-4000-8000-000000000001' }
export const bob = { tenantId: 'tenant', aadObjectId: '0b0b0000-0000-4000-8000-000000000002' }
