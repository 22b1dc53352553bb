// POST /api/messages: what may come in, and what each refusal answers.
import express, { type ErrorRequestHandler, type Request, type Response, type Router } from 'express'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { describeError, type Logger } from '../log.js'
import type { Adapter, Proof } from './adapter.js'
import { looksLikeChannelToken } from './channel-token.js'
import { networkOf } from '../http/network-of.js'
import { arriving } from '../telemetry/traces.js'
import { isAllowedServiceUrl } from './service-url.js'
import { readTeamsActivity, type TeamsActivity } from './teams-activity.js'
import type { Turn } from './turn.js'

export interface MessagesRouteDeps {
  readonly adapter: Adapter
  readonly onTurn: (turn: Turn) => Promise<void>
  readonly log: Logger
  /** The sandbox's bot without an app id: nothing is signed, so only this machine may send. */
  readonly unsigned: boolean
  readonly serviceHosts: readonly string[]
  /** Failed authentications of one address in a minute, before it has to wait. */
  readonly failuresPerMinute?: number
}

const LARGEST_BODY = '256kb'

/** Text as Postgres and other systems take it: no NUL, no half of a surrogate pair. */
function storable(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\0', '').replace(/\p{Cs}/gu, '\ufffd') : value
}

/** Answers 400 or 413 to what isn't a Teams activity, 401 to what isn't proven, 403 to what comes from elsewhere, 429 after many failures. */
export function createMessagesRoute(deps: MessagesRouteDeps): Router {
  const router = express.Router()
  const failures = createFailureLimit(deps.failuresPerMinute ?? 60)
  router.post(
    '/api/messages',
    (request, response, next) => {
      if (deps.unsigned && !isOurMachine(request)) refuse(response, 403, 'This bot takes requests from its own machine only.')
      else next()
    },
    express.json({ limit: LARGEST_BODY, reviver: storable }),
    (request, response) => arriving('Teams activity', () => receive(deps, failures, request, response)),
  )
  router.use('/api/messages', answerBadBody(deps.log))
  return router
}

async function receive(deps: MessagesRouteDeps, failures: FailureLimit, request: Request, response: Response): Promise<void> {
  const { adapter, log, onTurn, unsigned, serviceHosts } = deps
  const read = readTeamsActivity(request.body)
  if (read.kind === 'malformed') {
    refuse(response, 400, read.sentence)
    return
  }
  const { activity } = read

  // Behind a proxy that we weren't told of, everybody has one address: what Teams proves to have sent is never turned away for others.
  const address = networkOf(request.ip)
  const wait = await failures.secondsToWait(address)
  const proof = await prove(deps, request, activity, wait > 0)
  if (proof === null) {
    await failures.add(address)
    if (wait > 0)
      refuse(response.set('retry-after', String(wait)), 429, 'Too many requests from this address were refused. Please wait a minute.')
    else refuse(response, 401, "This request doesn't come from Teams.")
    return
  }
  if (!isAllowedServiceUrl(activity.serviceUrl, { configured: serviceHosts, unsigned })) {
    log.warn({ code: 'WB-BOT-005', host: new URL(activity.serviceUrl).host }, 'An activity names a service host that is not allowed.')
    refuse(response, 403, "The serviceUrl's host isn't one that this bot answers at.")
    return
  }
  try {
    const answer = await adapter.receive(proof, activity, onTurn)
    response.status(answer?.status ?? 200)
    if (answer?.body === undefined) response.end()
    else response.json(answer.body)
  } catch (error) {
    log.error({ code: 'WB-BOT-006', err: describeError(error) }, 'A Teams activity could not be handled.')
    refuse(response, 500, 'Something went wrong on our side. (WB-BOT-006)')
  }
}

async function prove(
  { adapter, log, unsigned }: MessagesRouteDeps,
  request: Request,
  activity: TeamsActivity,
  isFlood: boolean,
): Promise<Proof | null> {
  const { authorization } = request.headers
  if (!unsigned && !looksLikeChannelToken(authorization)) return null
  try {
    return await adapter.prove(activity, unsigned ? '' : (authorization ?? ''))
  } catch (error) {
    // A flood fills no log.
    log[isFlood ? 'debug' : 'warn'](
      { code: 'WB-BOT-004', reason: error instanceof Error ? error.message.slice(0, 200) : 'unknown' },
      "A Teams activity's token was refused.",
    )
    return null
  }
}

/** Without signatures a web page in the developer's browser must not be able to post either: it would send an Origin, or no JSON. */
function isOurMachine({ socket, headers }: Request): boolean {
  const isLoopback = /^(::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '')
  return isLoopback && headers.origin === undefined && /^application\/json\b/i.test(headers['content-type'] ?? '')
}

interface FailureLimit {
  secondsToWait(address: string): Promise<number>
  add(address: string): Promise<void>
}

/** In memory: Teams sends all users' activities from few addresses, so only failures are counted, and what is saved is the log, and whoever looks at it. */
function createFailureLimit(perMinute: number): FailureLimit {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 })
  return {
    async secondsToWait(address) {
      const state = await limiter.get(address)
      return state !== null && state.consumedPoints >= perMinute ? Math.ceil(state.msBeforeNext / 1_000) : 0
    },
    async add(address) {
      await limiter.consume(address).catch((error: unknown) => {
        if (!(error instanceof RateLimiterRes)) throw error
      })
    },
  }
}

/** Bodies that aren't JSON, too large, or in an encoding we don't read. */
function answerBadBody(log: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response: Response, next) => {
    const status = Number((error as { status?: unknown }).status)
    if (response.headersSent) next(error)
    else if (status === 413) refuse(response, 413, `A Teams activity has ${LARGEST_BODY} at most.`)
    else if (status >= 400 && status < 500) refuse(response, 400, "This isn't a Teams activity: its body can't be read as JSON.")
    else {
      log.error({ code: 'WB-BOT-006', err: describeError(error) }, 'A Teams activity could not be handled.')
      refuse(response, 500, 'Something went wrong on our side. (WB-BOT-006)')
    }
  }
}

function refuse(response: Response, status: number, sentence: string): void {
  response.status(status).json({ error: sentence })
}
