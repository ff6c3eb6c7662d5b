import { ref, watch } from 'vue'
import { onSeen } from '@/platform/page-life/life'
import { UNHEARD, isSilent, listen, restart } from '../rules/silent-microphone'

export interface MicrophoneWatchOptions {
  /** This device is on air with its microphone on. */
  isWanted: () => boolean
}

/** Notices a microphone that is on air and hears nothing. */
export function useMicrophoneWatch({ isWanted }: MicrophoneWatchOptions) {
  const isMicSilent = ref(false)
  // Reports come several times a second, so they stay off reactive data.
  let state = UNHEARD

  function reset(): void {
    state = restart(state)
    isMicSilent.value = false
  }

  function heard({ volume }: { volume?: number }): void {
    if (volume === undefined || !isWanted()) return
    state = listen(state, volume, Date.now())
    isMicSilent.value = isSilent(state)
  }

  watch(isWanted, reset, { flush: 'sync' })
  // WeChat mutes the microphone of a hidden page.
  onSeen(reset)

  return { isMicSilent, heard }
}
