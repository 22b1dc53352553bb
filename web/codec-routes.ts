// Decodes payloads for Temporal's UI. https://docs.temporal.io/production-deployment/data-encryption#codec-server-setup
import { json, Router } from 'express'
import { WorkbotError } from '../errors.js'
import { onlyOperators, onlyThisMachine, type CodecAudience } from './codec-access.js'
import { readPayloads, writePayloads, type PayloadDecoder } from './codec-payloads.js'
import type { WebDeps } from './web-deps.js'

export interface CodecDeps {
  readonly payloads: PayloadDecoder
  /** Where the UI's pages come from; only its origin counts. */
  readonly temporalUiUrl: string
  readonly audience: CodecAudience
}

/** Operators read; only the sandbox also encodes what is typed into the UI. */
export function codecRoutes(deps: WebDeps, { payloads, temporalUiUrl, audience }: CodecDeps): Router {
  const router = Router()
  const access = audience.kind === 'this machine' ? onlyThisMachine(temporalUiUrl) : onlyOperators(deps, temporalUiUrl, audience.isOperator)
  const directions = audience.kind === 'this machine' ? (['decode', 'encode'] as const) : (['decode'] as const)

  for (const direction of directions) {
    router.options(`/codec/${direction}`, access.origin, (_request, response) => {
      response.set({
        'Access-Control-Allow-Methods': 'POST',
        'Access-Control-Allow-Headers': 'x-namespace, content-type, authorization',
        'Access-Control-Max-Age': '600',
      })
      response.status(204).end()
    })
    router.post(`/codec/${direction}`, access.person, json({ limit: '16mb' }), async (request, response) => {
      const given = readPayloads(request.body)
      if (!given) {
        response.status(400).json({ message: 'The body must be { "payloads": [ ... ] }.', code: 'WB-CODEC-002' })
        return
      }
      try {
        response.json(writePayloads(await payloads[direction](given)))
      } catch (error) {
        if (!(error instanceof WorkbotError)) throw error
        response.status(400).json({ message: error.message, code: error.code })
      }
    })
  }
  return router
}
