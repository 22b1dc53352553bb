// The audit as a file, a piece at a time: as CSV for a spreadsheet, as JSON lines for a program.
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'
import { csvHead, csvRow } from '../../../audit/csv.js'
import { readAudit, type AuditLine } from '../../../audit/read-audit.js'
import { recordAudit } from '../../../audit/record.js'
import { describeError } from '../../../log.js'
import { queryOf } from '../../query-of.js'
import type { WebDeps } from '../../web-deps.js'
import type { Visit } from '../site-deps.js'
import { readEntriesWanted } from './entries-wanted.js'

const formats = {
  csv: { type: 'text/csv; charset=utf-8', head: csvHead, row: csvRow },
  // https://jsonlines.org
  jsonl: { type: 'application/jsonl; charset=utf-8', head: '', row: (line: AuditLine) => `${JSON.stringify(line)}\n` },
} as const

/** The export is an entry itself, written before the first line is sent. */
export async function sendExport(
  { db, log }: WebDeps,
  {
    request,
    response,
    visit,
    format,
  }: { request: Pick<Request, 'originalUrl'>; response: Response; visit: Visit; format: keyof typeof formats },
): Promise<void> {
  const { caller } = visit.session
  const { filter } = await readEntriesWanted(db, { query: queryOf(request), tenantId: caller.tenantId })
  await recordAudit(db, { event: 'audit.exported', caller, detail: { format } })
  const { type, head, row } = formats[format]
  const name = `workbot-audit-${new Date().toISOString().slice(0, 10)}.${format}`
  response.set({ 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"`, 'Cache-Control': 'no-store' })
  const pieces = async function* () {
    yield head
    for await (const line of readAudit(db, filter)) yield row(line)
  }
  try {
    await pipeline(Readable.from(pieces()), response)
  } catch (error) {
    // The connection is cut, so that nobody takes half a file for the whole.
    log.info({ err: describeError(error) }, 'An export of the audit ended early.')
  }
}
