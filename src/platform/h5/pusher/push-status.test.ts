import { expect, test } from 'vitest'
import { toPusherNetStatus } from '@/features/codes/netstatus'
import { queueQuality, toPushStatus } from './push-status'

const FACTS = {
  elapsedMs: 2000,
  counts: { videoBytes: 200_000, audioBytes: 12_000, videoFrames: 30, droppedFrames: 0 },
  queuedBytes: 0,
  queuedBytesBefore: 0,
  queuedMs: 0,
  gopMs: 1000,
  size: { width: 360, height: 640 },
  videoQueueFrames: 1,
  audioQueueFrames: 0,
}

test('reports a healthy push in WeChat\'s fields', () => {
  expect(toPusherNetStatus(toPushStatus(FACTS))).toEqual({
    videoBitrateKbps: 800, audioBitrateKbps: 48, fps: 15, gopSeconds: 1, speedKbps: 848, jitterMs: 0,
    width: 360, height: 640, qualityLevel: 1, videoQueueFrames: 1, audioQueueFrames: 0,
  })
})

test('the speed counts sent bytes, not encoded bytes', () => {
  expect(toPushStatus({ ...FACTS, queuedBytes: 112_000 }).netSpeed).toBe(400)
  expect(toPushStatus({ ...FACTS, queuedBytesBefore: 112_000 }).netSpeed).toBe(1296)
})

test('a longer queue means a worse network', () => {
  expect([0, 101, 500, 1500, 3000, 3001].map(queueQuality)).toEqual([1, 2, 3, 4, 5, 6])
})
