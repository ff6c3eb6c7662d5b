import { expect, it } from 'vitest'
import { AttemptLimiter } from './attempt-limiter'

function setUp(max: number, windowMs: number) {
  let time = 0
  const limiter = new AttemptLimiter({ max, windowMs }, () => new Date(time))
  return { limiter, pass: (ms: number) => { time += ms } }
}

it('allows attempts up to the limit, then returns the wait', () => {
  const { limiter, pass } = setUp(2, 1000)
  expect([limiter.take('a'), limiter.take('a')]).toEqual([0, 0])
  pass(400)
  expect(limiter.take('a')).toBe(600)
  pass(600)
  expect(limiter.take('a')).toBe(0)
})

it('counts every key separately', () => {
  const { limiter } = setUp(1, 1000)
  limiter.take('a')
  expect(limiter.take('b')).toBe(0)
})

it('gives an attempt back', () => {
  const { limiter } = setUp(1, 1000)
  limiter.take('a')
  limiter.giveBack('a')
  expect(limiter.take('a')).toBe(0)
  expect(limiter.take('a')).toBe(1000)
})

it('drops the oldest keys instead of growing without bound', () => {
  const { limiter } = setUp(1, 1000)
  limiter.take('first')
  for (let key = 0; key < 20_000; key += 1) limiter.take(`key ${key}`)
  expect(limiter.take('first')).toBe(0)
  expect(limiter.take('key 19999')).toBe(1000)
})
