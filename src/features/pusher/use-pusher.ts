import { nextTick, onUnmounted, ref } from 'vue'
import type { Ref } from 'vue'
import { toPusherNetStatus } from '@/features/codes/netstatus'
import type { RawNetStatus } from '@/features/codes/netstatus'
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
  /** Every number that the component reports, whether or not a table knows it. */
  onCode?: (code: number, event: PusherEvent | undefined) => void
  /** Called with every report that the machine is told of, in the component's own words. */
  onReport: (event: PusherEvent, message: string) => void
  onStatus?: (raw: RawNetStatus) => void
}

/** Performs what the pusher's machine asks for, and tells it what the component and the server report. */
export function usePusher({ component, onCode, onReport, onStatus }: PusherOptions) {
  const session = useLiveSessionStore()
  const url = ref('')
  /** Another number makes another component. */
  const generation = ref(1)
  const quality = useNetQuality(raw => toPusherNetStatus(raw).qualityLevel)
  const decode = useCodes('pusher', toPusherEvent)
  const params = () => ({ id: session.lessonId })

  async function run(command: PusherCommand, effect: RunningEffect): Promise<boolean> {
    switch (command.type) {
      case 'preview':
        // A refusal is reported as well, and that is what the page shows.
        await component.value?.startPreview().catch(() => {})
        return true
      case 'start': return start(command.wakesCapture, effect)
      case 'stop':
        // Refused where nothing runs.
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
      case 'ask-server': return ask(effect)
    }
  }

  async function start(wakesCapture: boolean, effect: RunningEffect): Promise<boolean> {
    const pusher = component.value
    try {
      await pusher?.start()
      if (!wakesCapture) return true
      await pusher?.pause()
      await pusher?.resume()
      return true
    } catch (error) {
      // A failure to start is reported by the component as well; this is for those that only refuse the command.
      const failure = failureOf(error)
      if (!effect.isOver()) session.dispatchPusher({ type: 'commandRefused', ...(failure && { failure }) })
      return false
    }
  }

  async function fetchUrl(effect: RunningEffect): Promise<boolean> {
    try {
      const started = await api('startLive', { params: params() })
      if (effect.isOver()) return false
      session.serverAnswered(started.live)
      url.value = liveDevice.pushUrlOf(started)
    } catch (error) {
      const code = refusalOf(error)
      if (!effect.isOver()) session.dispatchPusher(code ? { type: 'startRefused', code } : { type: 'startUnreachable' })
      return false
    }
    await nextTick()
    return true
  }

  async function ask(effect: RunningEffect): Promise<boolean> {
    try {
      const { phase } = await api('getLive', { params: params() })
      if (!effect.isOver()) session.dispatchPusher({ type: 'serverAnswered', phase })
    } catch {
      if (!effect.isOver()) session.dispatchPusher({ type: 'serverUnreachable' })
    }
    return true
  }

  useMachineEffects({ state: () => session.pusher, effectOf: pusherEffect, run, dispatch: session.dispatchPusher })
  onUnmounted(liveDevice.onCallEnded(() => session.dispatchPusher({ type: 'callEnded' })))

  function report(code: number, message: string): void {
    const event = decode(code)
    onCode?.(code, event)
    if (event === undefined) return
    if (event === 'NETWORK_BUSY') quality.busy()
    onReport(event, message)
    session.dispatchPusher({ type: 'reported', event })
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
