import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { within } from './within'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('settles like the promise', async () => {
  await expect(within(Promise.resolve(1), 2_000)).resolves.toBeUndefined()
  await expect(within(Promise.reject(new Error('refused')), 2_000)).rejects.toThrow('refused')
  expect(vi.getTimerCount()).toBe(0)
})

it('resolves after the limit when the promise never settles', async () => {
  const over = vi.fn()
  void within(new Promise(() => {}), 2_000).then(over)
  await vi.advanceTimersByTimeAsync(1_999)
  expect(over).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(over).toHaveBeenCalledOnce()
})
