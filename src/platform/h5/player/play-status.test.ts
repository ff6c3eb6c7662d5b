import { expect, test } from 'vitest'
import { toPlayerNetStatus } from '@/features/codes/netstatus'
import { silenceQuality, toPlayStatus } from './play-status'

test('reports the player\'s statistics in WeChat\'s fields', () => {
  const status = toPlayStatus({
    elapsedMs: 2000, arrivals: { videoBytes: 200_000, audioBytes: 12_000, bytes: 215_000, longestGapMs: 80 },
    jitterMs: 11.7, gopMs: 1000, frames: 30, width: 360, height: 640, cacheSeconds: 1.0312,
  })
  expect(toPlayerNetStatus(status)).toEqual({
    videoBitrateKbps: 800, audioBitrateKbps: 48, fps: 15, gopSeconds: 1, speedKbps: 860, jitterMs: 12,
    width: 360, height: 640, qualityLevel: 1, videoCacheMs: 1031, audioCacheMs: 1031,
  })
})

test('a longer silence means a worse network', () => {
  expect([0, 251, 1000, 1400, 2000, 2001].map(silenceQuality)).toEqual([1, 2, 3, 4, 5, 6])
})
