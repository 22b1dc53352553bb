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

/** What is wrong with a card by version 1.5; empty when nothing is. */
export function cardFaults(card: unknown): string[] {
  const parsed = new AdaptiveCard()
  const context = new SerializationContext(Versions.v1_5)
  parsed.parse(card, context)
  const parsing = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message)
  return [...parsing, ...parsed.validateProperties().validationEvents.map(({ message }) => message)]
}
