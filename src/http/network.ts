import { defineStore } from 'pinia'
import { ref } from 'vue'
import { onOnlineChange } from '@/platform/device/online'
import { api, onExchange } from './http'
import { getter } from '@/platform/getter'

/** Number of requests in a row without an answer after which the server counts as unreachable. */
const FAILURES_UNTIL_UNREACHABLE = 2
/** An answer this soon after the device has reported the loss may still be from before. */
const LATE_ANSWERS_MS = 3_000
/** Some phones report no network while there is one: without a network the server is asked this often. */
const PROBE_EVERY_MS = 15_000

export const useNetworkStore = defineStore('network', () => {
  /** Reported by the device; an answer of the server shows that the report is wrong. */
  const isConnected = ref(true)
  let lostAtMs = 0
  let probe: ReturnType<typeof setInterval> | undefined
  /** WeChat's names: `wifi`, `4g`, …; `unknown` on most browsers. */
  const networkType = ref('unknown')
  const failuresInRow = ref(0)

  const isServerReachable = getter(() => failuresInRow.value < FAILURES_UNTIL_UNREACHABLE)
  const isOnline = getter(() => isConnected.value && isServerReachable.value)

  function deviceReported(connected: boolean): void {
    isConnected.value = connected
    failuresInRow.value = 0 // A new network: earlier failures do not count.
    clearInterval(probe)
    if (connected) return
    lostAtMs = Date.now()
    probe = setInterval(() => void api('getHealth').catch(() => {}), PROBE_EVERY_MS)
  }

  uni.getNetworkType({
    success(answer) {
      networkType.value = answer.networkType
      if (answer.networkType === 'none') deviceReported(false)
    },
  })
  uni.onNetworkStatusChange(status => {
    networkType.value = status.networkType
    deviceReported(status.isConnected)
  })
  onOnlineChange(deviceReported)
  onExchange(outcome => {
    if (outcome === 'answered') serverHeard()
    else failuresInRow.value += 1
  })

  /** The server was heard, by an answer or otherwise. */
  function serverHeard(): void {
    failuresInRow.value = 0
    if (!isConnected.value && Date.now() - lostAtMs > LATE_ANSWERS_MS) deviceReported(true)
  }

  return { isConnected, networkType, isServerReachable, isOnline, serverHeard }
})
