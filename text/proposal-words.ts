// What Workbot says of a run that an operator wants to have run again or continued: its caller decides. Part of the catalogue.
import type { Continuable } from '../runs/continuable.js'
import { phrase, shorten, type Markdown } from './markdown.js'

const STEP_AT_MOST = 160
type Kind = 'again' | 'continue'
interface Asking {
  readonly kind: Kind
  readonly recipe: string
}

/** `recipe` is a recipe's title, `by` a person's name, `at` comes from format.ts. */
export const proposalWords = {
  title: ({ kind, recipe }: Asking) => (kind === 'again' ? phrase`Run *${recipe}* again?` : phrase`Continue *${recipe}*?`),
  asks: ({ kind, recipe, by, at }: Asking & { by: string | Markdown; at: Markdown }) =>
    kind === 'again'
      ? phrase`${by} asks you to run *${recipe}* again, with what you entered at ${at}.`
      : phrase`${by} asks you to continue *${recipe}* of ${at} from where it stopped.`,
  asksYourself: ({ kind, recipe, at }: Asking & { at: Markdown }) =>
    kind === 'again'
      ? phrase`You asked on my pages to run *${recipe}* again, with what you entered at ${at}.`
      : phrase`You asked on my pages to continue *${recipe}* of ${at} from where it stopped.`,
  operator: () => phrase`Whoever looks after Workbot in your organisation`,
  notBefore: () => phrase`Nothing starts before you answer.`,
  nothingDone: () => phrase`It did nothing before it ended.`,
  doneTwice: () => phrase`It has done this already. *Run again* does it once more:`,
  doneKept: () => phrase`It has done this already. It stays done, and isn't done again:`,
  maybeTwice: () => phrase`This may have been done: its answer was lost. *Run again* may do it twice:`,
  maybeAsked: () =>
    phrase`This may have been done: its answer was lost. You're asked about it before it's tried again, unless the app can tell:`,
  step: ({ step, name, account }: { step: string; name: string | null; account: string }) =>
    name === null
      ? phrase`${shorten(step, STEP_AT_MOST)}, as ${account}`
      : phrase`${shorten(step, STEP_AT_MOST)} (${shorten(name, STEP_AT_MOST)}), as ${account}`,
  more: ({ count }: { count: number }) => phrase`And ${count} more.`,
  until: () => phrase`Waits until`,
  yes: ({ kind }: { kind: Kind }) => (kind === 'again' ? phrase`Run again` : phrase`Continue`),
  no: () => phrase`No`,
  answered: ({ kind, recipe, answer }: Asking & { answer: 'yes' | 'no' | 'expired' }) => ends[answer]({ kind, recipe }),
  cannotContinue: ({ why }: { why: Reason }) => reasons[why](),
  over: () => phrase`This was answered already, or it's too late for it. Nothing was started.`,
} as const

type Reason = Exclude<Continuable, 'yes'> | 'identity'
const reasons: Readonly<Record<Reason, () => Markdown>> = {
  open: () => phrase`That run hasn't ended yet. Nothing was started.`,
  completed: () => phrase`That run is done; there is nothing to continue. Nothing was started.`,
  cancelled: () => phrase`That run was cancelled, so it isn't continued. Nothing was started.`,
  lost: () => phrase`I lost track of that run, so I can't tell where it stopped. Nothing was started.`,
  called: () => phrase`Another run called that one; that other one can be continued. Nothing was started.`,
  list: () => phrase`That run was a list to decide; type its command again for a new one. Nothing was started.`,
  continued: () => phrase`That run is continued already. Nothing was started.`,
  did_nothing: () => phrase`That run never began; the one that it was to continue can be continued. Nothing was started.`,
  identity: () =>
    phrase`The recipe's settings have changed since: it acts as somebody else now. Run it again instead. Nothing was started.`,
}

const ends = {
  yes: ({ kind, recipe }: Asking) =>
    kind === 'again' ? phrase`You chose to run *${recipe}* again.` : phrase`You chose to continue *${recipe}*.`,
  no: ({ recipe }: Asking) => phrase`You said no. *${recipe}* stays as it is, and nothing was started.`,
  expired: ({ recipe }: Asking) => phrase`Nobody answered in time. *${recipe}* stays as it is, and nothing was started.`,
} as const
