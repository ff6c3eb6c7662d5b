import { nextTick, onUnmounted, ref } from 'vue'
import type { Ref } from 'vue'
import { toPusherNetStatus } from '@/features/codes/netstatus'
import type { RawNetStatus } from '@/features/codes/netstatus'
import { usePusherStore } from './pusher-store'
import { pusherEffect } from './rules/effects'
import type { PusherCommand } from './rules/effects'
import { toPusherEvent } from '@/features/codes/pusher-events'
import type { PusherEvent } from '@/features/codes/pusher-events'
import { failureOf } from '@/platform/command-error'
import type { LivePusherCommands, StateChange } from '@/platform/live-pusher.types'
import { refusalOf } from '@/http/api-error'
import { api } from '@/http/http'
import { useLiveSessionStore } from '@/features/class/live-session'
import { liveDevice } from '@/platform/device/live-device'
import { useCodes } from '@/features/codes/use-codes'
import { useMachineEffects } from '@/features/recovery/use-machine-effects'
import type { RunningEffect } from '@/features/recovery/use-machine-effects'
import { useNetQuality } from '@/features/class/use-net-quality'

export interface PusherOptions {
  component: Ref<LivePusherCommands | null>
  /** Called with every code of the component, known or unknown. */
  onCode?: (code: number, event: PusherEvent | undefined) => void
  /** Called with every report that goes to the machine, and the component's own message. */
  onReport: (event: PusherEvent, message: string) => void
  onStatus?: (raw: RawNetStatus) => void
}

/** Performs the effects of the pusher's machine, and passes the reports of component and server to it. */
export function usePusher({ component, onCode, onReport, onStatus }: PusherOptions) {
  const session = useLiveSessionStore()
  const pusher = usePusherStore()
  const url = ref('')
  /** A new number creates a new component. */
  const generation = ref(1)
  const quality = useNetQuality(raw => toPusherNetStatus(raw).qualityLevel)
  const decode = useCodes('pusher', toPusherEvent)
  const params = () => ({ id: session.lessonId })

  async function run(command: PusherCommand, effect: RunningEffect): Promise<boolean> {
    switch (command.type) {
      case 'preview':
        // The component also reports a refusal, and the page shows that report.
        await component.value?.startPreview().catch(() => {})
        return true
      case 'start': return start(command.wakesCapture, effect)
      case 'stop':
        // WeChat refuses `stop` when nothing runs.
        await component.value?.stop().catch(() => {})
        return true
      case 'sleep':
        await effect.sleep(command.forMs)
        return true
      case 'rebuild':
        generation.value += 1
        await nextTick()
        return true
      case 'fetch-url': return fetchUrl(effect)
      case 'ask-server': return askServer(effect)
    }
  }

  async function start(wakesCapture: boolean, effect: RunningEffect): Promise<boolean> {
    const tag = component.value
    try {
      await tag?.start()
      if (!wakesCapture) return true
      await tag?.pause()
      await tag?.resume()
      return true
    } catch (error) {
      // The component usually reports a failed start as well; some components only refuse the command.
      const failure = failureOf(error)
      if (!effect.isOver()) pusher.dispatch({ type: 'commandRefused', ...(failure && { failure }) })
      return false
    }
  }

  async function fetchUrl(effect: RunningEffect): Promise<boolean> {
    try {
      const started = await api('startLiveSession', { params: params() })
      if (effect.isOver()) return false
      session.serverAnswered(started.live)
      url.value = liveDevice.pushUrlOf(started)
    } catch (error) {
      const code = refusalOf(error)
      if (!effect.isOver()) pusher.dispatch(code ? { type: 'startRefused', code } : { type: 'startUnreachable' })
      return false
    }
    await nextTick()
    return true
  }

  async function askServer(effect: RunningEffect): Promise<boolean> {
    try {
      const { phase } = await api('getLiveSnapshot', { params: params() })
      if (!effect.isOver()) pusher.dispatch({ type: 'serverAnswered', phase })
    } catch {
      if (!effect.isOver()) pusher.dispatch({ type: 'serverUnreachable' })
    }
    return true
  }

  useMachineEffects({ state: () => pusher.state, effectOf: pusherEffect, run, dispatch: pusher.dispatch })
  onUnmounted(liveDevice.onCallEnded(() => pusher.dispatch({ type: 'callEnded' })))

  function report(code: number, message: string): void {
    const event = decode(code)
    onCode?.(code, event)
    if (event === undefined) return
    if (event === 'NETWORK_BUSY') quality.busy()
    onReport(event, message)
    pusher.dispatch({ type: 'reported', event })
  }

  return {
    url,
    generation,
    onStateChange: ({ code, message }: StateChange) => report(code, message),
    onError: ({ errCode, errMsg }: { errCode: number, errMsg: string }) => report(errCode, errMsg),
    onNetStatus({ info }: { info: RawNetStatus }): void {
      quality.report(info)
      onStatus?.(info)
    },
  }
}
