import { expect, test } from 'vitest'
import { EMPTY_DEBUG_LOG, toDebugText, withCode, withInfo } from './debug-log'

test('shows the last statistics and the codes, newest first', () => {
  const log = withCode(withCode(withInfo(EMPTY_DEBUG_LOG, { videoFPS: 15, netSpeed: 812 }), 2001), 2004)
  expect(toDebugText(log)).toBe('videoFPS 15\nnetSpeed 812\n2004 2001')
})

test('keeps the last eight codes', () => {
  let log = EMPTY_DEBUG_LOG
  for (let code = 1; code <= 100; code += 1) log = withCode(log, code)
  expect(log.codes).toEqual([100, 99, 98, 97, 96, 95, 94, 93])
})
