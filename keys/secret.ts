// A string that must not be printed: tokens, client secrets, authorization codes, verifiers.
import { inspect } from 'node:util'

/** Holds a secret string. Printing, logging or JSON gives `[secret]`; `reveal()` gives the string, at the one place that sends it. */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  reveal(): string {
    return this.#value
  }

  toString(): string {
    return '[secret]'
  }

  toJSON(): string {
    return '[secret]'
  }

  [inspect.custom](): string {
    return '[secret]'
  }
}
