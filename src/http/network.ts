import { defineStore } from 'pinia'
import { ref } from 'vue'
import { onOnlineChange } from '@/platform/device/online'
import { onExchange } from './http'
import { getter } from '@/platform/getter'

/** Number of requests in a row without an answer after which the server counts as unreachable. */
const FAILURES_UNTIL_UNREACHABLE = 2

export const useNetworkStore = defineStore('network', () => {
  /** Reported by the device. */
  const isConnected = ref(true)
  /** WeChat's names: `wifi`, `4g`, …; `unknown` on most browsers. */
  const networkType = ref('unknown')
  const failuresInRow = ref(0)

  const isServerReachable = getter(() => failuresInRow.value < FAILURES_UNTIL_UNREACHABLE)
  const isOnline = getter(() => isConnected.value && isServerReachable.value)

  uni.getNetworkType({
    success(answer) {
      networkType.value = answer.networkType
      isConnected.value = answer.networkType !== 'none'
    },
  })
  uni.onNetworkStatusChange(status => {
    isConnected.value = status.isConnected
    networkType.value = status.networkType
    failuresInRow.value = 0 // A new network: earlier failures do not count.
  })
  onOnlineChange(isOnline => {
    isConnected.value = isOnline
    failuresInRow.value = 0
  })
  onExchange(outcome => {
    failuresInRow.value = outcome === 'answered' ? 0 : failuresInRow.value + 1
  })

  /** The server was reached in another way than by a request. */
  function serverHeard(): void {
    failuresInRow.value = 0
  }

  return { isConnected, networkType, isServerReachable, isOnline, serverHeard }
})
