// The routes of the audit: its page, and its exports.
import { Router } from 'express'
import type { WebDeps } from '../../web-deps.js'
import type { Gate } from '../gate.js'
import { AUDIT, overseers } from '../site-deps.js'
import { exportPath, sendAuditPage } from './audit-page.js'
import { sendExport } from './export.js'

export function auditRoutes(deps: WebDeps, gate: Gate): Router {
  const router = Router()
  router.get(
    AUDIT,
    gate.page(overseers, (request, response, visit) => sendAuditPage(deps, { request, response, visit })),
  )
  for (const format of ['csv', 'jsonl'] as const)
    router.get(
      exportPath(format),
      gate.page(overseers, (request, response, visit) => sendExport(deps, { request, response, visit, format })),
    )
  return router
}
