// How a question ended, as its recipe is told.
import { apps, type AppId } from '../apps/index.js'
import { findAddressee, listAddressees } from '../runs/addressees.js'
import type { Ask } from '../runs/asks.js'
import type { Run } from '../runs/types.js'
import { askReasons } from '../text/ask-words.js'
import { formatMoment } from '../text/format-moment.js'
import type { GivenAnswer } from '../workflows/activity-types.js'
import type { ActivityDeps } from './activity-deps.js'

/** Whoever asks was the only one to be asked. */
export const refusedAnswer = (): GivenAnswer => ({ kind: 'unreachable', reason: askReasons.self() })

/** Of one that has an outcome other than cancelled. */
export async function answerOf({ db }: Pick<ActivityDeps, 'db'>, { profile }: Run, ask: Ask): Promise<GivenAnswer> {
  switch (ask.outcome) {
    case 'answered': {
      const answerer = ask.answeredBy === null ? null : await findAddressee(db, ask.answeredBy)
      if (!answerer?.caller || ask.answer === null) throw new Error('An answer is there, and nobody who gave it.')
      const person = { ...answerer.caller, name: answerer.name, ask: ask.waitId }
      return { kind: 'answered', person, option: ask.answer, comment: ask.comment }
    }
    case 'settled': {
      const { how = 'decided', by = null, at = null } = ask.settled ?? {}
      const app = ask.question.settledBy?.app ?? ''
      const when = at === null ? null : formatMoment(new Date(at), profile)
      return { kind: 'settled', reason: askReasons.settled({ how, by, app: app in apps ? apps[app as AppId].name : app, at: when }) }
    }
    case 'unreachable': {
      const names = (await listAddressees(db, ask.waitId)).filter(({ passedTo }) => passedTo === null).map(({ name }) => name)
      return { kind: 'unreachable', reason: askReasons.unreachable(names) }
    }
    default:
      return { kind: 'expired', reason: askReasons.expired() }
  }
}
