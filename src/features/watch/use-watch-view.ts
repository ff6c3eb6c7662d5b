import { computed, ref, watch } from 'vue'
import type { Ref } from 'vue'
import type { Diagnosis } from '@/features/class/rules/diagnosis'
import { useLiveSessionStore } from '@/features/class/live-session'
import { usePlayerStore } from '@/features/player/player-store'
import { needsStudent } from '@/features/player/rules/state'
import { useShownBuffering } from '@/features/player/use-shown-buffering'
import { showsPicture, watchView } from './rules/watch-view'

/** Key of the text under "the picture cannot be opened". */
export type WatchFailure = 'unplayable' | 'badUrl' | 'failedText'

export interface WatchViewOptions {
  /** Whether this caller owns the player. */
  isMine: () => boolean
  refusalText: Readonly<Ref<string>>
  diagnosis: Readonly<Ref<Diagnosis | undefined>>
}

/** What the page or the floating window shows, derived from the player, the server's phase and a refusal. */
export function useWatchView({ isMine, refusalText, diagnosis }: WatchViewOptions) {
  const player = usePlayerStore()
  const session = useLiveSessionStore()

  const view = computed(() => (refusalText.value ? 'refused' : watchView(player.state, session.lessonPhase)))
  /** The dark stage is shown instead of the lesson information. */
  const hasStage = computed(() => isMine() && (view.value === 'connecting' || showsPicture(view.value)))

  const isBuffering = computed(() => view.value === 'buffering')
  const isBufferingShown = useShownBuffering(() => isBuffering.value)
  const isShortPause = computed(() => isBuffering.value && !isBufferingShown.value)
  /** View that the page shows; short pauses are not shown. */
  const shownView = computed(() => (isShortPause.value ? 'live' : view.value))
  const shownDiagnosis = computed(() => (isShortPause.value ? undefined : diagnosis.value))

  /** A picture of this class was shown; the waiting image is shown until then. */
  const hasPicture = ref(false)
  watch(view, now => {
    if (now === 'live' || now === 'buffering') hasPicture.value = true
    else if (!showsPicture(now)) hasPicture.value = false
  })

  /** Many tries in a row have failed. */
  const isStuck = computed(() => needsStudent(player.state))
  /** Reason when there are no more tries. */
  const failure = computed((): WatchFailure => {
    const reason = player.state.phase === 'failed' ? player.state.reason : undefined
    if (reason === 'HEVC_DECODE_FAILED' || reason === 'DEVICE_UNFIT') return 'unplayable'
    return reason === 'URL_UNPLAYABLE' ? 'badUrl' : 'failedText'
  })

  return { view, hasStage, shownView, shownDiagnosis, hasPicture, isStuck, failure }
}
