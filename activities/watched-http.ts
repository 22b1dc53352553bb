// Requests to an app as operators see them: app, action, method, status and time; never an address, a header or a body.
import type { Http } from '../http/http.js'
import { countAppRequest } from '../telemetry/metrics.js'
import { part } from '../telemetry/traces.js'

/** The same requests, each a span and counted. */
export function watchedHttp(http: Http, { app, action }: { app: string; action: string }): Http {
  return (request) => {
    const facts = { 'workbot.app': app, 'workbot.action': action, 'http.request.method': request.method }
    return part(`Request ${app} ${request.method}`, facts, async (note) => {
      const begun = performance.now()
      let status: number | null = null
      try {
        const response = await http(request)
        status = response.status
        note({ 'http.response.status_code': status })
        return response
      } finally {
        countAppRequest(app, status, (performance.now() - begun) / 1_000)
      }
    })
  }
}
