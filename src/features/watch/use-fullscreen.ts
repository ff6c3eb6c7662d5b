import { ref } from 'vue'
import type { Ref } from 'vue'
import type { FullScreenDirection, LivePlayerCommands, LivePlayerEvents } from '@/platform/live-player.types'

export interface FullscreenOptions {
  component: Readonly<Ref<Pick<LivePlayerCommands, 'requestFullScreen' | 'exitFullScreen'> | null>>
  direction: () => FullScreenDirection
}

/** Full screen of the player. The state is the one that the component reports. */
export function useFullscreen({ component, direction }: FullscreenOptions) {
  const isFullscreen = ref(false)

  async function leaveFullscreen(): Promise<void> {
    if (isFullscreen.value) await component.value?.exitFullScreen().catch(() => {})
  }

  /** Some browsers refuse it; the page fills the window anyway. */
  async function toggleFullscreen(): Promise<void> {
    if (isFullscreen.value) return leaveFullscreen()
    await component.value?.requestFullScreen(direction()).catch(() => {})
  }

  return {
    isFullscreen, toggleFullscreen, leaveFullscreen,
    onFullscreenChange({ fullScreen }: LivePlayerEvents['fullscreenchange'][0]): void {
      isFullscreen.value = fullScreen
    },
  }
}
