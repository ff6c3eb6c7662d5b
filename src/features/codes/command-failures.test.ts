import { expect, test } from 'vitest'
import { COMMAND_FAILURES, toCommandFailure } from './command-failures'
import type { CodeSpec } from './event-spec'

const rows: [string, CodeSpec][] = Object.entries(COMMAND_FAILURES)

test('every documented errno of the live components has one name', () => {
  const documented = [102, 104, 112, ...Array.from({ length: 13 }, (_, index) => 1_107_001 + index)]
  expect(rows.map(([, { code }]) => code)).toEqual(documented)
})

test.each(rows)('%s is found by its number and complete in both languages', (name, spec) => {
  const { code, meaning, advice, contradiction, source } = spec
  expect(toCommandFailure(code)).toBe(name)
  expect(source.length).toBeGreaterThan(0)
  for (const text of [meaning, advice, contradiction]) {
    if (!text) continue
    expect(text.zh).toMatch(/[\u4E00-\u9FFF]/)
    expect(text.en).toMatch(/^[\x20-\x7E]+$/)
  }
})

test.each([0, 1107, 1_107_014, Number.NaN, undefined])('the undocumented errno %s is unknown', errno => {
  expect(toCommandFailure(errno)).toBeUndefined()
})

test('both numbers of a command in the background have the same recovery and advice', () => {
  const { NO_PERMISSION, IN_BACKGROUND } = COMMAND_FAILURES
  expect(NO_PERMISSION.recovery).toBe(IN_BACKGROUND.recovery)
  expect(NO_PERMISSION.advice).toBe(IN_BACKGROUND.advice)
})
