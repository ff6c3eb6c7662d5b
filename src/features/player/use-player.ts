import { nextTick, onScopeDispose, ref, watch } from 'vue'
import type { Ref } from 'vue'
import { toPlayerNetStatus } from '@/features/codes/netstatus'
import type { RawNetStatus } from '@/features/codes/netstatus'
import { checkPlayUrl } from './rules/play-address'
import { usePlayerStore } from './player-store'
import type { PlayerInput } from './rules/machine'
import { playerEffect } from './rules/effects'
import type { PlayerCommand } from './rules/effects'
import { toPlayerEvent } from '@/features/codes/player-events'
import type { PlayerEvent } from '@/features/codes/player-events'
import type { PlayerMode } from './rules/player-profiles'
import { IDLE_PLAYER } from './rules/state'
import type { LivePlayerCommands } from '@/platform/live-player.types'
import type { StateChange } from '@/platform/live-pusher.types'
import { refusalOf } from '@/http/api-error'
import { log } from '@/platform/log'
import { liveDevice } from '@/platform/device/live-device'
import { COMMAND_LIMIT_MS, within } from '@/platform/within'
import { playerMotion } from '@/features/recovery/rules/progress'
import { useProgress } from '@/features/recovery/use-progress'
import { useCodes } from '@/features/codes/use-codes'
import { useMachineEffects } from '@/features/recovery/use-machine-effects'
import type { RunningEffect } from '@/features/recovery/use-machine-effects'
import { useNetQuality } from '@/features/class/use-net-quality'
import type { Joined } from '@/features/class/use-live-lesson'

export interface PlayerOptions {
  component: Ref<LivePlayerCommands | null>
  takeJoined: () => Promise<Joined>
  mode: PlayerMode
  /** Whether this caller owns the player. Only one player is active on a device. */
  isMine?: () => boolean
  /** The picture is in WeChat's floating window. Its page is hidden, but the component takes commands. */
  isInWindow?: () => boolean
  /** Called with every code of the component, known or unknown. */
  onCode?: (code: number, event: PlayerEvent | undefined) => void
  onReport?: (event: PlayerEvent) => void
  onStatus?: (raw: RawNetStatus) => void
}

/** Performs the effects of the player's machine, and passes the reports of component and server to it. */
export function usePlayer({
  component, takeJoined, mode, isMine = () => true, isInWindow = () => false, onCode, onReport, onStatus,
}: PlayerOptions) {
  const player = usePlayerStore()
  const src = ref('')
  /** A new number creates a new component. */
  const generation = ref(1)
  const quality = useNetQuality(raw => toPlayerNetStatus(raw).qualityLevel)
  const decode = useCodes('player', toPlayerEvent)

  async function run(command: PlayerCommand, effect: RunningEffect): Promise<boolean> {
    switch (command.type) {
      case 'replay': return src.value === '' ? fetchUrl(effect) : replay()
      case 'fetch-url': return fetchUrl(effect)
      case 'rebuild':
        generation.value += 1
        await nextTick()
        return true
      case 'clear':
        src.value = ''
        await nextTick()
        return true
    }
  }

  async function fetchUrl(effect: RunningEffect): Promise<boolean> {
    try {
      const { playUrls } = await takeJoined()
      // Without URLs the class is not on air; the machine already got that from the same answer.
      if (!effect.isOver() && playUrls) await open(liveDevice.playUrlOf(playUrls))
    } catch (error) {
      const code = refusalOf(error)
      if (!effect.isOver()) player.dispatch(code ? { type: 'watchRefused', code } : { type: 'watchUnreachable' })
    }
    return true
  }

  /** A new `src` starts the component. An identical one (signed within the same second) does not. */
  async function open(url: string | undefined): Promise<void> {
    if (url === undefined) {
      log.warn('player: this device can play none of the URLs')
      player.dispatch({ type: 'deviceUnfit' })
      return
    }
    const address = checkPlayUrl(url, { mode, platform: liveDevice.platform })
    if (!address.isPlayable) {
      log.warn(`player: ${address.problem}: ${address.text.en}`)
      player.dispatch({ type: 'urlUnplayable' })
      return
    }
    const isSame = src.value === url
    src.value = url
    if (isSame) await replay()
  }

  async function replay(): Promise<boolean> {
    await within(component.value?.stop().catch(() => {}), COMMAND_LIMIT_MS)
    await within(component.value?.play().catch(() => {}), COMMAND_LIMIT_MS)
    return true
  }

  const dispatch = (input: PlayerInput): void => {
    if (isMine()) player.dispatch(input)
  }

  useMachineEffects({
    state: () => (isMine() ? player.state : IDLE_PLAYER),
    effectOf: playerEffect,
    run,
    dispatch,
    canCommandHidden: isInWindow,
  })
  onScopeDispose(liveDevice.onAudioInterruption(
    () => dispatch({ type: 'callBegan' }), () => dispatch({ type: 'callEnded' }),
  ))

  const progress = useProgress(verdict => {
    if (verdict === 'moves') dispatch({ type: 'mediaFlows' })
    // A component that buffers or connects has a limit of its own.
    else if (player.state.phase === 'live') dispatch({ type: 'stalled', isSilent: verdict === 'silent' })
  })
  watch(() => player.state.phase, progress.begun, { flush: 'sync' })

  /** Full screen follows the orientation of the picture. */
  let isLandscape = true

  function onNetStatus({ info }: { info: RawNetStatus }): void {
    if (!isMine()) return
    const status = toPlayerNetStatus(info)
    if (status.width && status.height) isLandscape = status.width > status.height
    quality.report(info)
    onStatus?.(info)
    if (player.state.phase === 'connecting') player.dispatch({ type: 'heard' })
    progress.measured(playerMotion(status))
  }

  function onStateChange({ code }: StateChange): void {
    if (!isMine()) return
    const event = decode(code)
    onCode?.(code, event)
    if (event === undefined) return
    onReport?.(event)
    player.dispatch({ type: 'reported', event })
  }

  return { src, generation, onStateChange, onNetStatus, isWidePicture: (): boolean => isLandscape }
}
