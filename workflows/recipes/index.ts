// The recipes by name, for those who list, start and set them.
import type { RecipeSpec } from '../recipe-spec.js'
import { approveDiscount } from './approve-discount.js'
import { closeDeal } from './close-deal.js'
import { createOpportunity } from './create-opportunity.js'
import { dealRoom } from './deal-room.js'
import { myApprovals } from './my-approvals.js'
import { myIncidents } from './my-incidents.js'
import { onboardWonDeals } from './onboard-won-deals.js'
import { pipeline } from './pipeline.js'
import { reportIncident } from './report-incident.js'
import { whoAmI } from './who-am-i.js'

export const recipeSpecs: readonly RecipeSpec[] = [
  createOpportunity.spec,
  approveDiscount.spec,
  closeDeal.spec,
  dealRoom.spec,
  onboardWonDeals.spec,
  pipeline.spec,
  myIncidents.spec,
  reportIncident.spec,
  myApprovals.spec,
  whoAmI.spec,
]
