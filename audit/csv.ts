// Entries of the audit as CSV, which a spreadsheet opens without computing anything of it. https://www.rfc-editor.org/rfc/rfc4180
import type { AuditLine } from './read-audit.js'

const columns = [
  'id',
  'at',
  'event',
  'tenantId',
  'person',
  'runId',
  'configuration',
  'detail',
] as const satisfies readonly (keyof AuditLine)[]

export const csvHead = rowOf(columns)

/** `detail` is JSON in one cell. */
export function csvRow(line: AuditLine): string {
  return rowOf(columns.map((column) => (column === 'detail' ? JSON.stringify(line.detail) : String(line[column] ?? ''))))
}

function rowOf(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${harmless(cell).replaceAll('"', '""')}"`).join(',')}\r\n`
}

/** What begins like a formula is text to a spreadsheet with this in front. https://owasp.org/www-community/attacks/CSV_Injection */
function harmless(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
}
