import { expect, test } from 'vitest'
import { SoundHold } from './sound-hold'

function setUp() {
  const sent: number[] = []
  const hold = new SoundHold(({ timestampMs }) => sent.push(timestampMs))
  const sound = (timestampMs: number) => hold.onAudio({ timestampMs, data: new Uint8Array(1) })
  return { hold, sound, taken: () => sent.splice(0) }
}

test('sends sound immediately without pictures and with a fast encoder', () => {
  const { hold, sound, taken } = setUp()
  sound(0)
  sound(2000)
  expect(taken()).toEqual([0, 2000])
  hold.onVideo(2050)
  sound(2500)
  expect(taken()).toEqual([2500])
})

test('sound waits for the pictures of the same time', () => {
  const { hold, sound, taken } = setUp()
  hold.onVideo(0)
  for (const ms of [400, 900, 1400]) sound(ms)
  expect(taken()).toEqual([400])
  hold.onVideo(500)
  expect(taken()).toEqual([900])
  hold.onVideo(900)
  expect(taken()).toEqual([1400])
})

test('sound does not wait forever for a camera without pictures', () => {
  const { hold, sound, taken } = setUp()
  hold.onVideo(0)
  for (const ms of [1000, 2000, 3000, 4000, 5000]) sound(ms)
  expect(taken()).toEqual([1000, 2000])
})
