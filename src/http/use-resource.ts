import { onScopeDispose, ref, shallowRef } from 'vue'
import { onSeen, onUnseen } from '@/platform/page-life/life'

export interface ResourceOptions<T> {
  load: () => Promise<T>
  /** Interval of the requests while the page is shown; without it, only when the page is shown again. */
  refreshEveryMs?: number
  /** While this returns false no request is sent. */
  enabled?: () => boolean
}

/**
 * Data of a page from the server. It loads when the page is shown, stays when a later try fails, and is never older
 * than the last request. `error` is the error of the last try.
 */
export function useResource<T>({ load, refreshEveryMs, enabled = () => true }: ResourceOptions<T>) {
  const value = shallowRef<T>()
  const error = shallowRef<unknown>()
  const isLoading = ref(false)
  let asked = 0
  let timer: ReturnType<typeof setInterval> | undefined

  async function refresh(): Promise<void> {
    if (!enabled()) return
    const turn = ++asked
    isLoading.value = true
    try {
      const loaded = await load()
      if (turn !== asked) return
      value.value = loaded
      error.value = undefined
    } catch (thrown) {
      if (turn === asked) error.value = thrown
    } finally {
      if (turn === asked) isLoading.value = false
    }
  }

  /** Clears the value, because it belongs to another day or object, and loads again. */
  function reload(): Promise<void> {
    value.value = undefined
    error.value = undefined
    return refresh()
  }

  function stop(): void {
    clearInterval(timer)
    timer = undefined
  }

  onSeen(() => {
    stop()
    void refresh()
    if (refreshEveryMs !== undefined) timer = setInterval(() => void refresh(), refreshEveryMs)
  })
  onUnseen(stop)
  onScopeDispose(() => {
    stop()
    asked++ // A pending answer has no page any more.
  })

  return { value, error, isLoading, refresh, reload }
}
