/** One cell of a CSV file. */
export type Cell = string | number | boolean | null

// A spreadsheet runs a text that begins so as a formula (CVE-2026-27644); the apostrophe stops it.
const formula = /^[=+\-@\t\r]/
const needsQuotes = /[",\r\n]/

/** One line with its CRLF [RFC 4180 §2]; null is an empty cell, numbers stay numbers. */
export function formatCsvLine(cells: readonly Cell[]): string {
  return `${cells.map(formatCell).join(',')}\r\n`
}

function formatCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  const safe = formula.test(cell) ? `'${cell}` : cell
  return needsQuotes.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Excel reads UTF-8 only behind a byte order mark. */
export const byteOrderMark = '\uFEFF'
