// Our own code for each action over a plain fetch of the same requests: both against a server that answers as the app did.
import { randomBytes } from 'node:crypto'
import { createAppRequest } from '../../activities/app-request.js'
import type { ActionCall, AnyAction } from '../../apps/define-app.js'
import { apps } from '../../apps/index.js'
import { createHttp } from '../../http/guarded-fetch.js'
import type { Http } from '../../http/http.js'
import { Secret } from '../../keys/secret.js'
import { quantile } from '../figures.js'
import { readyApps, type ReadyApp } from './actions-to-measure.js'
import { recording, startRecordedApp, type Exchange } from './recorded-app.js'

/** Milliseconds, each the median of its samples; `over` of what ours took longer than the fetches right after it. */
export interface ActionFigure {
  readonly action: string
  readonly requests: number
  readonly ours: number
  readonly plain: number
  readonly over: number
}

export interface ActionSizes {
  readonly warmUp: number
  readonly samples: number
}
/** Of the median of `over`. */
export const OVER_AT_MOST_MS = 5

export async function measureActions(sizes: ActionSizes, say: (line: string) => void): Promise<ActionFigure[]> {
  const figures: ActionFigure[] = []
  for await (const app of readyApps()) {
    try {
      for (const [name, input] of Object.entries(app.inputs)) {
        const figure = await measureAction(app, { name, input }, sizes)
        say(`  ${figure.action}: ${figure.over.toFixed(2)} ms over ${String(figure.requests)} plain requests`)
        figures.push(figure)
      }
    } finally {
      await app.close()
    }
  }
  return figures
}

async function measureAction(
  app: ReadyApp,
  { name, input }: { name: string; input: unknown },
  { warmUp, samples }: ActionSizes,
): Promise<ActionFigure> {
  const action = (apps[app.id].actions as Record<string, AnyAction>)[name]
  if (!action) throw new Error(`There is no ${app.id}.${name}.`)
  const toHost = (url: string): Http => createHttp({ acceptsHost: () => false, extraHosts: [new URL(url).host] })
  const exchanges: Exchange[] = []
  const key = randomBytes(16).toString('hex')
  await action.perform(callOf(app, { host: app.url, http: recording(toHost(app.url), exchanges), name, key }), input)
  const recorded = await startRecordedApp(exchanges)
  const call = callOf(app, { host: recorded.url, http: toHost(recorded.url), name, key })
  const times: { ours: number; plain: number }[] = []
  try {
    for (let index = -warmUp; index < samples; index++) {
      const ours = await timed(() => action.perform(call, input) as Promise<unknown>)
      const plain = await timed(() => fetchAll(exchanges, recorded.url))
      if (index >= 0) times.push({ ours, plain })
    }
  } finally {
    await recorded.close()
  }
  const median = (of: (time: (typeof times)[number]) => number): number => quantile(times.map(of), 0.5)
  return {
    ...{ action: `${app.id}.${name}`, requests: exchanges.length },
    ...{ ours: median(({ ours }) => ours), plain: median(({ plain }) => plain), over: median(({ ours, plain }) => ours - plain) },
  }
}

function callOf(app: ReadyApp, { host, http, name, key }: { host: string; http: Http; name: string; key: string }): ActionCall {
  const request = createAppRequest({ app: apps[app.id], http, host, accessToken: new Secret(app.token), actionName: name })
  return {
    ...{ request, host, effectKey: key, startedAt: new Date(), isRetry: false, accountKey: app.accountKey },
    noteOnce: (read) => read(),
    openFile: () => Promise.reject(new Error('No file is measured.')),
  }
}

/** The same requests, as a script would send them. */
async function fetchAll(exchanges: readonly Exchange[], origin: string): Promise<void> {
  for (const { request } of exchanges) {
    const { method, headers = {}, body, url } = request
    const response = await fetch(new URL(url.pathname + url.search, origin), { method, headers, ...(body !== undefined && { body }) })
    const text = await response.text()
    if (text !== '') JSON.parse(text)
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  await work()
  return performance.now() - begin
}
