import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MessageBudget } from './message-budget'

function budget(perSecond: number) {
  let nowMs = 0
  return { bucket: new MessageBudget(perSecond, () => nowMs), pass: (ms: number) => { nowMs += ms } }
}

/** Counts the messages that pass without a pause. */
function passing(bucket: MessageBudget, bytes = 0): number {
  let count = 0
  while (bucket.waitMs() === 0 && count < 100_000) {
    bucket.spend(bytes)
    count++
  }
  return count
}

test('a burst of two seconds passes at once, then messages pass at the rate', () => {
  const { bucket, pass } = budget(100)
  expect(passing(bucket)).toBe(200)
  expect(bucket.waitMs()).toBe(10)
  pass(10)
  expect(passing(bucket)).toBe(1)
  pass(60_000)
  expect(passing(bucket)).toBe(200)
})

test('large messages cost tokens by their size', () => {
  const { bucket, pass } = budget(1_000)
  bucket.spend(32 * 1024 * 1024)
  expect(bucket.waitMs()).toBe(50)
  pass(50)
  expect(bucket.waitMs()).toBe(0)
})

test('a peer that starts to publish has the larger budget at once', () => {
  const { bucket } = budget(100)
  passing(bucket)
  bucket.setRate(1_000)
  expect(passing(bucket)).toBe(2_000)
})

test('no peer exceeds its rate plus a burst of two seconds', () => {
  const step = fc.record({ ms: fc.nat(500), bytes: fc.nat(100_000) })
  fc.assert(fc.property(fc.array(step, { maxLength: 50 }), steps => {
    const { bucket, pass } = budget(100)
    let messages = 0
    let ms = 0
    for (const { ms: stepMs, bytes } of steps) {
      messages += passing(bucket, bytes)
      pass(stepMs)
      ms += stepMs
    }
    expect(messages).toBeLessThanOrEqual(200 + ms / 10 + 1)
  }))
})
