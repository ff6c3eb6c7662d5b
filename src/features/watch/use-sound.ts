import { ref } from 'vue'
import type { Ref } from 'vue'
import type { LivePlayerCommands } from '@/platform/live-player.types'

/** Sound of the player: the mute button, and browsers that play without sound until a tap. */
export function useSound(component: Readonly<Ref<Pick<LivePlayerCommands, 'mute'> | null>>) {
  const isMuted = ref(false)
  /** The browser plays without sound until a tap. */
  const needsTapForSound = ref(false)

  /** Must be called in a tap handler, or the browser refuses the sound. */
  function toggleSound(): void {
    if (!needsTapForSound.value) {
      isMuted.value = !isMuted.value
      return
    }
    needsTapForSound.value = false
    isMuted.value = false
    void component.value?.mute(false)
  }

  return {
    isMuted, needsTapForSound, toggleSound,
    onAutoplayMuted(): void { needsTapForSound.value = true },
  }
}
