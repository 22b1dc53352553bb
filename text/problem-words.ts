// A field's problem in words.
import { english, type Catalogue } from './catalogue.js'
import type { FieldProblem } from './field-problem.js'
import { formatNumber } from './format.js'
import type { Markdown } from './markdown.js'

/** `Amount: did you mean 50,000 or 50?` */
export function problemWords(
  { label, problem, locale }: { label: string; problem: FieldProblem; locale: string },
  { form, param }: Catalogue = english,
): Markdown {
  const number = (value: number) => formatNumber(value, locale)
  switch (problem.kind) {
    case 'missing':
      return form.missing({ label })
    case 'not_a_number':
      return form.notANumber({ label, typed: problem.typed })
    case 'too_small':
      return form.tooSmall({ label, min: number(problem.min) })
    case 'too_large':
      return form.tooLarge({ label, max: number(problem.max) })
    case 'too_long':
      return form.tooLong({ label, maxLength: number(problem.maxLength) })
    case 'not_a_choice':
      return form.notAChoice({ label, typed: problem.typed })
    case 'not_a_date':
      return form.notADate({ label, typed: problem.typed })
    case 'unknown_person':
      return param.unknownPerson({ label, typed: problem.typed, nearest: problem.nearest })
    case 'which_person':
      return param.whichPerson({ label, typed: problem.typed, people: problem.people })
    case 'no_file':
      return param.noFile({ label })
    case 'file_refused':
      return param.refused({ label, why: problem.why, name: problem.name })
    case 'file_gone':
      return param.gone({ label })
    case 'ambiguous':
      return form.ambiguous({ label, one: number(problem.readings[0]), other: number(problem.readings[1]) })
  }
}
