import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { describeEventCodes } from '../../scripts/lib/event-codes'
import { COMMAND_FAILURES } from '../../src/features/codes/command-failures'
import { PLAYER_EVENTS } from '../../src/features/codes/player-events'
import { PUSHER_EVENTS } from '../../src/features/codes/pusher-events'

const page = readFileSync('docs/event-codes.md', 'utf8')
const sections = page.split('\n## ').slice(1)

/** Cells of the rows of one section, without the table's head. */
const rowsOf = (section = ''): string[][] => section.split('\n').filter(line => /^\| -?\d/.test(line))
  .map(line => line.split(/(?<!\\)\|/).slice(1, -1).map(cell => cell.trim()))

describe('docs/event-codes.md', () => {
  test('equals the tables: otherwise run npx tsx scripts/event-codes.ts', () => {
    expect(page).toBe(describeEventCodes())
  })

  test.each([
    ['live-pusher', 0, PUSHER_EVENTS, 9],
    ['live-player', 1, PLAYER_EVENTS, 9],
    ['commands', 2, COMMAND_FAILURES, 8],
  ])('shows every row of %s with all cells', (_name, index, table, width) => {
    const rows = rowsOf(sections[index])
    expect(rows.map(([code]) => Number(code))).toEqual(Object.values(table).map(({ code }) => code))
    for (const row of rows) expect(row).toHaveLength(width)
  })
})
