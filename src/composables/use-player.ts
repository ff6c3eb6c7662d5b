import { ref, watch } from 'vue'
import type { Ref } from 'vue'
import { assertNever } from '@contract/assert-never'
import { toPlayerNetStatus } from '@/live/netstatus'
import type { RawNetStatus } from '@/live/netstatus'
import { toPlayerEvent } from '@/live/player-events'
import type { PlayerState } from '@/live/player-machine'
import type { LivePlayerCommands } from '@/platform/live-player.types'
import type { StateChange } from '@/platform/live-pusher.types'
import { refusalOf } from '@/services/api-error'
import { log } from '@/services/log'
import { useLiveSessionStore } from '@/stores/live-session'
import { useNetworkStore } from '@/stores/network'
import { liveDevice } from './live-device'
import { useNetQuality } from './use-net-quality'
import { usePhaseEffects } from './use-phase-effects'
import type { PhaseEffect } from './use-phase-effects'
import type { Joined } from './use-live-lesson'

/** Longer than the component's own three retries take. */
const STALLED_AFTER_MS = 15_000

export interface PlayerOptions {
  component: Ref<LivePlayerCommands | null>
  takeJoined: () => Promise<Joined>
}

/** Performs what the player's machine asks for, and tells it what the component and the server report. */
export function usePlayer({ component, takeJoined }: PlayerOptions) {
  const session = useLiveSessionStore()
  const network = useNetworkStore()
  const src = ref('')
  const quality = useNetQuality(raw => toPlayerNetStatus(raw).qualityLevel)

  async function connect(effect: PhaseEffect): Promise<void> {
    restartWhenStalled(effect)
    try {
      const { playUrls } = await takeJoined()
      if (effect.isOver()) return
      // Without URLs the class is not on air, which the same answer told the machine.
      if (playUrls) await play(liveDevice.playUrlOf(playUrls))
    } catch (error) {
      const code = refusalOf(error)
      if (!effect.isOver()) session.dispatchPlayer(code ? { type: 'watchRefused', code } : { type: 'watchUnreachable' })
    }
  }

  /** A new `src` starts the component by itself; the same one, signed within the same second, does not. */
  async function play(url: string): Promise<void> {
    const isSame = src.value === url
    src.value = url
    if (!isSame) return
    await component.value?.stop().catch(() => {})
    await component.value?.play().catch(() => {})
  }

  const restartWhenStalled = (effect: PhaseEffect): void =>
    effect.after(STALLED_AFTER_MS, () => session.dispatchPlayer({ type: 'stalled' }))

  function perform(state: PlayerState, effect: PhaseEffect): void {
    switch (state.phase) {
      case 'connecting': return void connect(effect)
      case 'buffering':
      case 'platform-reconnecting': return restartWhenStalled(effect)
      case 'waiting': return effect.after(state.delayMs, () => session.dispatchPlayer({ type: 'retryDue' }))
      case 'live':
      // Its last picture stays to be seen.
      case 'interrupted': return
      case 'idle':
      case 'waiting-room':
      case 'refused':
      case 'ended':
        src.value = ''
        return
      default: return assertNever(state)
    }
  }

  usePhaseEffects({
    state: () => session.player,
    perform,
    onShown: () => session.dispatchPlayer({ type: 'pageShown' }),
  })
  watch(() => network.isConnected, isConnected => {
    if (isConnected) session.dispatchPlayer({ type: 'networkRestored' })
  })

  /** A full screen turns with the picture. */
  let isLandscape = true

  function onNetStatus({ info }: { info: RawNetStatus }): void {
    const { width, height } = toPlayerNetStatus(info)
    if (width && height) isLandscape = width > height
    quality.report(info)
  }

  function onStateChange({ code }: StateChange): void {
    const event = toPlayerEvent(code)
    if (event === undefined) return log.warn(`player: unknown code ${code}`)
    session.dispatchPlayer({ type: 'reported', event })
  }

  return { src, onStateChange, onNetStatus, fullscreenDirection: (): 90 | 0 => (isLandscape ? 90 : 0) }
}
