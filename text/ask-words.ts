// What Workbot says of a recipe's questions to people: on their cards, to whoever presses, to whoever asked. Part of the catalogue.
import { formatList } from './format.js'
import { phrase, shorten, type Markdown } from './markdown.js'

const NAME_AT_MOST = 80
const WORDS_AT_MOST = 300
const name = (words: string): string => shorten(words, NAME_AT_MOST)

/** `by` and the like are names of people, `recipe` a recipe's title, `app` an app's name; moments come from format.ts. */
export const askWords = {
  summary: ({ recipe, asker }: { recipe: string; asker: string }) => phrase`${recipe}: ${name(asker)} asks for your decision`,
  question: ({ question }: { question: string }) => phrase`${shorten(question, WORDS_AT_MOST)}`,
  askedBy: ({ asker, at }: { asker: string; at: Markdown }) => phrase`Asked by ${name(asker)}, ${at}`,
  passedBy: ({ by }: { by: string }) => phrase`Passed to you by ${name(by)}`,
  fact: ({ label }: { label: string }) => phrase`${name(label)}`,
  value: ({ value }: { value: string }) => phrase`${shorten(value, WORDS_AT_MOST)}`,
  decideBy: () => phrase`Decide by`,
  asYou: ({ app }: { app: string }) => phrase`Your decision is recorded in ${app} **as you**.`,
  changed: () => phrase`This has changed since it was sent to you:`,
  change: ({ label, from, to }: { label: string; from: string; to: string }) =>
    phrase`${name(label)}: ${from === '' ? '–' : name(from)} → ${to === '' ? '–' : name(to)}`,
  decideAgain: () => phrase`Nothing is decided yet. Please look at it once more, then decide.`,
  comment: () => phrase`Comment`,
  option: ({ option }: { option: string }) => phrase`${name(option)}`,
  pass: () => phrase`Pass to someone else`,
  passTo: () => phrase`Whose decision is it? Their e-mail address`,
  passToPerson: () => phrase`Whose decision is it?`,
  passToHint: () => phrase`Their name`,
  passToEmail: () => phrase`Or their e-mail address, where nobody can be picked`,
  passOn: () => phrase`Pass it on`,
  open: ({ app }: { app: string }) => phrase`Open in ${app}`,

  youChose: ({ option, at }: { option: string; at: Markdown }) => phrase`You chose *${name(option)}*, ${at}.`,
  chose: ({ by, option, at }: { by: string; option: string; at: Markdown }) => phrase`${name(by)} chose *${name(option)}*, ${at}.`,
  recordedAs: ({ app, account }: { app: string; account: string }) => phrase`Recorded in ${app} as ${name(account)}.`,
  expired: ({ until }: { until: Markdown }) => phrase`Nobody decided by ${until}.`,
  withdrawn: () => phrase`This is no longer asked: the run has ended.`,
  youPassed: ({ to }: { to: string }) => phrase`You passed this to ${name(to)}.`,
  movedInApp: ({ app, to }: { app: string; to: string }) => phrase`${app} asks ${name(to)} now, too.`,
  leftInApp: ({ app, to }: { app: string; to: string }) =>
    phrase`In ${app} it still waits for you: open it there and reassign it to ${name(to)}, or they can't decide it.`,
  settled: ({ how, app, by, at }: { how: string; app: string; by: string | null; at: Markdown | null }) =>
    phrase`Already ${name(how).toLowerCase()} in ${app}${by === null ? '' : phrase` by ${name(by)}`}${at === null ? '' : phrase`, ${at}`}.`,

  taken: ({ option }: { option: string }) => phrase`You chose *${name(option)}*.`,
  checking: ({ option }: { option: string }) => phrase`You chose *${name(option)}*. I'm checking that nothing has changed meanwhile.`,
  pending: () => phrase`Somebody has just answered this. Nothing more was done.`,
  lookAgain: () => phrase`This has changed since the card was sent. Please look at it once more, then decide.`,
  self: () => phrase`You can't approve your own request.`,
  passed: ({ to }: { to: string }) => phrase`Passed to ${name(to)}.`,
  passToWhom: () => phrase`Say who shall decide: pick them, or type their e-mail address.`,
  passToUnknown: ({ typed }: { typed: string | null }) =>
    typed === null
      ? phrase`I don't know them yet. Ask them to add Workbot in Teams first.`
      : phrase`I don't know anybody with the address “${name(typed)}” yet. Ask them to add Workbot in Teams first.`,
  passToAsker: () => phrase`They asked for this, so they can't decide it.`,
  passToAsked: () => phrase`They are asked already.`,

  reminder: ({ asker }: { asker: string }) => phrase`${name(asker)} still waits for your decision`,
  reminderEnds: ({ until }: { until: Markdown }) =>
    phrase`If nobody decides by ${until}, it ends undecided. To decide, use the card above.`,
  cantReach: ({ who }: { who: string }) => phrase`I can't reach ${name(who)} yet`,
  cantReachUntil: ({ until }: { until: Markdown }) =>
    phrase`Your request will be there as soon as they add Workbot in Teams. It waits until ${until}.`,
  asked: ({ recipe, people }: { recipe: string; people: readonly string[] }) =>
    phrase`*${recipe}*: I've asked ${formatList(people.map((one) => phrase`${name(one)}`))}`,
  askedUntil: ({ until }: { until: Markdown }) => phrase`I'll tell you what is decided. It waits until ${until}.`,
  waitsFor: ({ people, until }: { people: readonly string[]; until: Markdown }) =>
    phrase`Waits for the decision of ${formatList(people.map((one) => phrase`${name(one)}`))}, until ${until}`,
} as const

/** What a recipe is told of a question that nobody answered: the end of a sentence, without its full stop. */
export const askReasons = {
  expired: () => 'nobody decided in time',
  unreachable: (names: readonly string[]) => `I couldn't reach ${names.length === 0 ? 'anybody who may decide' : names.join(' or ')}`,
  self: () => "you can't approve your own request",
  settled: ({ how, app, by, at }: { how: string; app: string; by: string | null; at: string | null }) =>
    `already ${how.toLowerCase()} in ${app}${by === null ? '' : ` by ${by}`}${at === null ? '' : `, ${at}`}`,
} as const
