// The signals by which a paused run is woken. They carry nothing: the outcome is a row, read by the step that is tried again.
import { defineSignal } from '@temporalio/workflow'

/** A sign-in ended: connected, declined, expired or cancelled. */
export const awaitUserAuth = defineSignal('awaitUserAuth')

/** A person answered: pressed a button, cancelled, or somebody else ended the question. */
export const awaitPerson = defineSignal('awaitPerson')
