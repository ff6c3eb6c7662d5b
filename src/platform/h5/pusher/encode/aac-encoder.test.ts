import { expect, test } from 'vitest'
import { monoAudioConfig } from './aac-encoder'

test.each([
  [48_000, [0x11, 0x88]],
  [44_100, [0x12, 0x08]],
  [16_000, [0x14, 0x08]],
])('describes mono AAC-LC at %d Hz as decoders expect it', (sampleRateHz, bytes) => {
  expect([...monoAudioConfig(sampleRateHz)]).toEqual(bytes)
})

test('refuses a rate that AAC does not have', () => {
  expect(() => monoAudioConfig(47_999)).toThrow(RangeError)
})
