import { computed, ref, watch } from 'vue'
import type { Ref } from 'vue'
import { needsStudent } from '@/features/player/rules/state'
import { showsPicture, watchView } from './rules/watch-view'
import type { LivePlayerCommands, LivePlayerEvents } from '@/platform/live-player.types'
import { useCacheTuner } from '@/features/player/use-cache-tuner'
import { useJoinedLesson } from '@/features/class/use-live-lesson'
import { usePlayHistory } from '@/features/player/use-play-history'
import { usePlaybackCommands } from '@/features/player/use-playback-commands'
import { usePlaybackSettings } from '@/features/player/use-playback-settings'
import { usePlayerStore } from '@/features/player/player-store'
import { usePlayer } from '@/features/player/use-player'
import { playerQosState } from '@/features/qos/rules/player-qos-state'
import { useQos } from '@/features/qos/use-qos'
import { useShownBuffering } from '@/features/player/use-shown-buffering'

/** The guide's live mode: students only watch. */
const MODE = 'live'

/** Key of the text under "the picture cannot be opened". */
export type WatchFailure = 'unplayable' | 'badUrl' | 'failedText'

export interface WatchOptions {
  component: Ref<LivePlayerCommands | null>
  isAllowed: () => boolean
  /** Whether this caller owns the player. */
  isMine: () => boolean
  /** The picture is in a floating window of the app. */
  isInWindow: () => boolean
  /** The picture is in a window outside the app. */
  isOutside?: () => boolean
}

/** State and commands for watching a class, on its page or in a floating window. */
export function useWatch({ component, isAllowed, isMine, isInWindow, isOutside = () => false }: WatchOptions) {
  const player = usePlayerStore()
  const isFloating = computed(() => isMine() && isInWindow())
  const { takeJoined, enter, ...live } = useJoinedLesson({
    machine: player, isAllowed, isMine, goesOn: () => isFloating.value || isOutside(),
  })
  const { session, refusalText, diagnosis } = live
  const playback = usePlaybackSettings()
  const history = usePlayHistory()
  const tuner = useCacheTuner({ mode: MODE })
  watch(() => playback.settings.value.latency, tuner.choosePreset, { immediate: true })
  const qos = useQos({ component: 'player', stateNow: hints => playerQosState(player.state, hints), isMine })
  const { src, generation, onStateChange, onNetStatus, isWidePicture } = usePlayer({
    component, takeJoined, mode: MODE, isMine, onReport: tuner.report,
    onCode: (code, event) => {
      history.code(code, event)
      qos.code(code)
    },
    onStatus: raw => {
      tuner.netStatus(raw)
      history.status(raw)
      qos.status(raw)
    },
  })
  const playerProps = computed(() => playback.playerProps(MODE, tuner.limits.value))

  const view = computed(() => (refusalText.value ? 'refused' : watchView(player.state, session.lessonPhase)))
  /** The dark stage is shown instead of the lesson information. */
  const hasStage = computed(() => isMine() && (view.value === 'connecting' || showsPicture(view.value)))

  const isBuffering = computed(() => view.value === 'buffering')
  const isBufferingShown = useShownBuffering(() => isBuffering.value)
  /** View that the page shows; short pauses are not shown. */
  const shownView = computed(() => (isBuffering.value && !isBufferingShown.value ? 'live' : view.value))
  const shownDiagnosis = computed(() => (isBuffering.value && !isBufferingShown.value ? undefined : diagnosis.value))

  /** A picture of this class was shown; the waiting image is shown until then. */
  const hasPicture = ref(false)
  watch(view, now => {
    if (now === 'live' || now === 'buffering') hasPicture.value = true
    else if (!showsPicture(now)) hasPicture.value = false
  })

  const { casting, cast, onCastingUserSelect, onCastingStateChange, onCastingInterrupt } = usePlaybackCommands({
    component, settings: playback.settings, isPlaying: () => view.value === 'live', generation: () => generation.value,
  })

  /** Many tries in a row have failed. */
  const isStuck = computed(() => needsStudent(player.state))
  /** Reason when there are no more tries. */
  const failure = computed((): WatchFailure => {
    const reason = player.state.phase === 'failed' ? player.state.reason : undefined
    if (reason === 'HEVC_DECODE_FAILED' || reason === 'DEVICE_UNFIT') return 'unplayable'
    return reason === 'URL_UNPLAYABLE' ? 'badUrl' : 'failedText'
  })
  const retry = (): void => player.dispatch({ type: 'retryRequested' })

  const isMuted = ref(false)
  /** The browser plays without sound until a tap. */
  const needsTapForSound = ref(false)
  const isFullscreen = ref(false)

  /** Must be called in a tap handler, or the browser refuses it. */
  function allowSound(): void {
    needsTapForSound.value = false
    isMuted.value = false
    void component.value?.mute(false)
  }

  function toggleSound(): void {
    if (needsTapForSound.value) allowSound()
    else isMuted.value = !isMuted.value
  }

  async function leaveFullscreen(): Promise<void> {
    if (isFullscreen.value) await component.value?.exitFullScreen().catch(() => {})
  }

  /** Some browsers refuse it; the page fills the window anyway. */
  async function toggleFullscreen(): Promise<void> {
    if (isFullscreen.value) return leaveFullscreen()
    await component.value?.requestFullScreen(playback.fullScreenDirection(isWidePicture())).catch(() => {})
  }

  return {
    ...live, isFloating, view, hasStage, shownView, shownDiagnosis, hasPicture, isStuck, failure, retry, playback,
    playerProps, history,
    src, generation, onStateChange, onNetStatus, isWidePicture,
    casting, cast, onCastingUserSelect, onCastingStateChange, onCastingInterrupt,
    isMuted, needsTapForSound, isFullscreen, allowSound, toggleSound, toggleFullscreen, leaveFullscreen,
    enter(id: string): void {
      hasPicture.value = false
      history.forget()
      enter(id)
    },
    onAutoplayMuted(): void { needsTapForSound.value = true },
    onFullscreenChange({ fullScreen }: LivePlayerEvents['fullscreenchange'][0]): void {
      isFullscreen.value = fullScreen
    },
  }
}

export type Watching = ReturnType<typeof useWatch>
