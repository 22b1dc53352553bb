// A browser without a window: cookies, redirects, meta refresh and forms; for tests of pages over HTTP.

/** Where the browser stands. */
export interface Page {
  readonly url: URL
  /** 0 for a page that was not fetched, because of `stopBefore`. */
  readonly status: number
  readonly html: string
  readonly headers: Headers
}

export interface TestBrowser {
  /** Follows redirects and meta refreshes. */
  open(url: string | URL): Promise<Page>
  /** Posts a page's form (its hidden fields included), and follows. @param form which one, from 0 */
  submit(page: Page, fields?: Readonly<Record<string, string>>, form?: number): Promise<Page>
  /** Chooses a person on a stand-in's login page: `alice`; an empty string denies. */
  choose(page: Page, person: string): Promise<Page>
  /** `name=value; ...` as it would be sent to this address. */
  cookies(url: string | URL): string
  /** Takes over another browser's cookies, as if the person went on in this one. */
  take(other: TestBrowser): void
  readonly jar: ReadonlyMap<string, string>
}

/**
 * @param stopBefore addresses that begin like this are not fetched: the caller wants to see the redirect itself
 * @param from the address that a proxy would name as its own
 */
export function createBrowser({ stopBefore, from }: { stopBefore?: string; from?: string } = {}): TestBrowser {
  const jar = new Map<string, string>()

  const cookies = (url: string | URL): string => {
    const { hostname, pathname } = new URL(url)
    return [...jar]
      .map(([key, value]) => [key.split('|'), value] as const)
      .filter(
        ([[host, path = '/']]) => host === hostname && (pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`)),
      )
      .map(([[, , name], value]) => `${name ?? ''}=${value}`)
      .join('; ')
  }

  const keep = (url: URL, headers: Headers): void => {
    for (const header of headers.getSetCookie()) {
      const [pair = '', ...attributes] = header.split(/; */)
      const [name = '', ...value] = pair.split('=')
      const path = /^path=(.*)$/i.exec(attributes.find((attribute) => /^path=/i.test(attribute)) ?? '')?.[1] ?? '/'
      const isGone =
        value.join('=') === '' || attributes.some((attribute) => /^max-age=0$/i.test(attribute) || /^expires=.*1970/i.test(attribute))
      const key = `${url.hostname}|${path}|${name}`
      if (isGone) jar.delete(key)
      else jar.set(key, value.join('='))
    }
  }

  const go = async (start: URL, form?: URLSearchParams): Promise<Page> => {
    let url = start
    let body = form
    for (let hops = 0; hops < 20; hops++) {
      if (stopBefore !== undefined && url.href.startsWith(stopBefore)) return { url, status: 0, html: '', headers: new Headers() }
      const response = await fetch(url, {
        redirect: 'manual',
        headers: {
          cookie: cookies(url),
          accept: 'text/html',
          'sec-fetch-site': body ? 'same-origin' : 'none',
          ...(body && { origin: url.origin }),
          ...(from !== undefined && { 'x-forwarded-for': from }),
        },
        ...(body && { method: 'POST', body }),
      })
      keep(url, response.headers)
      const html = await response.text()
      const next = response.headers.get('location') ?? /<meta http-equiv="refresh" content="\d+; *url=([^"]+)"/i.exec(html)?.[1]
      if (next === undefined) return { url, status: response.status, html, headers: response.headers }
      url = new URL(unescapeHtml(next), url)
      body = undefined
    }
    throw new Error(`More than 20 redirects, the last to ${url.origin}${url.pathname}.`)
  }

  const submit: TestBrowser['submit'] = (page, fields = {}, form = 0) => {
    const [, attributes = '', content = ''] = [...page.html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/gi)][form] ?? []
    if (!attributes && !content)
      throw new Error(
        `${page.url.pathname} has no form: ${page.html
          .replace(/<[^>]+>/g, ' ')
          .replace(/\s+/g, ' ')
          .slice(0, 300)}`,
      )
    const values = new URLSearchParams()
    for (const [input] of content.matchAll(/<input[^>]*>/gi)) {
      const name = attribute(input, 'name')
      if (name) values.set(name, attribute(input, 'value') ?? '')
    }
    for (const [name, value] of Object.entries(fields)) values.set(name, value)
    return go(new URL(attribute(attributes, 'action') ?? '', page.url), values)
  }

  const take: TestBrowser['take'] = (other) => {
    for (const [key, value] of other.jar) jar.set(key, value)
  }
  return { open: (url) => go(new URL(url)), submit, choose: (page, person) => submit(page, { person }), cookies, take, jar }
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\s${name}="([^"]*)"`, 'i').exec(tag)?.[1]
  return value === undefined ? undefined : unescapeHtml(value)
}

function unescapeHtml(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' }
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal?: string, hex?: string, name?: string) =>
    decimal ? String.fromCharCode(Number(decimal)) : hex ? String.fromCharCode(Number.parseInt(hex, 16)) : (named[name ?? ''] ?? whole),
  )
}
