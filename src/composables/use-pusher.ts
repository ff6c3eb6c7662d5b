import { nextTick, onUnmounted, ref, watch } from 'vue'
import type { Ref } from 'vue'
import { assertNever } from '@contract/assert-never'
import { toPusherNetStatus } from '@/live/netstatus'
import type { RawNetStatus } from '@/live/netstatus'
import { toPusherEvent } from '@/live/pusher-events'
import type { PusherState } from '@/live/pusher-machine'
import type { LivePusherCommands, StateChange } from '@/platform/live-pusher.types'
import { refusalOf } from '@/services/api-error'
import { api } from '@/services/http'
import { log } from '@/services/log'
import { useLiveSessionStore } from '@/stores/live-session'
import { useNetworkStore } from '@/stores/network'
import { liveDevice } from './live-device'
import { useNetQuality } from './use-net-quality'
import { usePhaseEffects } from './use-phase-effects'
import type { PhaseEffect } from './use-phase-effects'

/** Longer than the component's own three retries take. */
const STALLED_AFTER_MS = 20_000
/** The server learns of a lost stream a moment after us. */
const ASK_AFTER_MS = 400

export interface PusherOptions {
  component: Ref<LivePusherCommands | null>
  /** Called with every report that the machine is told of. */
  onReport: (code: number, message: string) => void
}

/** Performs what the pusher's machine asks for, and tells it what the component and the server report. */
export function usePusher({ component, onReport }: PusherOptions) {
  const session = useLiveSessionStore()
  const network = useNetworkStore()
  const url = ref('')
  const quality = useNetQuality(raw => toPusherNetStatus(raw).qualityLevel)
  const params = () => ({ id: session.lessonId })

  async function connect(effect: PhaseEffect): Promise<void> {
    effect.after(STALLED_AFTER_MS, () => session.dispatchPusher({ type: 'stalled' }))
    // Android starts again only what was stopped.
    await stop()
    try {
      const started = await api('startLive', { params: params() })
      if (effect.isOver()) return
      session.serverAnswered(started.live)
      url.value = liveDevice.pushUrlOf(started)
    } catch (error) {
      const code = refusalOf(error)
      if (!effect.isOver()) session.dispatchPusher(code ? { type: 'startRefused', code } : { type: 'startUnreachable' })
      return
    }
    await nextTick()
    // A failure to start is reported by the component as well; this is for those that only refuse the command.
    await component.value?.start().catch(() => {
      if (!effect.isOver()) session.dispatchPusher({ type: 'stalled' })
    })
  }

  async function ask(effect: PhaseEffect): Promise<void> {
    try {
      const { phase } = await api('getLive', { params: params() })
      if (!effect.isOver()) session.dispatchPusher({ type: 'serverAnswered', phase })
    } catch {
      if (!effect.isOver()) session.dispatchPusher({ type: 'serverUnreachable' })
    }
  }

  /** Refused where nothing runs. */
  const stop = (): Promise<void> => component.value?.stop().catch(() => {}) ?? Promise.resolve()

  function perform(state: PusherState, effect: PhaseEffect): void {
    switch (state.phase) {
      case 'connecting': return void connect(effect)
      case 'platform-reconnecting': return effect.after(STALLED_AFTER_MS, () => session.dispatchPusher({ type: 'stalled' }))
      case 'waiting': return effect.after(state.delayMs, () => session.dispatchPusher({ type: 'retryDue' }))
      case 'asking':
        void stop()
        return effect.after(ASK_AFTER_MS, () => void ask(effect))
      case 'live':
      case 'interrupted': return
      case 'idle':
      case 'taken-over':
      case 'failed':
      case 'refused':
      case 'ended': return void stop()
      default: return assertNever(state)
    }
  }

  usePhaseEffects({
    state: () => session.pusher,
    perform,
    onShown: () => session.dispatchPusher({ type: 'pageShown' }),
  })
  watch(() => network.isConnected, isConnected => {
    if (isConnected) session.dispatchPusher({ type: 'networkRestored' })
  })
  onUnmounted(liveDevice.onCallEnded(() => session.dispatchPusher({ type: 'callEnded' })))

  function report(code: number, message: string): void {
    const event = toPusherEvent(code)
    if (event === undefined) return log.warn(`pusher: unknown code ${code}`)
    if (event === 'NETWORK_BUSY') quality.busy()
    onReport(code, message)
    session.dispatchPusher({ type: 'reported', event })
  }

  return {
    url,
    onStateChange: ({ code, message }: StateChange) => report(code, message),
    onError: ({ errCode, errMsg }: { errCode: number, errMsg: string }) => report(errCode, errMsg),
    onNetStatus: ({ info }: { info: RawNetStatus }) => quality.report(info),
  }
}
