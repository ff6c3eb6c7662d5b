import type { Ref } from 'vue'
import type { KeptPlayer, LivePlayerCommands } from '@/platform/live-player.types'
import type { Watching } from '@/features/watch/use-watch'

export interface WatchPageOptions {
  /** The player component of this page. */
  component: Ref<LivePlayerCommands | null>
}

/** The student's page of a class. In WeChat (use-watch-page.ts) the page owns the class, on H5 the tab owns it. */
export interface WatchPage {
  watching: Watching
  kept: KeptPlayer | undefined
  /** Continues the class in the floating window. */
  floatNow: () => void
  onWindowOpened: () => void
  onWindowClosed: () => void
}
