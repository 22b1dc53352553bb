// What Box refuses in a way that an action goes on from.
import { ActionRejected } from '../errors.js'

/** An item that is in the way of a new one. */
export interface Conflict {
  readonly type: string
  readonly id: string
  /** Of a file, in hex. */
  readonly sha1?: string | undefined
}

/** 409: the name is taken in that folder, upper and lower case alike. `conflict` is undefined where Box doesn't say by what. */
export class NameInUse extends ActionRejected {
  readonly conflict: Conflict | undefined

  constructor(detail: string, conflict: Conflict | undefined) {
    super(detail)
    this.conflict = conflict
  }
}
/** 400: that person is at the item already, by an invitation of its own or by a folder above it. */
export class AlreadyCollaborator extends ActionRejected {}
/** 412: the item has another version than the one that we saw. */
export class ChangedMeanwhile extends ActionRejected {}
