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
  /** Sound in the background is refused without a source and once the page is hidden (errno 1107009, 1107011). */
  isPlaying: () => boolean
  /** The port's `generation`: another number, another native component. */
  generation: () => number
}

/** Settings of the player that WeChat has as commands instead of attributes: sound in the background, a television. */
export function usePlaybackCommands({ component, settings, isPlaying, generation }: PlaybackCommandsOptions) {
  const casting = ref<CastingPhase>('off')
  /** The native component that was told to go on in the background. */
  let goingOn: number | undefined

  const dispatch = (input: CastingInput): void => { casting.value = stepCasting(casting.value, input) }

  async function goOn(): Promise<void> {
    const asked = generation()
    if (goingOn === asked || !canUse('backgroundPlayback')) return
    goingOn = asked
    try {
      await component.value?.requestBackgroundPlayback()
    } catch {
      // Asked again with the next picture.
      if (goingOn === asked) goingOn = undefined
    }
  }

  function endGoingOn(): void {
    if (goingOn === undefined) return
    goingOn = undefined
    component.value?.exitBackgroundPlayback().catch(() => { /* It did not go on. */ })
  }

  watch([() => settings.value.backgroundPlayback, isPlaying, generation], ([isWanted, plays]) => {
    if (!isWanted) endGoingOn()
    else if (plays) void goOn()
  }, { immediate: true })
  watch(generation, () => dispatch({ type: 'ended' }))
  onScopeDispose(endGoingOn)

  /** To be called by a tap, or WeChat refuses it. */
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
    onCastingUserSelect({ state }: LivePlayerEvents['castinguserselect'][0]): void { dispatch({ type: 'deviceAnswered', isChosen: state === 'success' }) },
    onCastingStateChange({ state }: LivePlayerEvents['castingstatechange'][0]): void { dispatch({ type: 'changed', hasSucceeded: state === 'success' }) },
    onCastingInterrupt(): void { dispatch({ type: 'interrupted' }) },
  }
}
