// The bundle's entry: every export is a workflow type.
export { createOpportunity } from './recipes/create-opportunity.js'
export { myIncidents } from './recipes/my-incidents.js'
export { pipeline } from './recipes/pipeline.js'
export { whoAmI } from './recipes/who-am-i.js'
export { drainRevocations } from './drain-revocations.js'
export { housekeeping } from './housekeeping.js'
