// A query's records, page by page. https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_query.htm
import { z } from 'zod'
import type { ActionCall } from '../define-app.js'
import { AppUnavailable } from '../errors.js'
import { soql, type Query } from './soql.js'

const page = z.object({ done: z.boolean(), records: z.array(z.unknown()), nextRecordsUrl: z.string().optional() })
/** An activity has 20 s: what isn't there after so many pages is cut off by `limit` anyway. */
const PAGES_AT_MOST = 3

/** All of them up to the query's limit, each parsed by `row`. */
export async function queryAll<Row>({ request }: Pick<ActionCall, 'request'>, query: Query, row: z.ZodType<Row>): Promise<Row[]> {
  const records: unknown[] = []
  let answer = page.parse((await request({ method: 'GET', path: '/query', query: { q: soql(query) } })).json)
  for (let pages = 1; ; pages += 1) {
    records.push(...answer.records)
    if (answer.done || answer.nextRecordsUrl === undefined || pages === PAGES_AT_MOST) break
    answer = page.parse((await request({ method: 'GET', path: `/query/${locatorOf(answer.nextRecordsUrl)}` })).json)
  }
  return records.slice(0, query.limit).map((record) => row.parse(record))
}

/** Only the last part of the address counts: what an answer says doesn't choose where a token goes. */
function locatorOf(nextRecordsUrl: string): string {
  const [, locator] = /\/query\/([\w-]+)$/.exec(nextRecordsUrl) ?? []
  if (locator === undefined) throw new AppUnavailable('Salesforce named a next page that is none.')
  return locator
}
