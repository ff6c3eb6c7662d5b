import { onScopeDispose, ref, watch } from 'vue'
import type { Ref } from 'vue'
import { stepCasting } from './rules/casting'
import type { CastingCommand, CastingInput, CastingPhase } from './rules/casting'
import type { PlaybackSettings } from './rules/playback-settings'
import { canUse } from '@/platform/capabilities/capabilities'
import type { LivePlayerCommands, LivePlayerEvents } from '@/platform/live-player.types'

type Commands = Pick<LivePlayerCommands, 'requestBackgroundPlayback' | 'exitBackgroundPlayback' | CastingCommand>

export interface PlaybackCommandsOptions {
  component: Ref<Commands | null>
  settings: Readonly<Ref<PlaybackSettings>>
  /** WeChat refuses background playback without a source and on a hidden page (errno 1107009, 1107011). */
  isPlaying: () => boolean
  /** The port's `generation`: each number is another native component. */
  generation: () => number
}

/** Player settings that are commands in WeChat, not attributes: background sound and casting. */
export function usePlaybackCommands({ component, settings, isPlaying, generation }: PlaybackCommandsOptions) {
  const casting = ref<CastingPhase>('off')
  /** Generation of the native component that accepted background playback. */
  let backgroundGeneration: number | undefined

  const dispatch = (input: CastingInput): void => { casting.value = stepCasting(casting.value, input) }

  async function requestBackground(): Promise<void> {
    const requested = generation()
    if (backgroundGeneration === requested || !canUse('backgroundPlayback')) return
    backgroundGeneration = requested
    try {
      await component.value?.requestBackgroundPlayback()
    } catch {
      // Requested again when the picture plays next.
      if (backgroundGeneration === requested) backgroundGeneration = undefined
    }
  }

  function exitBackground(): void {
    if (backgroundGeneration === undefined) return
    backgroundGeneration = undefined
    component.value?.exitBackgroundPlayback().catch(() => { /* It was not playing in the background. */ })
  }

  watch([() => settings.value.backgroundPlayback, isPlaying, generation], ([isWanted, plays]) => {
    if (!isWanted) exitBackground()
    else if (plays) void requestBackground()
  }, { immediate: true })
  watch(generation, () => dispatch({ type: 'ended' }))
  onScopeDispose(exitBackground)

  /** Must be called in a tap handler, or WeChat refuses it. */
  function cast(command: CastingCommand): void {
    if (command === 'startCasting') dispatch({ type: 'startRequested' })
    const player = component.value
    if (player === null) return dispatch({ type: 'commandRefused' })
    player[command]().then(
      () => {
        if (command === 'exitCasting') dispatch({ type: 'ended' })
      },
      () => dispatch({ type: 'commandRefused' }),
    )
  }

  return {
    casting, cast,
    onCastingUserSelect({ state }: LivePlayerEvents['castinguserselect'][0]): void {
      dispatch({ type: 'deviceAnswered', isChosen: state === 'success' })
    },
    onCastingStateChange({ state }: LivePlayerEvents['castingstatechange'][0]): void {
      dispatch({ type: 'changed', hasSucceeded: state === 'success' })
    },
    onCastingInterrupt(): void { dispatch({ type: 'interrupted' }) },
  }
}
