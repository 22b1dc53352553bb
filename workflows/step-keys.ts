// The keys of a run's steps: each names what was done for life, and is taken once.
import { ApplicationFailure } from '@temporalio/workflow'
import { currentItem } from './item-scope.js'

/** In `each`, the item's key comes first. */
export function withItem(label: string | undefined): string | undefined {
  const item = currentItem()
  return item === undefined || item === label ? label : [item, label].filter((part) => part !== undefined).join(' ')
}

export interface StepKeys {
  take(name: string, label: string | undefined): string
}

/** A step's key names its effect for life, so it never comes from a counter: a change of the recipe would shift it. */
export function createStepKeys(): StepKeys {
  const taken = new Set<string>()
  return {
    take(name, label) {
      const key = label === undefined ? name : `${name} ${label}`
      if (taken.has(key)) {
        throw ApplicationFailure.nonRetryable(
          `This recipe calls "${key}" twice. Give each call a label of its own: ${name}(..., { label: '...' }).`,
          'RecipeError',
        )
      }
      taken.add(key)
      return key
    },
  }
}
