// Checks a card as a client would read it, with the Adaptive Cards library itself.
import { createRequire } from 'node:module'

interface AdaptiveCards {
  readonly AdaptiveCard: new () => {
    parse(json: unknown, context?: unknown): void
    validateProperties(): { readonly validationEvents: readonly { readonly message: string }[] }
    readonly designMode: boolean
  }
  readonly SerializationContext: new (version: unknown) => { eventCount: number; getEventAt(index: number): { message: string } }
  readonly Versions: { readonly v1_5: unknown }
}
// The package's main entry doesn't load in Node; its bundle does.
const { AdaptiveCard, SerializationContext, Versions } = createRequire(import.meta.url)(
  'adaptivecards/dist/adaptivecards.min.js',
) as AdaptiveCards

/** Teams takes its people picker in cards of version 1.5: https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/people-picker */
const PEOPLE = '"dataset":"graph.microsoft.com/users"'
const OF_PICKERS = [
  'Property "choices.data" is supported in version 1.6, but you are using version 1.5.',
  'An Input.ChoiceSet must have at least one choice defined.',
]

/** What is wrong with a card by version 1.5; empty when nothing is. */
export function cardFaults(card: unknown): string[] {
  const parsed = new AdaptiveCard()
  const context = new SerializationContext(Versions.v1_5)
  parsed.parse(card, context)
  const parsing = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message)
  const faults = [...parsing, ...parsed.validateProperties().validationEvents.map(({ message }) => message)]
  return JSON.stringify(card).includes(PEOPLE) ? faults.filter((fault) => !OF_PICKERS.includes(fault)) : faults
}
