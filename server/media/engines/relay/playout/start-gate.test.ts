import { expect, test } from 'vitest'
import { StartGate } from './start-gate'

test('opens at the first keyframe and stays open', () => {
  const gate = new StartGate()
  expect(gate.admits('interframe', 0)).toBe(false)
  expect(gate.admits('keyframe', 40)).toBe(true)
  expect(gate.admits('interframe', 80)).toBe(true)
  expect(gate.admits('audio', 80)).toBe(true)
})

test('holds audio while video is expected, for a limited time', () => {
  const gate = new StartGate()
  gate.expectVideo()
  expect([0, 500, 999].map(time => gate.admits('audio', time))).toEqual([false, false, false])
  expect(gate.admits('audio', 1000)).toBe(true)
  expect(gate.admits('interframe', 1000)).toBe(false)
})

test('lets a source without video start immediately', () => {
  expect(new StartGate().admits('audio', 0)).toBe(true)
})

test('counts across the wrap of timestamps', () => {
  const gate = new StartGate()
  gate.expectVideo()
  gate.admits('audio', 2 ** 32 - 500)
  expect(gate.admits('audio', 400)).toBe(false)
  expect(gate.admits('audio', 600)).toBe(true)
})
