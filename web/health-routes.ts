// Whether this process lives, and whether it can do its work.
import { Router } from 'express'
import type { Database } from '../database.js'
import { describeError, type Logger } from '../log.js'

export function healthRoutes({ db, log }: { db: Database; log: Logger }): Router {
  const router = Router()
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'alive' })
  })
  router.get('/readyz', async (_request, response) => {
    try {
      await db.query('select 1')
      response.json({ status: 'ready' })
    } catch (error) {
      log.warn({ code: 'WB-WEB-004', err: describeError(error) }, 'Not ready: the database is not answering.')
      response.status(503).json({ status: 'not ready', code: 'WB-WEB-004' })
    }
  })
  return router
}
