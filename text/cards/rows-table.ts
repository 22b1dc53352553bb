// The table of rows that a recipe said.
import type { Catalogue } from '../catalogue.js'
import { paragraph, table, type Element } from '../elements.js'
import { formatNumber } from '../format.js'
import { linked, shorten } from '../markdown.js'

/** One row, by column; the columns' names are what people read. `url` isn't a column: the first one leads there. */
export type Row = Readonly<Record<string, string | number | null>>

const COLUMNS_AT_MOST = 4
const CELL_LENGTH = 60

/** The table and, where rows were left out, a line that says how many. Nothing where there are no rows. */
export function rowsTable(
  { rows, rowsAtMost, locale }: { rows: readonly Row[]; rowsAtMost: number; locale: string },
  text: Catalogue,
): Element[] {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) => name !== 'url').slice(0, COLUMNS_AT_MOST)
  const left = rows.length - rowsAtMost
  const shown = rows.slice(0, rowsAtMost).map((row) => {
    const [first, ...others] = columns.map((column) => cell(row[column] ?? null, locale, text))
    return first ? [{ ...first, text: linked(first.text, row.url ?? null) }, ...others] : []
  })
  return [
    ...(shown.length > 0
      ? [
          table(
            columns.map((column) => text.receipt.column({ column: shorten(column, CELL_LENGTH) })),
            shown,
          ),
        ]
      : []),
    ...(left > 0 ? [paragraph(text.receipt.moreRows({ count: left }))] : []),
  ]
}

function cell(value: string | number | null, locale: string, text: Catalogue) {
  if (value === null) return { text: text.receipt.noValue(), isNumber: false }
  if (typeof value === 'number') return { text: text.receipt.cell({ value: formatNumber(value, locale) }), isNumber: true }
  return { text: text.receipt.cell({ value: shorten(value, CELL_LENGTH) }), isNumber: false }
}
