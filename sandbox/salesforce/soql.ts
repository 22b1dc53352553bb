// Reads a small part of SOQL: fields, one object, conditions joined by AND, order, limit and offset.
// https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select.htm
import { malformed } from './errors.js'

export type Literal = string | number | boolean | null
export type Operator = '=' | '!=' | '<' | '>' | '<=' | '>=' | 'like' | 'in'

/** A parsed query; field names as written. */
export interface Soql {
  readonly fields: readonly string[]
  readonly object: string
  readonly where: readonly { readonly field: string; readonly operator: Operator; readonly values: readonly Literal[] }[]
  readonly orderBy: readonly { readonly field: string; readonly descending: boolean; readonly nullsLast: boolean }[]
  readonly limit: number | null
  readonly offset: number
}

const TOKEN =
  /\s*('(?:[^'\\]|\\.)*'|\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2}))?|-?\d+(?:\.\d+)?|[A-Za-z_][\w.]*|<=|>=|!=|<>|[=<>(),])/y

/** @throws ApiError MALFORMED_QUERY */
export function parseSoql(text: string): Soql {
  const tokens = tokenise(text)
  let at = 0
  const peek = (): string => tokens[at]?.toLowerCase() ?? ''
  const next = (): string => {
    const token = tokens[at++]
    if (token === undefined) throw malformed('unexpected end of query')
    return token
  }
  const takes = (word: string): boolean => peek() === word && at++ >= 0
  const expect = (word: string): void => {
    if (!takes(word)) throw malformed(`unexpected token: '${tokens[at] ?? '<EOF>'}'`)
  }
  const name = (): string => {
    const token = next()
    if (!/^[A-Za-z_]/.test(token)) throw malformed(`unexpected token: '${token}'`)
    return token
  }
  const count = (): number => {
    const token = next()
    if (!/^\d+$/.test(token)) throw malformed(`unexpected token: '${token}'`)
    return Number(token)
  }
  const list = <Item>(item: () => Item): Item[] => {
    const items = [item()]
    while (takes(',')) items.push(item())
    return items
  }
  const condition = (): Soql['where'][number] => {
    const field = name()
    const written = next().toLowerCase()
    const operator = written === '<>' ? '!=' : written
    if (operator === 'in') {
      expect('(')
      const values = list(() => literal(next()))
      expect(')')
      return { field, operator, values }
    }
    if (!isOperator(operator)) throw malformed(`unexpected token: '${written}'`)
    return { field, operator, values: [literal(next())] }
  }
  const ordering = (): Soql['orderBy'][number] => {
    const field = name()
    const descending = takes('desc') || (takes('asc') && false)
    const nullsLast = takes('nulls') ? name().toLowerCase() === 'last' : false
    return { field, descending, nullsLast }
  }

  expect('select')
  const fields = list(name)
  expect('from')
  const object = name()
  const where = takes('where') ? [condition()] : []
  while (where.length > 0 && takes('and')) where.push(condition())
  const orderBy = takes('order') ? (expect('by'), list(ordering)) : []
  const limit = takes('limit') ? count() : null
  const offset = takes('offset') ? count() : 0
  if (at < tokens.length) throw malformed(`unexpected token: '${tokens[at] ?? ''}'`)
  return { fields, object, where, orderBy, limit, offset }
}

function tokenise(text: string): string[] {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  const end = text.trimEnd().length
  while (TOKEN.lastIndex < end) {
    const from = TOKEN.lastIndex
    const [, token] = TOKEN.exec(text) ?? []
    if (token === undefined) throw malformed(`line 1:${String(from)} no viable alternative at character '${text[from] ?? ''}'`)
    tokens.push(token)
  }
  return tokens
}

function isOperator(text: string): text is Operator {
  return ['=', '!=', '<', '>', '<=', '>=', 'like'].includes(text)
}

function literal(token: string): Literal {
  if (token.startsWith("'"))
    return token
      .slice(1, -1)
      .replace(/\\(.)/g, (_whole, escaped: string) => ({ n: '\n', r: '\r', t: '\t', '%': '\\%', _: '\\_' })[escaped] ?? escaped)
  if (/^-?\d+(\.\d+)?$/.test(token)) return Number(token)
  if (/^\d{4}-/.test(token)) return token
  if (/^(true|false)$/i.test(token)) return token.toLowerCase() === 'true'
  if (/^null$/i.test(token)) return null
  throw malformed(`unexpected token: '${token}'`)
}
