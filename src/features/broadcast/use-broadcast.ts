import { computed, ref, watch } from 'vue'
import type { Ref } from 'vue'
import { broadcastView, isOnAir, isSetup } from './rules/broadcast-view'
import type { Source } from './rules/broadcast-view'
import { failureKind } from '@/features/pusher/rules/push-failure'
import { isFlowing, needsTeacher } from '@/features/pusher/rules/state'
import { PUSHER_EVENTS } from '@/features/codes/pusher-events'
import type { PusherEvent, PusherFailure } from '@/features/codes/pusher-events'
import type { LivePusherCommands } from '@/platform/live-pusher.types'
import { messageOf } from '@/http/api-error'
import { api } from '@/http/http'
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

export interface BroadcastOptions {
  component: Ref<LivePusherCommands | null>
  /** Component and view are ready for `preview`. The caller checks privacy and permissions first. */
  onMirrorDue: () => void
}

/** State and actions of the teacher's page. */
export function useBroadcast({ component, onMirrorDue }: BroadcastOptions) {
  const machine = usePusherStore()
  const live = useLiveLesson({ machine, roles: ['teacher'] })
  const { session, refusalText } = live
  const source = ref<Source>()
  const isMicOn = ref(true)
  const isCameraOn = ref(true)
  /** The camera delivers frames. */
  const isCameraOpen = ref(false)
  /** First failure that the component has reported since the last start, with its message. */
  const firstFailure = ref<{ reason: PusherFailure, message: string }>()
  /** Push URL for OBS and ffmpeg; empty until the class starts for them. Signed: never log it. */
  const pushUrl = ref('')
  const isBusy = ref(false)
  const problem = ref('')

  const capture = useCaptureSettings()
  const { settings } = capture
  const adaptive = useAdaptiveQuality({ ceiling: () => settings.value.profile, isOn: () => settings.value.isAdaptive })
  const qos = useQos({ component: 'pusher', stateNow: hints => pusherQosState(machine.state, hints) })
  const pusher = usePusher({
    component, onReport: recordReport, onCode: qos.code,
    onStatus: raw => {
      adaptive.netStatus(raw)
      qos.status(raw)
    },
  })
  const commands = useCaptureCommands({
    component, settings, change: capture.change,
    isCapturing: () => machine.state.phase === 'preflight' || isFlowing(machine.state),
    generation: () => pusher.generation.value,
  })
  const pusherProps = computed(() => capture.pusherProps(adaptive.profile.value, {
    isMicOn: isMicOn.value, isCameraOn: isCameraOn.value, devicePosition: commands.devicePosition.value,
  }))

  const view = computed(() =>
    (refusalText.value ? 'refused' : broadcastView(source.value, machine.state, session.snapshot)))
  /** The view before the start: quality choice and preview. */
  const setup = computed(() => (isSetup(view.value) ? view.value : undefined))
  const isTeaching = computed(() => isOnAir(view.value))
  const failure = computed(() => {
    const { state } = machine
    const reason = state.phase === 'preflight' ? state.trouble : state.phase === 'failed' ? state.reason : null
    if (reason === null) return undefined
    return firstFailure.value
      ? failureKind(firstFailure.value.reason, firstFailure.value.message)
      : failureKind(reason, '')
  })

  /** Several reconnects have failed. */
  const isStuck = computed(() => needsTeacher(machine.state))
  /** Camera or microphone has failed; the class continues with the other one. */
  const lostDevice = computed(() => {
    const { state } = machine
    return state.phase === 'degraded' && (state.by === 'camera' || state.by === 'microphone') ? state.by : undefined
  })

  function recordReport(event: PusherEvent, message: string): void {
    adaptive.report(event)
    if (event === 'CAMERA_OPENED') {
      firstFailure.value = undefined
      isCameraOpen.value = true
      return
    }
    // A browser reports a refusal twice. The first report imitates WeChat's binderror and is the most precise.
    if (isFailure(event) && !firstFailure.value) firstFailure.value = { reason: event, message }
  }

  function preview(): void {
    firstFailure.value = undefined
    isCameraOpen.value = false
    machine.dispatch({ type: 'previewRequested' })
  }

  // The component may be ready before or after the lesson is known.
  watch(() => component.value !== null && setup.value !== undefined, isReady => {
    if (isReady) onMirrorDue()
  })

  /** Starts, continues or retries the class on this phone or browser. */
  function startHere(): void {
    source.value = 'here'
    firstFailure.value = undefined
    machine.dispatch({ type: 'startRequested' })
  }

  /** Starts or continues the class for another program that sends to `pushUrl`. */
  async function startElsewhere(): Promise<void> {
    await runBusy(async () => {
      const started = await api('startLiveSession', { params: { id: session.lessonId } })
      machine.dispatch({ type: 'stopRequested' })
      source.value = 'external'
      pushUrl.value = started.pushUrl
      session.serverAnswered(started.live)
    })
  }

  /** Ends the class for teacher and students. */
  async function end(): Promise<void> {
    await runBusy(async () => {
      session.serverAnswered(await api('stopLiveSession', { params: { id: session.lessonId } }))
    })
  }

  async function runBusy(run: () => Promise<void>): Promise<void> {
    isBusy.value = true
    problem.value = ''
    try {
      await run()
    } catch (error) {
      problem.value = messageOf(error)
    } finally {
      isBusy.value = false
    }
  }

  const controls = useFadingControls({ mayFade: () => view.value === 'live' && source.value === 'here' })

  return {
    ...live, machine, pusher, pusherProps, capture, commands, adaptive, source, isMicOn, isCameraOn, isCameraOpen,
    failure, isStuck, lostDevice, pushUrl, isBusy, problem, view, setup, isTeaching, controls,
    orientation: liveDevice.orientation(),
    preview, startHere, startElsewhere, end,
    switchCamera: () => capture.change('devicePosition', settings.value.devicePosition === 'front' ? 'back' : 'front'),
  }
}

const isFailure = (event: PusherEvent): event is PusherFailure => PUSHER_EVENTS[event].severity === 'fatal'
