import { expect, test } from 'vitest'
import { FramePacer } from './frame-pacer'

const countTaken = (cameraFps: number, fps: number, seconds: number) => {
  const pacer = new FramePacer()
  const frames = Array.from({ length: cameraFps * seconds }, (_, frame) => pacer.takes(frame * 1000 / cameraFps, fps))
  return frames.filter(Boolean).length
}

test.each([
  [30, 15, 15],
  [20, 15, 15],
  [25, 24, 24],
  [60, 30, 30],
  [15, 15, 15],
  [10, 15, 10],
])('takes from %d pictures per second at most %d', (cameraFps, fps, expectedFps) => {
  expect(countTaken(cameraFps, fps, 10) / 10).toBeCloseTo(expectedFps, 0)
})

test('jitter loses no picture of a camera at the wanted rate', () => {
  const pacer = new FramePacer()
  const jitterMs = [0, 9, -8, 12, 3, -10, 5]
  const times = Array.from({ length: 150 }, (_, frame) => frame * 1000 / 15 + (jitterMs[frame % 7] ?? 0))
  const taken = times.map(timeMs => pacer.takes(timeMs, 15))
  expect(taken.filter(Boolean)).toHaveLength(150)
})

test('does not catch up after a pause', () => {
  const pacer = new FramePacer()
  pacer.takes(0, 10)
  const taken = Array.from({ length: 100 }, (_, i) => pacer.takes(60_000 + i * 10, 10)).filter(Boolean)
  expect(taken.length).toBeLessThanOrEqual(12)
})
