// What the tests of every write know of one: what it is given, which request does it, and how often the app has it afterwards.
import { send, type RawAnswer } from '../../support/oauth-app.js'
import type { SentFiles } from './sent-files.js'

export interface WriteUnderTest {
  /** Its words in the card of a lost answer hold `shown`. */
  readonly input: unknown
  readonly shown: string
  readonly request: { readonly method: string; readonly path: string }
  /** 1 where it was done once. */
  count(): number
  /** Its request has arrived: what it does was done, unless told. */
  isSent?(): boolean
}

/** By the action's name: what is prepared in the app for one strike. */
export type Writes = Readonly<Record<string, WriteUnderTest>>

export interface Strike {
  /** Of this strike alone, and no part of another's. */
  readonly tag: string
  /** Text that an app, a query or a card could stumble over. */
  odd(): string
  /** Sent by whoever acts; their runs may open them. */
  readonly files: SentFiles
  /** Asks the app itself, as whoever acts. @throws where it says no */
  ask(method: string, path: string, body?: unknown): Promise<Readonly<Record<string, unknown>>>
}

/** @param token of whoever acts */
export function asking(url: string, token: () => string): Strike['ask'] {
  return async (method, path, body) => {
    const isForm = body instanceof FormData
    const headers = { authorization: `Bearer ${token()}`, ...(!isForm && { 'content-type': 'application/json' }) }
    const sent = body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }
    const { status, json, body: text }: RawAnswer = await send(new URL(path, url), { method, headers, ...sent })
    if (status > 299) throw new Error(`${method} ${path}: ${String(status)} ${text}`)
    return json ?? {}
  }
}
