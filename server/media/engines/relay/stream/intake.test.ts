import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Intake } from './intake'
import { MessageBudget } from '../message-budget'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

/** An intake in which every byte is an item. */
function intakeOf(perSecond = 1_000, onItem: (item: number) => void = () => {}) {
  const handled: number[] = []
  const failures: unknown[] = []
  const said: string[] = []
  let readItems = 0
  const intake = new Intake<number>({
    budget: new MessageBudget(perSecond, () => Date.now()),
    * read(data) {
      for (const byte of data) {
        readItems++
        yield byte
      }
    },
    bytesOf: () => 0,
    handle: item => {
      handled.push(item)
      onItem(item)
    },
    fail: error => failures.push(error),
    pause: () => said.push('pause'),
    resume: () => said.push('resume'),
  })
  return { intake, handled, failures, said, readItems: () => readItems }
}

test('handles items in order', () => {
  const { intake, handled, said } = intakeOf()
  intake.push(Buffer.of(1, 2))
  intake.push(Buffer.of(3))
  expect(handled).toEqual([1, 2, 3])
  expect(said).toEqual([])
})

test('keeps to the budget, reads nothing ahead, and pauses the socket', () => {
  const { intake, handled, said, readItems } = intakeOf(10)
  intake.push(Buffer.alloc(25))
  expect([handled.length, readItems()]).toEqual([20, 20])
  intake.push(Buffer.alloc(5))
  expect(said).toEqual(['pause'])
  vi.advanceTimersByTime(300)
  expect(handled).toHaveLength(23)
  vi.advanceTimersByTime(700)
  expect(handled).toHaveLength(30)
  vi.advanceTimersByTime(100)
  expect(said).toEqual(['pause', 'resume'])
})

describe('while held', () => {
  test('handles nothing, then continues at the same place', () => {
    const { intake, handled, said } = intakeOf(1_000, item => { if (item === 2) intake.hold() })
    intake.push(Buffer.of(1, 2, 3))
    intake.push(Buffer.of(4))
    expect(handled).toEqual([1, 2])
    intake.release()
    expect(handled).toEqual([1, 2, 3, 4])
    expect(said).toEqual(['pause', 'resume'])
  })
})

describe('after a stop', () => {
  test('nothing is handled, not even waiting items', () => {
    const { intake, handled, said } = intakeOf(10)
    intake.push(Buffer.alloc(25))
    intake.stop()
    intake.push(Buffer.of(1))
    vi.advanceTimersByTime(10_000)
    expect(handled).toHaveLength(20)
    expect(said).toEqual(['pause', 'resume'])
  })

  test('inside a handler, the remaining bytes are not read', () => {
    const { intake, handled } = intakeOf(1_000, () => { intake.stop() })
    intake.push(Buffer.of(1, 2, 3))
    expect(handled).toEqual([1])
  })
})

test('a failure stops the intake and is reported once, also after a wait', () => {
  const error = new Error('bad byte')
  const { intake, handled, failures } = intakeOf(10, item => { if (item === 9) throw error })
  intake.push(Buffer.concat([Buffer.alloc(22), Buffer.of(9, 1)]))
  expect(failures).toEqual([])
  vi.advanceTimersByTime(5_000)
  intake.push(Buffer.of(9))
  expect(failures).toEqual([error])
  expect(handled).toHaveLength(23)
})
