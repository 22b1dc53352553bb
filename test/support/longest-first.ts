// The order of the test files: those that wait longest begin first, so that none of them is left over at the end.
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** A fresh clone has no durations of an earlier run to go by, so the few that matter are named. */
const LONGEST = [
  'test/chaos/',
  'test/properties/',
  'test/sandbox/launcher',
  'test/browser/',
  'test/activities/run-step',
  'test/faults/',
  'test/attacks/',
]

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted.toSorted((one, other) => rank(one) - rank(other))
  }
}

function rank({ moduleId }: TestSpecification): number {
  const place = LONGEST.findIndex((path) => moduleId.includes(`/${path}`))
  return place === -1 ? LONGEST.length : place
}
