// Whether this process lives, and whether it can do its work.
import { Router } from 'express'
import type { Database } from '../database.js'
import { describeError, type Logger } from '../log.js'

/** How long an answer about the database is repeated: whoever asks often costs no connection. */
const KEPT_MS = 1_000

export function healthRoutes({ db, log }: { db: Database; log: Logger }): Router {
  const router = Router()
  let last: { readonly at: number; readonly isReady: Promise<boolean> } | undefined

  const isReady = (): Promise<boolean> => {
    if (!last || Date.now() - last.at > KEPT_MS) last = { at: Date.now(), isReady: ask() }
    return last.isReady
  }
  const ask = async (): Promise<boolean> => {
    try {
      await db.query('select 1')
      return true
    } catch (error) {
      log.warn({ code: 'WB-WEB-004', err: describeError(error) }, 'Not ready: the database is not answering.')
      return false
    }
  }

  router.get('/healthz', (_request, response) => {
    response.json({ status: 'alive' })
  })
  router.get('/readyz', async (_request, response) => {
    if (await isReady()) response.json({ status: 'ready' })
    else response.status(503).json({ status: 'not ready', code: 'WB-WEB-004' })
  })
  return router
}
