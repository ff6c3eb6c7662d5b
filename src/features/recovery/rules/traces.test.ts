import { describe, expect, test } from 'vitest'
import { play } from '../../../../tests/support/traces/trace'
import type { Trace } from '../../../../tests/support/traces/trace'

const files = import.meta.glob<Trace>('../traces/*.json', { eager: true, import: 'default' })
const traces = Object.entries(files)

/** Rows of docs/reference/field-problems.md about component reports and recovery. */
const ROWS = [
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 20, 21, 23, 25, 26, 29, 30, 31, 32, 34, 35, 36, 37, 39, 41,
  42, 43, 44, 45, 46, 47, 48, 49, 50,
]

/** Traces with deliberately unknown codes. */
const WITH_UNKNOWN_CODES = ['pusher-unknown-codes']

test('at least eighty traces cover every component row of the field problems', () => {
  expect(traces.length).toBeGreaterThanOrEqual(80)
  const covered = new Set(traces.flatMap(([, trace]) => trace.field))
  expect(ROWS.filter(row => !covered.has(row))).toEqual([])
})

describe.each(traces)('%s', (path, trace) => {
  test(trace.title, () => {
    expect(path).toBe(`../traces/${trace.name}.json`)
    expect(trace.source).not.toBe('')
    const unknown = play(trace, ({ step, phase, state, commands }) => {
      if (!step.expect) return
      const where = `${trace.name} at ${step.atMs} ms`
      expect(phase, where).toBe(step.expect.phase)
      if (step.expect.state) expect(state, where).toMatchObject(step.expect.state)
      if (step.expect.commands) expect(commands, where).toEqual(step.expect.commands)
    })
    expect(unknown.length > 0).toBe(WITH_UNKNOWN_CODES.includes(trace.name))
  })

  test('has rising times and an expected end', () => {
    const times = trace.steps.map(({ atMs }) => atMs)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(trace.steps.at(-1)?.expect).toBeDefined()
  })
})
