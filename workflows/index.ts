// The bundle's entry: every export is a workflow type.
export { createOpportunity } from './recipes/create-opportunity.js'
export { pipeline } from './recipes/pipeline.js'
export { drainRevocations } from './drain-revocations.js'
export { housekeeping } from './housekeeping.js'
