import { describe, expect, test } from 'vitest'
import { LONG_STEPS, missedTargets } from './long-steps.mjs'
import { summary } from './run-steps.mjs'
import { chooseSteps } from './steps.mjs'
import { readArguments, testRun } from './test-run.mjs'
import { STEPS } from './test-steps.mjs'

const names = (chosen: readonly { name: string }[]) => chosen.map(({ name }) => name)

describe('steps', () => {
  test('are all chosen by default, by name, or by the part before the colon', () => {
    expect(chooseSteps(STEPS, [])).toBe(STEPS)
    expect(names(chooseSteps(STEPS, ['lint', 'typecheck']))).toEqual(['typecheck', 'lint'])
    expect(names(chooseSteps(STEPS, ['build'])).sort()).toEqual(['build:h5', 'build:mp-weixin', 'build:server'])
    expect(() => chooseSteps(STEPS, ['unit', 'lnt'])).toThrow(/lnt.*lint/)
  })

  test.each([
    ['npm test', STEPS],
    ['npm run test:long', LONG_STEPS],
  ])('of %s have unique names and need only steps before them', (_, steps) => {
    expect(new Set(names(steps)).size).toBe(steps.length)
    steps.forEach((step, index) => {
      for (const needed of step.needs ?? []) expect(names(steps.slice(0, index))).toContain(needed)
    })
  })
})

describe('arguments', () => {
  test.each([
    [[], { only: [] }],
    [['--only', 'lint,unit'], { only: ['lint', 'unit'] }],
    [['--changed'], { only: [], changedSince: 'HEAD' }],
    [['--changed', 'main', '--only', 'unit'], { only: ['unit'], changedSince: 'main' }],
    [['--changed', '--only', 'unit'], { only: ['unit'], changedSince: 'HEAD' }],
  ])('%j', (args, expected) => {
    expect(readArguments(args)).toEqual(expected)
  })

  test.each([[['--only']], [['lint']], [['--fast']]])('%j are refused with the usage', args => {
    expect(() => readArguments(args)).toThrow(/^Usage: npm test/)
  })

  test('refuse --changed in CI', async () => {
    const before = process.env.CI
    process.env.CI = 'true'
    try {
      await expect(testRun(['--changed'])).rejects.toThrow('CI runs every step')
    } finally {
      if (before === undefined) delete process.env.CI
      else process.env.CI = before
    }
  })
})

describe('the summary', () => {
  const lint = { name: 'lint', ok: true, beganMs: 0, endedMs: 40_000 }
  const counts = { passed: 90, failed: 0, skipped: 0 }
  const unit = { name: 'unit', ok: true, beganMs: 5_000, endedMs: 125_000, counts }

  test('has a line with times for each step, the total time, and only the sum on the last line', () => {
    const { text, ok } = summary([lint, unit], 125_000)
    expect(ok).toBe(true)
    expect(text).toMatch(/✓ lint +0:00 +0:40$/m)
    expect(text).toMatch(/✓ unit +0:05 +2:00 {2}90 tests, 0 failed$/m)
    expect(text).toMatch(/all +2:05 +\(one after another: 2:40\)$/m)
    expect(text.split('\n').at(-1)).toBe('92 passed, 0 failed')
  })

  test('counts failed steps, failed tests and skipped tests', () => {
    const broken = { ...unit, ok: false, counts: { passed: 88, failed: 2, skipped: 1 } }
    const { text, ok } = summary([{ ...lint, ok: false, problem: 'stopped: the time is used up' }, broken], 125_000)
    expect(ok).toBe(false)
    expect(text).toMatch(/✗ lint.*stopped: the time is used up$/m)
    expect(text.split('\n').at(-1)).toBe('88 passed, 4 failed, 1 skipped')
  })
})

test('a bench reports the missed targets', () => {
  const report = { bench: 'x', targets: [{ name: 'one', met: true }, { name: 'two', met: false }] }
  expect(missedTargets(`a table\n${JSON.stringify(report)}\n`)).toEqual(['two'])
  expect(() => missedTargets('a table\n')).toThrow()
})
