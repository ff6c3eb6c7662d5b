import { expect, it } from 'vitest'
import { volumeOf } from './level-meter'

const tone = (amplitude: number) => Float32Array.from({ length: 2_048 }, (_, n) => amplitude * Math.sin(n / 5))

it('is 0 for silence and for inaudible sound', () => {
  expect(volumeOf(new Float32Array(0))).toBe(0)
  expect(volumeOf(new Float32Array(2_048))).toBe(0)
  expect(volumeOf(tone(0.0005))).toBe(0)
})

it('grows with the voice up to 100', () => {
  const volumes = [0.002, 0.02, 0.2, 1].map(amplitude => volumeOf(tone(amplitude)))
  expect(volumes).toEqual([...volumes].sort((a, b) => a - b))
  expect(volumes[0]).toBeLessThan(10)
  expect(volumes[2]).toBeGreaterThan(70)
  expect(volumeOf(new Float32Array(64).fill(40))).toBe(100)
})
