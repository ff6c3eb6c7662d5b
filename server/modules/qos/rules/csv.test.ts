import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toCsv } from './csv'

/** A reader of RFC 4180 that is independent of the writer. */
function parse(text: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let isQuoted = false
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? ''
    if (isQuoted && sign === '"' && text[at + 1] === '"') {
      cell += '"'
      at += 1
    } else if (sign === '"') isQuoted = !isQuoted
    else if (!isQuoted && (sign === ',' || sign === '\n')) {
      rows.at(-1)?.push(sign === '\n' ? cell.replace(/\r$/, '') : cell)
      cell = ''
      if (sign === '\n') rows.push([])
    } else cell += sign
  }
  return rows.slice(0, -1)
}

describe('a CSV table', () => {
  it.each([
    ['=HYPERLINK("http://x")', '\'=HYPERLINK("http://x")'],
    ['+1+1', '\'+1+1'],
    ['-2301 2007', '\'-2301 2007'],
    ['@SUM(A1)', '\'@SUM(A1)'],
    ['\tx', '\'\tx'],
  ])('does not let %j become a formula', (cell, safe) => {
    expect(parse(toCsv([[cell]]).slice(1))).toEqual([[safe]])
  })

  it('keeps numbers and codes as numbers', () => {
    expect(toCsv([[-2301, '-1307', 3.5, undefined]])).toBe('\uFEFF-2301,-1307,3.5,\r\n')
  })

  it('returns every cell unchanged, for any name', () => {
    const anyRow = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 4 })
    const withoutQuote = (row: string[]) => row.map(cell => cell.replace(/^'(?=[=+\-@\t\r])/, ''))
    fc.assert(fc.property(fc.array(anyRow, { minLength: 1, maxLength: 5 }), rows => {
      const cells = rows.map(row => row.map(cell => cell.replaceAll('\r', '')))
      const read = parse(toCsv(cells).slice(1))
      expect(read.map(withoutQuote)).toEqual(cells.map(withoutQuote))
      for (const cell of read.flat()) if (!/^-?\d+(\.\d+)?$/.test(cell)) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
    }))
  })
})
