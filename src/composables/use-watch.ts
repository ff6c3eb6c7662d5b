import { computed, ref, watch } from 'vue'
import type { Ref } from 'vue'
import { needsStudent } from '@/live/player-state'
import { showsPicture, watchView } from '@/live/watch-view'
import type { LivePlayerCommands, LivePlayerEvents } from '@/platform/live-player.types'
import { useCacheTuner } from './use-cache-tuner'
import { useFadingControls } from './use-fading-controls'
import { useLiveLesson } from './use-live-lesson'
import { usePlaybackSettings } from './use-playback-settings'
import { usePlayer } from './use-player'

/** A class is watched, not talked in: the guide's live mode. */
const MODE = 'live'

/** The text under "the picture cannot be opened". */
export type WatchFailure = 'unplayable' | 'badUrl' | 'failedText'

export interface WatchOptions {
  component: Ref<LivePlayerCommands | null>
}

/** Everything behind the student's page. */
export function useWatch({ component }: WatchOptions) {
  const { takeJoined, ...live } = useLiveLesson({ part: 'student' })
  const { session, refusalText } = live
  const playback = usePlaybackSettings()
  const tuner = useCacheTuner({ mode: MODE })
  watch(() => playback.settings.value.latency, tuner.choosePreset, { immediate: true })
  const { src, generation, onStateChange, onNetStatus, isWidePicture } = usePlayer({
    component, takeJoined, mode: MODE, onReport: tuner.report, onStatus: tuner.netStatus,
  })
  const playerProps = computed(() => playback.playerProps(MODE, tuner.limits.value))

  const view = computed(() => (refusalText.value ? 'refused' : watchView(session.player, session.lessonPhase)))
  /** The dark stage of the picture, instead of a page about the lesson. */
  const hasStage = computed(() => view.value === 'connecting' || showsPicture(view.value))

  /** It has been tried in vain for a while. */
  const isStuck = computed(() => needsStudent(session.player))
  /** Why nothing is tried any more. */
  const failure = computed((): WatchFailure => {
    const reason = session.player.phase === 'failed' ? session.player.reason : undefined
    if (reason === 'HEVC_DECODE_FAILED') return 'unplayable'
    return reason === 'URL_UNPLAYABLE' ? 'badUrl' : 'failedText'
  })
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
    await (isFullscreen.value ? player?.exitFullScreen() : player?.requestFullScreen(playback.fullScreenDirection(isWidePicture())))?.catch(() => {})
  }

  const controls = useFadingControls({ mayFade: () => view.value === 'live' && !needsTapForSound.value })

  return {
    ...live, view, hasStage, isStuck, failure, retry, playback, playerProps,
    src, generation, onStateChange, onNetStatus,
    isMuted, needsTapForSound, isFullscreen, allowSound, toggleSound, toggleFullscreen, controls,
    onAutoplayMuted(): void { needsTapForSound.value = true },
    onFullscreenChange({ fullScreen }: LivePlayerEvents['fullscreenchange'][0]): void { isFullscreen.value = fullScreen },
  }
}
