// One request of somebody who is signed in, as the parts of the stand-in's API get it.
import type { IncomingMessage } from 'node:http'
import { readBody, readBytes } from '../listen.js'
import type { ApiAnswer } from '../oauth-app/api-answer.js'
import type { User } from './accounts.js'
import { badParameter, changedMeanwhile } from './errors.js'
import type { BoxState, Item } from './state.js'

/** How strict and how slow the stand-in is. */
export interface BoxHabits {
  /** Search finds an item so many milliseconds after it came. */
  readonly indexAfterMs: number
  /** How often a fresh file says that it can't be downloaded yet, and a commit that it isn't done. */
  readonly unready: number
  /** Bytes. */
  readonly sessionMinimum: number
  readonly partSize: number
}

export interface BoxCall {
  readonly state: BoxState
  readonly habits: BoxHabits
  readonly user: User
  readonly request: IncomingMessage
  readonly url: URL
  /** What the path names, e.g. an id. */
  readonly ids: readonly string[]
  readonly origin: string
}
export type Answerer = (call: BoxCall) => ApiAnswer | Promise<ApiAnswer>

/** Undefined: all standard fields. */
export function fieldsOf({ url }: Pick<BoxCall, 'url'>): readonly string[] | undefined {
  return url.searchParams.get('fields')?.split(',')
}

/** The JSON of the body. @throws BoxError where it isn't an object */
export async function bodyOf({ request }: Pick<BoxCall, 'request'>): Promise<Readonly<Record<string, unknown>>> {
  const text = await readBody(request)
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed === 'object' && parsed !== null) return parsed as Record<string, unknown>
  } catch {
    // Answered below, like every other body that isn't an object.
  }
  throw badParameter(
    'entity-body',
    `Invalid value '${text.slice(0, 40)}'. Entity body should be a correctly nested resource attribute name/value pair`,
  )
}

export const bytesOf = ({ request }: Pick<BoxCall, 'request'>, atMost: number): Promise<Buffer> => readBytes(request, atMost)

/** A text of the body; `at` is dotted: `parent.id`. @throws BoxError where it is missing */
export function textAt(body: Readonly<Record<string, unknown>>, at: string): string {
  const value = at.split('.').reduce<unknown>((inner, name) => (inner as Record<string, unknown> | undefined)?.[name], body)
  if (typeof value === 'string' && value !== '') return value
  throw badParameter(at.split('.')[0] ?? at, `'${at}' is required`, 'missing_parameter')
}

/** @throws BoxError 412 where the caller saw another version */
export function checkIfMatch({ request }: Pick<BoxCall, 'request'>, { etag }: Item): void {
  const wanted = request.headers['if-match']
  if (wanted !== undefined && wanted.replaceAll('"', '') !== String(etag)) throw changedMeanwhile()
}
