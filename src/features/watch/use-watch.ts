import { computed, watch } from 'vue'
import type { Ref } from 'vue'
import type { LivePlayerCommands } from '@/platform/live-player.types'
import { useCacheTuner } from '@/features/player/use-cache-tuner'
import { useJoinedLesson } from '@/features/class/use-live-lesson'
import { usePlayHistory } from '@/features/player/use-play-history'
import { usePlaybackCommands } from '@/features/player/use-playback-commands'
import { usePlaybackSettings } from '@/features/player/use-playback-settings'
import { usePlayerStore } from '@/features/player/player-store'
import { usePlayer } from '@/features/player/use-player'
import { playerQosState } from '@/features/qos/rules/player-qos-state'
import { useQos } from '@/features/qos/use-qos'
import { useFullscreen } from './use-fullscreen'
import { useSound } from './use-sound'
import { useWatchView } from './use-watch-view'

/** The guide's live mode: students only watch. */
const MODE = 'live'

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
  const machine = usePlayerStore()
  const { takeJoined, enter, leave, ...live } = useJoinedLesson({
    machine, isAllowed, isMine, goesOn: () => (isMine() && isInWindow()) || isOutside(),
  })
  const playback = usePlaybackSettings()
  const history = usePlayHistory()
  const tuner = useCacheTuner({ mode: MODE })
  watch(() => playback.settings.value.latency, tuner.choosePreset, { immediate: true })
  const qos = useQos({ component: 'player', stateNow: hints => playerQosState(machine.state, hints), isMine })
  const player = usePlayer({
    component, takeJoined, mode: MODE, isMine, isInWindow, onReport: tuner.report,
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
  /** All attributes of the player except its URL and `muted`. */
  const playerProps = computed(() => playback.playerProps(MODE, tuner.limits.value))
  const display = useWatchView({ isMine, refusalText: live.refusalText, diagnosis: live.diagnosis })
  const casting = usePlaybackCommands({
    component, settings: playback.settings,
    isPlaying: () => display.view.value === 'live', generation: () => player.generation.value,
  })
  const sound = useSound(component)
  const fullscreen = useFullscreen({
    component, direction: () => playback.fullScreenDirection(player.isWidePicture()),
  })

  return {
    live, player, playerProps, playback, history, display, casting, sound, fullscreen, leave,
    retry: (): void => machine.dispatch({ type: 'retryRequested' }),
    /** Joins a lesson and leaves the previous one. */
    enter(id: string): void {
      display.hasPicture.value = false
      history.forget()
      enter(id)
    },
  }
}

export type Watching = ReturnType<typeof useWatch>
