// Tells a page that is open somewhere when what it shows has changed, by server-sent events. It tells that, never what: the page asks anew.
import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Request, Response } from 'express'
import { describeError } from '../../log.js'
import { queryOf } from '../query-of.js'
import type { WebDeps } from '../web-deps.js'
import type { SiteDeps } from './site-deps.js'

const LOOK_MS = 2_000
/** Then the browser asks anew, and with it for who it is. */
const LASTS_MS = 10 * 60_000
const AT_ONCE = 200
const SEEN = 'seen'

/** What a page shows, as text that is another where something of it is. */
export function fingerprint(shown: unknown): string {
  return createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 16)
}

/** The address of a page's stream. @param query what the page itself was asked for */
export function liveAddress({ path, query, shown }: { path: string; query: URLSearchParams; shown: unknown }): string {
  const all = new URLSearchParams(query)
  all.set(SEEN, fingerprint(shown))
  return `${path}?${all.toString()}`
}

export interface Following {
  /** What the page would show now; null: whoever looks may no longer see it. Asked every two seconds. */
  readonly look: () => Promise<unknown>
}

/** https://html.spec.whatwg.org/multipage/server-sent-events.html */
export type Follow = (request: Pick<Request, 'originalUrl'>, response: Response, following: Following) => Promise<void>

export function createLive({ log }: Pick<WebDeps, 'log'>, { closing }: Pick<SiteDeps, 'closing'>): Follow {
  let open = 0
  return async (request, response, { look }) => {
    if (open >= AT_ONCE) {
      response.status(503).set({ 'Retry-After': '60', 'Cache-Control': 'no-store' }).end()
      return
    }
    open += 1
    // The second header: a proxy is to hand on each line at once.
    response.set({ 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' })
    response.write('retry: 5000\n\n')
    const gone = new AbortController()
    response.once('close', () => gone.abort())
    const until = AbortSignal.any([gone.signal, AbortSignal.timeout(LASTS_MS), ...(closing ? [closing] : [])])
    try {
      await tell(response, { look, until, seen: queryOf(request).get(SEEN) ?? '' })
    } catch (error) {
      // The browser comes back by itself.
      log.info({ err: describeError(error) }, 'A page is no longer brought up to date.')
    } finally {
      open -= 1
      response.end()
    }
  }
}

async function tell(
  response: Response,
  { look, until, seen: first }: Following & { readonly until: AbortSignal; readonly seen: string },
): Promise<void> {
  let seen = first
  while (!until.aborted) {
    const shown = await look()
    if (shown === null) {
      response.write('event: over\ndata:\n\n')
      return
    }
    const now = fingerprint(shown)
    // A line that says nothing keeps proxies from thinking that nobody is there.
    response.write(now === seen ? ':\n\n' : 'event: changed\ndata:\n\n')
    seen = now
    await wait(LOOK_MS, undefined, { signal: until }).catch(() => undefined)
  }
}
