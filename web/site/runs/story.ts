// What happened in a run, in the order in which it happened, each line a sentence.
import type { RunEvent } from '../../../audit/of-run.js'
import type { Proposal } from '../../../runs/proposals.js'
import type { CalledTold, EffectTold, RunFacts, WaitTold } from '../../../runs/story-of-run.js'
import { minute } from '../../../settings/tables.js'
import { siteRuns } from '../../../text/site-runs.js'
import { stepWords } from '../../../workflows/words.js'

export interface Told {
  readonly run: RunFacts
  readonly waits: readonly WaitTold[]
  readonly effects: readonly EffectTold[]
  readonly called: readonly CalledTold[]
  readonly events: readonly RunEvent[]
  readonly proposals: readonly Proposal[]
  readonly mayContinue: boolean
  /** App configuration → as people know it. */
  readonly apps: ReadonlyMap<string, string>
  /** Recipe → its title. */
  readonly title: (recipe: string) => string
  /** Entra object id → name. */
  readonly people: ReadonlyMap<string, string>
}

export interface Line {
  readonly at: Date
  readonly words: string
  /** A run that it called. */
  readonly runId?: string
}

const words = siteRuns.story

export function storyOf(told: Told): readonly Line[] {
  const { run } = told
  const lines: readonly Line[] = [
    { at: run.acceptedAt, words: words.asked({ caller: run.profile.name }) },
    ...told.waits.flatMap((wait) => linesOfWait(told, wait)),
    ...told.effects.map((effect) => lineOfEffect(told, effect)),
    ...told.called.map(({ id, recipe, state, acceptedAt }) => ({
      ...{ at: acceptedAt, runId: id },
      words: words.called({ recipe: told.title(recipe), state: siteRuns.states[state] }),
    })),
    ...told.events.flatMap((event) => linesOfEvent(told, event)),
    ...(run.endedAt ? [{ at: run.endedAt, words: words.over({ state: siteRuns.states[run.state] }) }] : []),
    ...told.proposals.flatMap((proposal) => linesOfProposal(told, proposal)),
  ]
  // Stable: what is of one moment stays as it stands above.
  return [...lines].sort((one, other) => one.at.getTime() - other.at.getTime())
}

function linesOfWait({ run, apps }: Told, wait: WaitTold): readonly Line[] {
  const until = minute(wait.until)
  if (wait.kind === 'person') return linesOfQuestion(run, wait)
  const app = apps.get(wait.configurationId ?? '') ?? wait.configurationId ?? ''
  const signer = wait.signer ?? run.profile.name
  const known = wait.outcome !== null && wait.outcome in words.signIn ? words.signIn[wait.outcome as keyof typeof words.signIn] : null
  return [
    { at: wait.since, words: words.signInAsked({ signer, app, until }) },
    ...(wait.isStillAsked ? [{ at: new Date(), words: words.stillAsked({ signer }) }] : []),
    ...endOf(wait, known?.({ signer, app })),
  ]
}

function linesOfQuestion(run: RunFacts, wait: WaitTold): readonly Line[] {
  const [until, people, caller] = [minute(wait.until), wait.asked, run.profile.name]
  const asked =
    people.length === 0
      ? words.callerAsked({ caller, until })
      : people.length === 1
        ? words.question({ people, until })
        : words.questionToMany({ people, until })
  const by = wait.answeredBy ?? (people.length === 0 ? caller : words.somebody())
  const known = wait.outcome !== null && wait.outcome in words.answer ? words.answer[wait.outcome as keyof typeof words.answer] : null
  return [{ at: wait.since, words: asked }, ...endOf(wait, known?.({ by, answer: wait.answer ?? '' }))]
}

function linesOfProposal({ run, people }: Told, proposal: Proposal): readonly Line[] {
  const { kind, at, by, byName, answer, deadlineAt, newRunId } = proposal
  const caller = run.profile.name
  const asked = { at, words: words.proposed[kind]({ by: people.get(by) ?? (byName === '' ? nameOf(by, people) : byName), caller }) }
  if (answer === null) {
    const { notShown, open } = words.proposal
    return [asked, { at, words: proposal.isShown ? open({ until: minute(deadlineAt) }) : notShown() }]
  }
  const started = newRunId === null ? {} : { runId: newRunId }
  return [asked, { at: proposal.answeredAt ?? deadlineAt, words: words.proposal[answer]({ caller, kind }), ...started }]
}

/** An outcome that these words don't know yet is named as it is. */
function endOf({ outcome, outcomeAt }: WaitTold, known: string | undefined): readonly Line[] {
  return outcome === null || outcomeAt === null ? [] : [{ at: outcomeAt, words: known ?? words.ended({ outcome }) }]
}

function lineOfEffect({ run }: Told, effect: EffectTold): Line {
  const step = stepWords(effect.stepKey)
  const as = asWhom({ identity: effect.identity, account: effect.appAccount, person: effect.signer ?? run.profile.name })
  if (effect.carriedFrom !== null && effect.finishedAt)
    return { at: run.acceptedAt, words: words.carried({ step, as }), runId: effect.carriedFrom }
  if (effect.finishedAt) return { at: effect.finishedAt, words: words.wrote({ step, as }) }
  return effect.unknownAt
    ? { at: effect.unknownAt, words: words.unknown({ step, as }) }
    : { at: effect.startedAt, words: words.sent({ step, as }) }
}

function asWhom({ identity, account, person }: { identity: unknown; account: string; person: string }): string {
  return identity === 'shared' ? words.shared({ account }) : words.personal({ account, person })
}

function linesOfEvent({ run, people }: Told, { at, event, person, detail }: RunEvent): readonly Line[] {
  const text = (name: string): string => (typeof detail[name] === 'string' || typeof detail[name] === 'number' ? String(detail[name]) : '')
  const by = nameOf(person ?? text('by'), people)
  switch (event) {
    case 'action.performed': {
      // Writes are told by their effects, which also know of those that nobody can tell.
      if (text('kind') !== 'read') return []
      const who = person === null || person === run.caller.aadObjectId ? run.profile.name : by
      const as = asWhom({ identity: text('identity'), account: text('account'), person: who })
      return [{ at, words: words.read({ step: stepWords(text('step')), as }) }]
    }
    case 'run.cancelled':
      return [{ at, words: words.cancelAsked({ by }) }]
    case 'run.still_wanted':
      return [{ at, words: words.stillWanted({ by }) }]
    case 'run.extended':
      return [{ at, words: words.extended({ by, hours: text('hours') }) }]
    case 'run.card_resent':
      return [{ at, words: words.cardResent({ by }) }]
    case 'run.inputs_shown':
      return [{ at, words: words.inputsShown({ by }) }]
    default:
      return []
  }
}

/** @param by an Entra object id, or `shell:<user>` */
export function nameOf(by: string, people: ReadonlyMap<string, string>): string {
  if (by.startsWith('shell:')) return words.shell({ user: by.slice('shell:'.length) })
  return people.get(by) ?? (by === '' ? words.somebody() : by)
}
