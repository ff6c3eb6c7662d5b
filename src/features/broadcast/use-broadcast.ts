import { computed, ref, watch } from 'vue'
import type { Ref } from 'vue'
import type { Source } from './rules/broadcast-view'
import { isFlowing } from '@/features/pusher/rules/state'
import type { LivePusherCommands } from '@/platform/live-pusher.types'
import { liveDevice } from '@/platform/device/live-device'
import { useAdaptiveQuality } from '@/features/pusher/use-adaptive-quality'
import { useCaptureCommands } from '@/features/pusher/use-capture-commands'
import { useCaptureSettings } from '@/features/pusher/use-capture-settings'
import { useFadingControls } from '@/features/class/stage/use-fading-controls'
import { useLiveLesson } from '@/features/class/use-live-lesson'
import { usePusherStore } from '@/features/pusher/pusher-store'
import { usePusher } from '@/features/pusher/use-pusher'
import { pusherQosState } from '@/features/qos/rules/pusher-qos-state'
import { useQos } from '@/features/qos/use-qos'
import { useBroadcastView } from './use-broadcast-view'
import { useClassRequests } from './use-class-requests'
import { usePushFailure } from './use-push-failure'

export interface BroadcastOptions {
  component: Ref<LivePusherCommands | null>
  /** Component and view are ready for `preview`. The caller checks privacy and permissions first. */
  onMirrorDue: () => void
}

/** State and actions of the teacher's page. */
export function useBroadcast({ component, onMirrorDue }: BroadcastOptions) {
  const machine = usePusherStore()
  const live = useLiveLesson({ machine, roles: ['teacher'] })
  const source = ref<Source>()
  const isMicOn = ref(true)
  const isCameraOn = ref(true)

  const { settings, change, reset, pusherProps: propsOf } = useCaptureSettings()
  const adaptive = useAdaptiveQuality({ ceiling: () => settings.value.profile, isOn: () => settings.value.isAdaptive })
  const qos = useQos({ component: 'pusher', stateNow: hints => pusherQosState(machine.state, hints) })
  const failures = usePushFailure()
  const pusher = usePusher({
    component, onCode: qos.code, onRefused: failures.recordRefusal,
    onReport: (event, message) => {
      adaptive.report(event)
      failures.record(event, message)
    },
    onStatus: raw => {
      adaptive.netStatus(raw)
      qos.status(raw)
    },
  })
  const commands = useCaptureCommands({
    component, settings, change,
    isCapturing: () => machine.state.phase === 'preflight' || isFlowing(machine.state),
    generation: () => pusher.generation.value,
  })
  /** All attributes of the pusher except its URL. */
  const pusherProps = computed(() => propsOf(adaptive.profile.value, {
    isMicOn: isMicOn.value, isCameraOn: isCameraOn.value, devicePosition: commands.devicePosition.value,
  }))
  const display = useBroadcastView({ source, refusalText: live.refusalText })
  const requests = useClassRequests()
  const controls = useFadingControls({ mayFade: () => display.view.value === 'live' && source.value === 'here' })

  // The component may be ready before or after the lesson is known.
  watch(() => component.value !== null && display.setup.value !== undefined, isReady => {
    if (isReady) onMirrorDue()
  })

  function preview(): void {
    failures.forget()
    failures.isCameraOpen.value = false
    machine.dispatch({ type: 'previewRequested' })
  }

  /** Starts, continues or retries the class on this phone or browser. */
  function startHere(): void {
    source.value = 'here'
    failures.forget()
    machine.dispatch({ type: 'startRequested' })
  }

  /** Starts or continues the class for another program that sends to `pushUrl`. */
  const startElsewhere = (): Promise<void> => requests.startElsewhere(() => {
    machine.dispatch({ type: 'stopRequested' })
    source.value = 'external'
  })

  const switchCamera = (): void =>
    change('devicePosition', settings.value.devicePosition === 'front' ? 'back' : 'front')

  return {
    live, display, source, failures, pusher, pusherProps, adaptive, commands, controls,
    capture: { settings, change, reset, isMicOn, isCameraOn, orientation: liveDevice.orientation() },
    requests: { pushUrl: requests.pushUrl, isBusy: requests.isBusy, problem: requests.problem },
    actions: { preview, startHere, startElsewhere, switchCamera, end: requests.end },
  }
}
