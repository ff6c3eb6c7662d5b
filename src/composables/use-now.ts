import { onUnmounted, ref } from 'vue'
import { onHide, onShow } from '@dcloudio/uni-app'

/** This device's clock, milliseconds since 1970; moves only while the page is shown. */
export function useNow(everyMs = 10_000) {
  const nowMs = ref(Date.now())
  let timer: ReturnType<typeof setInterval> | undefined

  function stop(): void {
    clearInterval(timer)
    timer = undefined
  }

  function tick(): void {
    nowMs.value = Date.now()
  }

  onShow(() => {
    stop()
    tick()
    timer = setInterval(tick, everyMs)
  })
  onHide(stop)
  onUnmounted(stop)

  return nowMs
}
