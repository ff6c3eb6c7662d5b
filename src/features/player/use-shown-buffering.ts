import { onScopeDispose, ref, watch } from 'vue'
import type { Ref } from 'vue'
import { shownBuffering } from './rules/shown-buffering'

/** Whether a standing picture is worth a word by now; over at once when it moves. */
export function useShownBuffering(isBuffering: () => boolean): Readonly<Ref<boolean>> {
  const isShown = ref(false)
  let sinceMs: number | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  function look(): void {
    clearTimeout(timer)
    const shown = shownBuffering(sinceMs, Date.now())
    isShown.value = shown.isShown
    if (shown.askAgainInMs !== undefined) timer = setTimeout(look, shown.askAgainInMs)
  }

  watch(isBuffering, is => {
    sinceMs = is ? Date.now() : undefined
    look()
  }, { immediate: true, flush: 'sync' })
  onScopeDispose(() => clearTimeout(timer))

  return isShown
}
