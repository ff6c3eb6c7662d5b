import { computed, ref } from 'vue'
import type { Ref } from 'vue'
import { needsStudent } from '@/live/player-state'
import { showsPicture, watchView } from '@/live/watch-view'
import type { LivePlayerCommands, LivePlayerEvents } from '@/platform/live-player.types'
import { useFadingControls } from './use-fading-controls'
import { useLiveLesson } from './use-live-lesson'
import { usePlayer } from './use-player'

export interface WatchOptions {
  component: Ref<LivePlayerCommands | null>
}

/** Everything behind the student's page. */
export function useWatch({ component }: WatchOptions) {
  const { takeJoined, ...live } = useLiveLesson({ part: 'student' })
  const { session, refusalText } = live
  const { src, onStateChange, onNetStatus, fullscreenDirection } = usePlayer({ component, takeJoined })

  const view = computed(() => (refusalText.value ? 'refused' : watchView(session.player, session.lessonPhase)))
  /** The dark stage of the picture, instead of a page about the lesson. */
  const hasStage = computed(() => view.value === 'connecting' || showsPicture(view.value))

  /** It has been tried in vain for a while. */
  const isStuck = computed(() => needsStudent(session.player))
  /** No network of any kind would help. */
  const isUnplayable = computed(() => session.player.phase === 'failed' && session.player.reason === 'HEVC_DECODE_FAILED')
  const retry = (): void => session.dispatchPlayer({ type: 'retryRequested' })

  const isMuted = ref(false)
  /** The browser plays without sound until somebody taps. */
  const needsTapForSound = ref(false)
  const isFullscreen = ref(false)

  /** To be called by a tap, or the browser does not allow it. */
  function allowSound(): void {
    needsTapForSound.value = false
    isMuted.value = false
    void component.value?.mute(false)
  }

  function toggleSound(): void {
    if (needsTapForSound.value) allowSound()
    else isMuted.value = !isMuted.value
  }

  /** Refused by some browsers: the page fills the window anyway. */
  async function toggleFullscreen(): Promise<void> {
    const player = component.value
    await (isFullscreen.value ? player?.exitFullScreen() : player?.requestFullScreen(fullscreenDirection()))?.catch(() => {})
  }

  const controls = useFadingControls({ mayFade: () => view.value === 'live' && !needsTapForSound.value })

  return {
    ...live, view, hasStage, isStuck, isUnplayable, retry,
    src, onStateChange, onNetStatus,
    isMuted, needsTapForSound, isFullscreen, allowSound, toggleSound, toggleFullscreen, controls,
    onAutoplayMuted(): void { needsTapForSound.value = true },
    onFullscreenChange({ fullScreen }: LivePlayerEvents['fullscreenchange'][0]): void { isFullscreen.value = fullScreen },
  }
}
