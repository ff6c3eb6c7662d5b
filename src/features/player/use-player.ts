import { nextTick, ref } from 'vue'
import type { Ref } from 'vue'
import { toPlayerNetStatus } from '@/features/codes/netstatus'
import type { RawNetStatus } from '@/features/codes/netstatus'
import { checkPlayUrl } from './rules/play-address'
import { usePlayerStore } from './player-store'
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
import { useCodes } from '@/features/codes/use-codes'
import { useMachineEffects } from '@/features/recovery/use-machine-effects'
import type { RunningEffect } from '@/features/recovery/use-machine-effects'
import { useNetQuality } from '@/features/class/use-net-quality'
import type { Joined } from '@/features/class/use-live-lesson'

/** Reports arrive every 2 s. This many in a row without a frame or a byte mean that the picture is frozen. */
const FROZEN_REPORTS = 4

export interface PlayerOptions {
  component: Ref<LivePlayerCommands | null>
  takeJoined: () => Promise<Joined>
  mode: PlayerMode
  /** Whether this caller owns the player. Only one player is active on a device. */
  isMine?: () => boolean
  /** Called with every code of the component, known or unknown. */
  onCode?: (code: number, event: PlayerEvent | undefined) => void
  onReport?: (event: PlayerEvent) => void
  onStatus?: (raw: RawNetStatus) => void
}

/** Performs the effects of the player's machine, and passes the reports of component and server to it. */
export function usePlayer({
  component, takeJoined, mode, isMine = () => true, onCode, onReport, onStatus,
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
    await component.value?.stop().catch(() => {})
    await component.value?.play().catch(() => {})
    return true
  }

  useMachineEffects({
    state: () => (isMine() ? player.state : IDLE_PLAYER),
    effectOf: playerEffect,
    run,
    dispatch: input => {
      if (isMine()) player.dispatch(input)
    },
  })

  /** Full screen follows the orientation of the picture. */
  let isLandscape = true
  let frozenReports = 0

  function onNetStatus({ info }: { info: RawNetStatus }): void {
    if (!isMine()) return
    const status = toPlayerNetStatus(info)
    if (status.width && status.height) isLandscape = status.width > status.height
    quality.report(info)
    onStatus?.(info)
    // WeChat's player does not always report that an FLV stream has stopped.
    frozenReports = status.fps === 0 && status.speedKbps === 0 ? frozenReports + 1 : 0
    if (frozenReports < FROZEN_REPORTS) return
    frozenReports = 0
    if (player.state.phase === 'live') player.dispatch({ type: 'stalled' })
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
