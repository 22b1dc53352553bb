// Turns what was typed into the values a recipe gets, or says what is wrong with each field.
import type { FieldProblem } from '../../text/field-problem.js'
import type { FileRef, Param, PersonRef } from '../../workflows/params.js'
import { parseChoice } from './parse-choice.js'
import { parseDate } from './parse-date.js'
import { parseNumber } from './parse-number.js'

export type ParamValue = string | number | FileRef | PersonRef
/** As typed; a number where the person chose between two readings; a file or a person that was found. */
export type TypedValue = ParamValue
export type Validated =
  | { readonly kind: 'valid'; readonly params: Readonly<Record<string, ParamValue>> }
  | { readonly kind: 'invalid'; readonly problems: Readonly<Record<string, FieldProblem>> }

/** How the person writes numbers, and where their day begins. */
export interface Reader {
  readonly locale: string
  readonly timeZone: string
}

/** An address may be long. */
const LONGEST_RECORD = 500

type Checked = { readonly value: ParamValue } | { readonly problem: FieldProblem }

/**
 * Checks every parameter; an empty optional one is left out. What isn't declared is not taken over.
 * @param known what is wrong with some of them already
 */
export function validateParams(
  params: Readonly<Record<string, Param>>,
  typed: Readonly<Record<string, TypedValue>>,
  reader: Reader,
  known: Readonly<Record<string, FieldProblem>> = {},
): Validated {
  const values: Record<string, ParamValue> = {}
  const problems: Record<string, FieldProblem> = {}
  for (const [key, param] of Object.entries(params)) {
    const given = Object.hasOwn(typed, key) ? (typed[key] ?? '') : ''
    const wrong = Object.hasOwn(known, key) ? known[key] : undefined
    if (!wrong && param.optional && isEmpty(given)) continue
    const checked = wrong ? { problem: wrong } : checkGiven(param, given, reader)
    if ('problem' in checked) problems[key] = checked.problem
    else values[key] = checked.value
  }
  return Object.keys(problems).length === 0 ? { kind: 'valid', params: values } : { kind: 'invalid', problems }
}

/** What was chosen isn't read again: as text it might be ambiguous once more. */
function checkGiven(param: Param, given: TypedValue, reader: Reader): Checked {
  if (isEmpty(given)) return { problem: { kind: 'missing' } }
  if (typeof given === 'object') return isOf(param, given) ? { value: given } : { problem: { kind: 'missing' } }
  return typeof given === 'number' && param.kind === 'number' ? withinLimits(given, param) : check(param, String(given).trim(), reader)
}

const isEmpty = (given: TypedValue): boolean => typeof given === 'string' && given.trim() === ''

function isOf({ kind }: Param, given: FileRef | PersonRef): boolean {
  return kind === ('aadObjectId' in given ? 'person' : 'file')
}

function check(param: Param, text: string, { locale, timeZone }: Reader): Checked {
  switch (param.kind) {
    case 'text':
      return [...text].length <= param.maxLength ? { value: text } : { problem: { kind: 'too_long', maxLength: param.maxLength } }
    case 'number': {
      const parsed = parseNumber(text, locale)
      if (parsed.kind === 'number') return withinLimits(parsed.value, param)
      return { problem: parsed.kind === 'ambiguous' ? parsed : { kind: 'not_a_number', typed: text } }
    }
    case 'choice': {
      const option = parseChoice(text, param.options)
      return option === null ? { problem: { kind: 'not_a_choice', typed: text } } : { value: option }
    }
    case 'date': {
      const day = parseDate(text, timeZone)
      return day === null ? { problem: { kind: 'not_a_date', typed: text } } : { value: day }
    }
    case 'file':
      return { problem: { kind: 'no_file' } }
    case 'record':
      return text.length <= LONGEST_RECORD ? { value: text } : { problem: { kind: 'too_long', maxLength: LONGEST_RECORD } }
    case 'person':
      return { problem: { kind: 'unknown_person', typed: text, nearest: [] } }
  }
}

function withinLimits(value: number, { min, max }: { readonly min?: number; readonly max?: number }): Checked {
  if (min !== undefined && value < min) return { problem: { kind: 'too_small', min } }
  if (max !== undefined && value > max) return { problem: { kind: 'too_large', max } }
  return { value }
}
