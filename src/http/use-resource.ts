import { onScopeDispose, ref, shallowRef } from 'vue'
import { onSeen, onUnseen } from '@/platform/page-life/life'

export interface ResourceOptions<T> {
  load: () => Promise<T>
  /** Asks again this often while the page is shown; without it only when the page is shown again. */
  refreshEveryMs?: number
  /** Nothing is asked while this says no. */
  enabled?: () => boolean
}

/**
 * What a page shows from the server: loaded when the page is shown, kept when a later try fails, and never older than
 * what was asked for last. `error` is what the last try threw.
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

  /** Forgets what is shown, as it belongs to another day or thing, and loads anew. */
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
    asked++ // An answer that is still under way has no page to go to.
  })

  return { value, error, isLoading, refresh, reload }
}
