// A run's short name on cards.

/** `createOpportunity-K7F3x…` → `K7F3`: the start of the id after the recipe's name, by which Temporal's UI finds the run. */
export function runName(runId: string): string {
  return runId.slice(runId.indexOf('-') + 1).slice(0, 4)
}
