// The worker's one inbound port, for whoever supervises it: /healthz (the process lives) and /readyz (it takes work). Off unless HEALTH_PORT is set.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describeError, type Logger } from '../log.js'

/** Every check must pass for `/readyz`; each throws what is wrong, and is given two seconds. */
export type ReadyChecks = Readonly<Record<string, () => Promise<unknown>>>

export interface Health {
  readonly port: number
  /** Until then `/readyz` says that the worker isn't ready: it is still starting. */
  begin(checks: ReadyChecks): void
  close(): Promise<void>
}

const CHECK_MS = 2_000
/** How long an answer is repeated: whoever asks often costs nothing. */
const KEPT_MS = 1_000

/** @param port 0 for any free one @throws EADDRINUSE where it is taken */
export async function startHealth({ host, port, log }: { host: string; port: number; log: Logger }): Promise<Health> {
  let checks: ReadyChecks | undefined
  let last: { readonly at: number; readonly failing: Promise<readonly string[]> } | undefined
  const failing = (): Promise<readonly string[]> => {
    if (checks === undefined) return Promise.resolve(['started'])
    if (!last || Date.now() - last.at > KEPT_MS) last = { at: Date.now(), failing: findFailing(checks, log) }
    return last.failing
  }

  const server = createServer((request, response) => {
    const answer = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(body))
    }
    if (request.url === '/healthz') answer(200, { status: 'alive' })
    else if (request.url === '/readyz') {
      void failing().then((names) => {
        if (names.length === 0) answer(200, { status: 'ready' })
        else answer(503, { status: 'not ready', failing: names, code: 'WB-WORKER-001' })
      })
    } else answer(404, { status: 'not found' })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })

  return {
    port: (server.address() as AddressInfo).port,
    begin(given) {
      checks = given
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}

async function findFailing(checks: ReadyChecks, log: Logger): Promise<readonly string[]> {
  const results = await Promise.all(Object.entries(checks).map(async ([name, check]) => ((await passes(name, check, log)) ? [] : [name])))
  return results.flat()
}

async function passes(name: string, check: () => Promise<unknown>, log: Logger): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`No answer within ${CHECK_MS} ms.`))
    }, CHECK_MS)
  })
  try {
    await Promise.race([check(), late])
    return true
  } catch (error) {
    log.warn({ code: 'WB-WORKER-001', check: name, err: describeError(error) }, 'Not ready.')
    return false
  } finally {
    clearTimeout(timer)
  }
}
