/** First characters that make a spreadsheet run a cell as a formula (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/
const NUMBER = /^-?\d+(\.\d+)?$/
/** Without this mark Excel reads UTF-8 as Latin-1. */
const BYTE_ORDER_MARK = '\uFEFF'

export type Cell = string | number | undefined

function toCell(cell: Cell): string {
  const text = cell === undefined ? '' : String(cell)
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) || safe !== text ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** RFC 4180, for spreadsheets; without the byte order mark. */
export const toCsvRows = (rows: readonly (readonly Cell[])[]): string =>
  rows.map(row => `${row.map(toCell).join(',')}\r\n`).join('')

export const toCsv = (rows: readonly (readonly Cell[])[]): string => BYTE_ORDER_MARK + toCsvRows(rows)
