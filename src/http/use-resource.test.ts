import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fireHook } from '../../tests/support/client/uni-app'
import { withSetup } from '../../tests/support/client/with-setup'
import { useResource } from './use-resource'
import type { ResourceOptions } from './use-resource'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

const settle = () => vi.advanceTimersByTimeAsync(0)

function page(options: ResourceOptions<string>) {
  const { result, unmount } = withSetup(() => useResource(options))
  return { ...result, unmount }
}

/** The test answers each call by hand, in any order. */
function byHand() {
  const answers: ((text: string) => void)[] = []
  return { answers, load: () => new Promise<string>(resolve => { answers.push(resolve) }) }
}

describe('a resource', () => {
  it('loads when the page is shown and at each interval, but not behind another page', async () => {
    const load = vi.fn(async () => 'lessons')
    const { value } = page({ load, refreshEveryMs: 1_000 })
    expect(load).not.toHaveBeenCalled()
    fireHook('onShow')
    await vi.advanceTimersByTimeAsync(2_000)
    expect(value.value).toBe('lessons')
    expect(load).toHaveBeenCalledTimes(3)
    fireHook('onHide')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(load).toHaveBeenCalledTimes(3)
  })

  it('keeps its value when a later try fails and reports the error until a success', async () => {
    const load = vi.fn(async () => 'lessons')
    const { value, error, refresh } = page({ load })
    await refresh()
    load.mockRejectedValueOnce(new Error('offline'))
    await refresh()
    expect(value.value).toBe('lessons')
    expect(error.value).toEqual(new Error('offline'))
    await refresh()
    expect(error.value).toBeUndefined()
  })

  it('ignores an older answer that arrives late', async () => {
    const { answers, load } = byHand()
    const { value, refresh } = page({ load })
    void refresh()
    void refresh()
    answers[1]?.('new')
    await settle()
    answers[0]?.('old')
    await settle()
    expect(value.value).toBe('new')
  })

  it('clears the old value during a reload', async () => {
    const { answers, load } = byHand()
    const { value, refresh, reload } = page({ load })
    void refresh()
    answers[0]?.('monday')
    await settle()
    void reload()
    expect(value.value).toBeUndefined()
    answers[1]?.('tuesday')
    await settle()
    expect(value.value).toBe('tuesday')
  })

  it('sends no request while disabled', async () => {
    const load = vi.fn(async () => 'lessons')
    const { refresh } = page({ load, enabled: () => false })
    await refresh()
    expect(load).not.toHaveBeenCalled()
  })

  it('leaves no timer after unmounting and ignores a late answer', async () => {
    const { answers, load } = byHand()
    const { value, unmount } = page({ load, refreshEveryMs: 1_000 })
    fireHook('onShow')
    unmount()
    answers[0]?.('late')
    await settle()
    expect(value.value).toBeUndefined()
    expect(vi.getTimerCount()).toBe(0)
  })
})
