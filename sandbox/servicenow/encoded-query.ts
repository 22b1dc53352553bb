// Encoded queries: conditions joined by `^`, `^OR` and `^NQ`, with an order.
// https://www.servicenow.com/docs/r/platform-user-interface/c_EncodedQueryStrings.html and
// https://www.servicenow.com/docs/r/platform-user-interface/r_OpAvailableFiltersQueries.html
import type { User } from './accounts.js'
import type { Row } from './schema.js'

interface Asking {
  readonly user: User
  /** A field's value, through references where the name has dots; undefined where the table has no such field. */
  readonly valueOf: (row: Row, field: string) => string | undefined
}
type Test = (row: Row) => boolean

const OPERATORS = 'ISNOTEMPTY|ISEMPTY|NOT LIKE|NOT IN|STARTSWITH|ENDSWITH|LIKE|IN|!=|>=|<=|=|>|<'
const condition = new RegExp(`^([a-z0-9_.]+?)(${OPERATORS})(.*)$`, 's')

/** The rows that match, in the order asked for. What isn't understood is left out of the query, as ServiceNow does unless it's told otherwise. */
export function runEncodedQuery(rows: readonly Row[], encoded: string, asking: Asking): Row[] {
  const orders = encoded.split('^').filter((part) => part.startsWith('ORDERBY'))
  const alternatives = encoded.split('^NQ').map((part) => allOf(rows, part, asking))
  return sorted(
    rows.filter((row) => alternatives.some((matches) => matches(row))),
    orders,
    asking,
  )
}

/** `a=1^b=2^ORb=3`: an `OR` belongs to the condition before it. */
function allOf(rows: readonly Row[], encoded: string, asking: Asking): Test {
  const groups: Test[][] = []
  for (const part of encoded.split('^').filter((one) => one !== '' && !/^(ORDERBY|GROUPBY|EQ$)/.test(one))) {
    const isOr = part.startsWith('OR')
    const test = testOf(rows, isOr ? part.slice(2) : part, asking)
    if (!test) continue
    const last = groups.at(-1)
    if (isOr && last) last.push(test)
    else groups.push([test])
  }
  return (row) => groups.every((group) => group.some((test) => test(row)))
}

function testOf(rows: readonly Row[], part: string, { user, valueOf }: Asking): Test | undefined {
  const [, field = '', operator = '', given = ''] = condition.exec(part) ?? []
  const isKnown = rows.some((row) => valueOf(row, field) !== undefined)
  if (!isKnown) return undefined
  const wanted = evaluated(given, user)
  return (row) => compare(valueOf(row, field) ?? '', operator, wanted)
}

function compare(has: string, operator: string, wanted: string): boolean {
  const [hasLower, wantedLower] = [has.toLowerCase(), wanted.toLowerCase()]
  switch (operator) {
    case 'ISEMPTY':
      return has === ''
    case 'ISNOTEMPTY':
      return has !== ''
    case 'LIKE':
      return hasLower.includes(wantedLower)
    case 'NOT LIKE':
      return !hasLower.includes(wantedLower)
    case 'STARTSWITH':
      return hasLower.startsWith(wantedLower)
    case 'ENDSWITH':
      return hasLower.endsWith(wantedLower)
    case 'IN':
      return wantedLower.split(',').includes(hasLower)
    case 'NOT IN':
      return !wantedLower.split(',').includes(hasLower)
    case '>':
      return has > wanted
    case '<':
      return has < wanted
    case '>=':
      return has >= wanted
    case '<=':
      return has <= wanted
    default:
      return (hasLower === wantedLower) === (operator === '=')
  }
}

/** A value that begins with `javascript:` is run on the instance; a script that does nothing useful gives nothing. */
function evaluated(value: string, user: User): string {
  if (!value.startsWith('javascript:')) return value
  if (/^javascript:\s*gs\.getUserID\(\);?$/.test(value)) return user.sys_id
  return /^javascript:\s*gs\.getUserName\(\);?$/.test(value) ? user.user_name : ''
}

function sorted(rows: Row[], orders: readonly string[], { valueOf }: Asking): Row[] {
  const by = orders.map((order) => ({ isDown: order.startsWith('ORDERBYDESC'), field: order.replace(/^ORDERBY(DESC)?/, '') }))
  return rows.toSorted((one, other) => {
    for (const { isDown, field } of by) {
      const difference = (valueOf(one, field) ?? '').localeCompare(valueOf(other, field) ?? '')
      if (difference !== 0) return isDown ? -difference : difference
    }
    return 0
  })
}
