import { nextTick, onUnmounted, ref, watch } from 'vue'
import type { Ref } from 'vue'
import { onUnload } from '@dcloudio/uni-app'
import type { CommandFailure } from '@/features/codes/command-failures'
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
import { isFromOtherDevice, useLiveSessionStore } from '@/features/class/live-session'
import { deviceId } from '@/platform/device/device-id'
import { liveDevice } from '@/platform/device/live-device'
import { COMMAND_LIMIT_MS, within } from '@/platform/within'
import { pusherMotion } from '@/features/recovery/rules/progress'
import { useProgress } from '@/features/recovery/use-progress'
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
  /** Called with each known error number of a refused command, also after the machine has heard a report about it. */
  onRefused?: (failure: CommandFailure) => void
}

/** Performs the effects of the pusher's machine, and passes the reports of component and server to it. */
export function usePusher({ component, onCode, onReport, onStatus, onRefused }: PusherOptions) {
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
        await within(component.value?.startPreview().catch(refused(effect)), COMMAND_LIMIT_MS)
        return true
      case 'start': return start(command.wakesCapture, effect)
      case 'wake': {
        const isDone = await perform(['pause', 'resume'], effect)
        if (isDone && !effect.isOver()) pusher.dispatch({ type: 'woken' })
        return isDone
      }
      case 'stop':
        // WeChat refuses `stop` when nothing runs.
        await within(component.value?.stop().catch(() => {}), COMMAND_LIMIT_MS)
        return true
      case 'sleep':
        await effect.sleep(command.forMs)
        return true
      case 'rebuild':
        generation.value += 1
        await nextTick()
        return true
      case 'fetch-url': return fetchUrl(command.takesOver, effect)
      case 'ask-server': return askServer(effect)
    }
  }

  const start = (wakesCapture: boolean, effect: RunningEffect): Promise<boolean> =>
    perform(wakesCapture ? ['start', 'pause', 'resume'] : ['start'], effect)

  async function perform(names: readonly ('start' | 'pause' | 'resume')[], effect: RunningEffect): Promise<boolean> {
    const tag = component.value
    for (const name of names) {
      // A capture that was paused is always resumed.
      if (effect.isOver() && name !== 'resume') return false
      await within(tag?.[name]().catch(refused(effect)), COMMAND_LIMIT_MS)
    }
    return true
  }

  /** The component usually reports a failed command as well; some components only refuse it. */
  const refused = (effect: RunningEffect) => (error: unknown): void => {
    const failure = failureOf(error)
    if (failure) onRefused?.(failure)
    if (!effect.isOver()) pusher.dispatch({ type: 'commandRefused', ...(failure && { failure }) })
  }

  /** Only a person may take the class over from another device, so an automatic try looks first. */
  async function fetchUrl(takesOver: boolean, effect: RunningEffect): Promise<boolean> {
    try {
      if (!takesOver) session.serverAnswered(await api('getLiveSnapshot', { params: params() }))
      if (effect.isOver()) return false
      const started = await api('startLiveSession', { params: params(), body: { device: deviceId } })
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
      const live = await api('getLiveSnapshot', { params: params() })
      if (effect.isOver()) return true
      pusher.dispatch({ type: 'serverAnswered', phase: live.phase, isOtherDevice: isFromOtherDevice(live) })
    } catch {
      if (!effect.isOver()) pusher.dispatch({ type: 'serverUnreachable' })
    }
    return true
  }

  useMachineEffects({ state: () => pusher.state, effectOf: pusherEffect, run, dispatch: pusher.dispatch })
  onUnmounted(liveDevice.onAudioInterruption(
    () => pusher.dispatch({ type: 'callBegan' }), () => pusher.dispatch({ type: 'callEnded' }),
  ))
  // Not `onBeforeUnmount`: in WeChat the component is gone by then.
  onUnload(() => void component.value?.stop().catch(() => {}))

  const progress = useProgress(verdict => {
    pusher.dispatch({ type: verdict === 'moves' ? 'mediaFlows' : 'mediaMissing' })
  })
  watch(() => pusher.state.phase, progress.begun, { flush: 'sync' })

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
      if (pusher.state.phase === 'connecting') pusher.dispatch({ type: 'heard' })
      progress.measured(pusherMotion(toPusherNetStatus(info)))
      onStatus?.(info)
    },
  }
}
