// The headers by which a list says how much there is, and where the other pages are.
// https://www.servicenow.com/docs/r/api-reference/rest-apis/c_TableAPI.html

export function pageHeaders(url: URL, { offset, limit, total }: { offset: number; limit: number; total: number }): Record<string, string> {
  const count = { 'x-total-count': String(total) }
  if (total <= limit || limit <= 0 || url.searchParams.get('sysparm_suppress_pagination_header') === 'true') return count
  const last = Math.floor((total - 1) / limit) * limit
  const pages: (readonly [string, number])[] = [
    ['first', 0],
    ...(offset > 0 ? [['prev', Math.max(0, offset - limit)] as const] : []),
    ...(offset + limit < total ? [['next', offset + limit] as const] : []),
    ['last', last],
  ]
  return { ...count, link: pages.map(([rel, at]) => `<${withOffset(url, at, limit)}>;rel="${rel}"`).join(',') }
}

function withOffset(url: URL, offset: number, limit: number): string {
  const other = new URL(url)
  other.searchParams.set('sysparm_limit', String(limit))
  other.searchParams.set('sysparm_offset', String(offset))
  return other.href
}
