import type { Ref } from 'vue'
import type { KeptPlayer, LivePlayerCommands } from '@/platform/live-player.types'
import type { Watching } from '@/features/watch/use-watch'

export interface WatchPageOptions {
  /** The component of this page. */
  component: Ref<LivePlayerCommands | null>
}

/** The student's page around a class: in WeChat (use-watch-page.ts) the page owns it, on H5 it outlives the page. */
export interface WatchPage {
  watching: Watching
  kept: KeptPlayer | undefined
  /** Goes on in the floating window. */
  floatNow: () => void
  onWindowOpened: () => void
  onWindowClosed: () => void
}
