/** What a spreadsheet would run as a formula when a cell begins with it (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/
const NUMBER = /^-?\d+(\.\d+)?$/
/** Without it Excel reads Chinese as Latin. */
const BYTE_ORDER_MARK = '\uFEFF'

export type Cell = string | number | undefined

function toCell(cell: Cell): string {
  const text = cell === undefined ? '' : String(cell)
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) || safe !== text ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** RFC 4180, for spreadsheets; without the mark that begins a file. */
export const toCsvRows = (rows: readonly (readonly Cell[])[]): string => rows.map(row => `${row.map(toCell).join(',')}\r\n`).join('')

export const toCsv = (rows: readonly (readonly Cell[])[]): string => BYTE_ORDER_MARK + toCsvRows(rows)
