// Who is in Teams' roster, remembered for some minutes: guests are told by it, and Teams limits how often it may be asked.
import type { Caller } from '../caller.js'
import { describeError, type Logger } from '../log.js'
import type { Member, Turn } from './turn.js'

/** `silent`: the roster doesn't answer. `absent`: it does, and the sender isn't in it. */
export type Looked = { readonly kind: 'member'; readonly member: Member } | { readonly kind: 'absent' } | { readonly kind: 'silent' }

export interface Roster {
  find(turn: Turn, caller: Caller): Promise<Looked>
}

interface Options {
  readonly log: Logger
  /** How long an entry is believed; someone who became a guest meanwhile is one for us after it. */
  readonly keptMs?: number
  readonly size?: number
}

/** Kept in memory: it is only a saved question, and each process may ask for itself. */
export function createRoster({ log, keptMs = 600_000, size = 5_000 }: Options): Roster {
  const kept = new Map<string, { readonly member: Member; readonly until: number }>()
  return {
    async find(turn, { tenantId, aadObjectId }) {
      // With the Teams id, so that an activity that pairs one person's with another's is looked up, and refused.
      const key = `${tenantId}/${aadObjectId}/${turn.activity.from.id}`
      const entry = kept.get(key)
      if (entry && entry.until > Date.now()) return { kind: 'member', member: entry.member }
      try {
        const member = await turn.member()
        if (member === null) return { kind: 'absent' }
        kept.delete(key)
        kept.set(key, { member, until: Date.now() + keptMs })
        const [oldest] = kept.keys()
        if (kept.size > size && oldest !== undefined) kept.delete(oldest)
        return { kind: 'member', member }
      } catch (error) {
        log.warn({ code: 'WB-BOT-008', err: describeError(error) }, "Teams' roster doesn't answer.")
        return { kind: 'silent' }
      }
    },
  }
}
