// What may happen to one person's runs and connection, in any order, any number of times, one after the other or at once.
import fc from 'fast-check'

type Repeated = 'command' | 'press' | 'signal' | 'cancel' | 'disconnect'
type Once = 'late callbacks' | 'deadline' | 'refresh' | 'revoke' | 'kill'

/** `times`: at once. */
export type Act =
  | { readonly kind: Repeated; readonly times: number }
  /** `keeps`: goes as far as the callback, and sends it later. */
  | { readonly kind: 'callback'; readonly outcome: 'signs in' | 'denies' | 'keeps'; readonly times: number }
  /** `late callbacks`: every one of before, once more. */
  | { readonly kind: Once }

export type Step = Act & {
  /** The next step begins meanwhile. */
  readonly isAlone: boolean
  /** How long the next one waits after this one, in milliseconds. */
  readonly pause: number
}

const times = fc.integer({ min: 1, max: 3 })
const repeated = (kind: Repeated) => fc.record({ kind: fc.constant(kind), times })
const once = (kind: Once) => fc.record({ kind: fc.constant(kind) })
const callback = fc.record({
  kind: fc.constant('callback' as const),
  outcome: fc.constantFrom('signs in' as const, 'signs in' as const, 'denies' as const, 'keeps' as const),
  times,
})

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 5, arbitrary: repeated('command') },
  { weight: 5, arbitrary: callback },
  { weight: 2, arbitrary: once('late callbacks') },
  { weight: 2, arbitrary: repeated('press') },
  { weight: 2, arbitrary: repeated('signal') },
  { weight: 2, arbitrary: repeated('cancel') },
  { weight: 2, arbitrary: repeated('disconnect') },
  { weight: 1, arbitrary: once('deadline') },
  { weight: 2, arbitrary: once('refresh') },
  { weight: 2, arbitrary: once('revoke') },
  { weight: 1, arbitrary: once('kill') },
)
const timing = fc.record({ isAlone: fc.boolean(), pause: fc.integer({ min: 0, max: 400 }) })
const step = fc.tuple(act, timing).map(([one, when]): Step => ({ ...one, ...when }))
const first: Step = { kind: 'command', times: 1, isAlone: true, pause: 0 }

/** What one person goes through: a command first, since nothing can happen before it. */
export const sequences: fc.Arbitrary<readonly Step[]> = fc
  .array(step, { minLength: 2, maxLength: 9 })
  .map((steps): readonly Step[] => [first, ...steps])
