import { expect, test } from 'vitest'
import { FLV_HEADER, audioFrameTag, videoConfigTag, videoFrameTag } from '../../flv/muxer'
import { ArrivalMeter } from './arrival-meter'

const FRAME = new Uint8Array(95)

/** A meter after 20 pictures a second with a keyframe every second, which arrive at `arrivalMs`. */
function watch(frames: number, arrivalMs: (frame: number) => number = frame => frame * 50) {
  let keyframes = 0
  const meter = new ArrivalMeter(0, () => { keyframes += 1 })
  meter.push(FLV_HEADER, 0)
  meter.push(videoConfigTag(0, FRAME), 0)
  for (let frame = 0; frame < frames; frame += 1) {
    meter.push(videoFrameTag(frame * 50, FRAME, frame % 20 === 0), arrivalMs(frame))
  }
  return { meter, keyframes: () => keyframes }
}

test('counts bytes by track, keyframes and the keyframe interval', () => {
  const { meter, keyframes } = watch(41)
  meter.push(audioFrameTag(0, FRAME), 2000)
  expect(keyframes()).toBe(3)
  expect(meter).toMatchObject({ gopMs: 1000, hasVideo: true, hasAudio: true, lastArrivalMs: 2000 })
  expect(meter.take(2000)).toMatchObject({ videoBytes: 42 * 100, audioBytes: 97 })
  expect(meter.take(2000)).toMatchObject({ videoBytes: 0, audioBytes: 0, bytes: 0 })
})

test('punctual arrival has no jitter, uneven arrival has', () => {
  expect(watch(100).meter.jitterMs).toBe(0)
  expect(watch(100, frame => frame * 50 + (frame % 2) * 30).meter.jitterMs).toBeCloseTo(30, 0)
})

test('counts the stream\'s own time for late data', () => {
  const { meter } = watch(41, frame => frame * 150)
  expect(meter.take(6000).mediaMs).toBe(2000)
  expect(meter.take(8000).mediaMs).toBe(0)
})

test('counts a silence that still lasts', () => {
  const { meter } = watch(10)
  expect(meter.take(3450).longestGapMs).toBe(3000)
})

test('recognises a stream without sound', () => {
  expect(watch(5).meter).toMatchObject({ hasVideo: true, hasAudio: false })
})
