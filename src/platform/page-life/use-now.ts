import { onScopeDispose, ref } from 'vue'
import { onSeen, onUnseen } from './life'

/** This device's clock in milliseconds since 1970; updates only while the page is shown. */
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

  onSeen(() => {
    stop()
    tick()
    timer = setInterval(tick, everyMs)
  })
  onUnseen(stop)
  onScopeDispose(stop)

  return nowMs
}
