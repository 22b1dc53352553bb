// What an operator reads of a run in Temporal's UI: search attributes and current details.
import { setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow'
import { appId, runState } from './search-attributes.js'
import type { RunState } from '../runs/types.js'

/** Shows the run's state, the app it is at, and a sentence in plain words. */
export function show({ state, app, details }: { state: RunState; app?: string; details: string }): void {
  const { typedSearchAttributes } = workflowInfo()
  const changed = [
    ...(typedSearchAttributes.get(runState) === state ? [] : [{ key: runState, value: state }]),
    ...(app === undefined || typedSearchAttributes.get(appId) === app ? [] : [{ key: appId, value: app }]),
  ]
  if (changed.length > 0) upsertSearchAttributes(changed)
  setCurrentDetails(details)
}
