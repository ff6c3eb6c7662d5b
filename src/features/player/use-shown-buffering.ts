import { onScopeDispose, ref, watch } from 'vue'
import type { Ref } from 'vue'
import { shownBuffering } from './rules/shown-buffering'

/** Whether to show that the picture stands: true after a delay, false as soon as it moves. */
export function useShownBuffering(isBuffering: () => boolean): Readonly<Ref<boolean>> {
  const isShown = ref(false)
  let sinceMs: number | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  function update(): void {
    clearTimeout(timer)
    const shown = shownBuffering(sinceMs, Date.now())
    isShown.value = shown.isShown
    if (shown.askAgainInMs !== undefined) timer = setTimeout(update, shown.askAgainInMs)
  }

  watch(isBuffering, is => {
    sinceMs = is ? Date.now() : undefined
    update()
  }, { immediate: true, flush: 'sync' })
  onScopeDispose(() => clearTimeout(timer))

  return isShown
}
