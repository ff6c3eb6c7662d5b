import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startSweeper } from './sweeper'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

const quiet = () => ({ warn: vi.fn(), info: vi.fn() })

describe('the sweeper', () => {
  it('sweeps every second and never twice at once', async () => {
    let finish = () => {}
    const sweep = vi.fn(() => new Promise<void>(resolve => { finish = resolve }))
    const sweeper = startSweeper({ sweep, log: quiet() })
    await vi.advanceTimersByTimeAsync(5_000)
    expect(sweep).toHaveBeenCalledTimes(1)
    finish()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(sweep).toHaveBeenCalledTimes(2)
    finish()
    await sweeper.stop()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(sweep).toHaveBeenCalledTimes(2)
  })

  it('continues after failures and reports a series of them once', async () => {
    const log = quiet()
    let isDown = true
    const sweeper = startSweeper({ sweep: () => isDown ? Promise.reject(new Error('down')) : Promise.resolve(), log })
    await vi.advanceTimersByTimeAsync(5_000)
    expect([log.warn.mock.calls.length, log.info.mock.calls.length]).toEqual([1, 0])
    isDown = false
    await vi.advanceTimersByTimeAsync(2_000)
    expect(log.info).toHaveBeenCalledTimes(1)
    await sweeper.stop()
  })
})
