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
import { usePusher } from '@/features/pusher/use-pusher'
import { useQos } from '@/features/qos/use-qos'

export interface BroadcastOptions {
  component: Ref<LivePusherCommands | null>
  /** The mirror could be opened now, by `preview`: privacy and permissions come first. */
  onMirrorDue: () => void
}

/** Everything behind the teacher's page. */
export function useBroadcast({ component, onMirrorDue }: BroadcastOptions) {
  const live = useLiveLesson({ part: 'teacher', roles: ['teacher'] })
  const { session, refusalText } = live
  const source = ref<Source>()
  const isMicOn = ref(true)
  const isCameraOn = ref(true)
  /** The camera gives pictures. */
  const isCameraOpen = ref(false)
  /** What the component last complained about, in its own words. */
  const complaint = ref<{ reason: PusherFailure, message: string }>()
  /** For OBS and ffmpeg; empty before the class was started for them. Signed: never log it. */
  const pushUrl = ref('')
  const isBusy = ref(false)
  const problem = ref('')

  const capture = useCaptureSettings()
  const { settings } = capture
  const adaptive = useAdaptiveQuality({ ceiling: () => settings.value.profile, isOn: () => settings.value.isAdaptive })
  const qos = useQos({ component: 'pusher' })
  const pusher = usePusher({
    component, onReport: heed, onCode: qos.code,
    onStatus: raw => {
      adaptive.netStatus(raw)
      qos.status(raw)
    },
  })
  const commands = useCaptureCommands({
    component, settings, change: capture.change,
    isCapturing: () => session.pusher.phase === 'preflight' || isFlowing(session.pusher),
    generation: () => pusher.generation.value,
  })
  const pusherProps = computed(() => capture.pusherProps(adaptive.profile.value, {
    isMicOn: isMicOn.value, isCameraOn: isCameraOn.value, devicePosition: commands.devicePosition.value,
  }))

  const view = computed(() => (refusalText.value ? 'refused' : broadcastView(source.value, session.pusher, session.snapshot)))
  /** Before the start: choose, look into the mirror. */
  const setup = computed(() => (isSetup(view.value) ? view.value : undefined))
  const isTeaching = computed(() => isOnAir(view.value))
  const failure = computed(() => {
    const { pusher: state } = session
    const reason = state.phase === 'preflight' ? state.trouble : state.phase === 'failed' ? state.reason : null
    if (reason === null) return undefined
    return complaint.value ? failureKind(complaint.value.reason, complaint.value.message) : failureKind(reason, '')
  })

  /** It has been tried in vain for a while. */
  const isStuck = computed(() => needsTeacher(session.pusher))
  /** Half of the class is missing until somebody mends it. */
  const lostDevice = computed(() => {
    const { pusher: state } = session
    return state.phase === 'degraded' && (state.by === 'camera' || state.by === 'microphone') ? state.by : undefined
  })

  function heed(event: PusherEvent, message: string): void {
    adaptive.report(event)
    if (event === 'CAMERA_OPENED') {
      complaint.value = undefined
      isCameraOpen.value = true
      return
    }
    // A browser reports a refusal twice, first as WeChat's binderror: that one knows best.
    if (isFailure(event) && !complaint.value) complaint.value = { reason: event, message }
  }

  function preview(): void {
    complaint.value = undefined
    isCameraOpen.value = false
    session.dispatchPusher({ type: 'previewRequested' })
  }

  // What the mirror shows is there before the lesson is known, or the other way round.
  watch(() => component.value !== null && setup.value !== undefined, isReady => {
    if (isReady) onMirrorDue()
  })

  /** Starts the class from this phone or browser, continues it here, or tries again. */
  function startHere(): void {
    source.value = 'here'
    complaint.value = undefined
    session.dispatchPusher({ type: 'startRequested' })
  }

  /** Starts the class, or continues it, for another program that sends to `pushUrl`. */
  async function startElsewhere(): Promise<void> {
    await work(async () => {
      const started = await api('startLive', { params: { id: session.lessonId } })
      session.dispatchPusher({ type: 'stopRequested' })
      source.value = 'external'
      pushUrl.value = started.pushUrl
      session.serverAnswered(started.live)
    })
  }

  /** Ends the class for everybody. */
  async function end(): Promise<void> {
    await work(async () => session.serverAnswered(await api('stopLive', { params: { id: session.lessonId } })))
  }

  async function work(run: () => Promise<void>): Promise<void> {
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
    ...live, pusher, pusherProps, capture, commands, adaptive, source, isMicOn, isCameraOn, isCameraOpen, failure, isStuck, lostDevice, pushUrl, isBusy, problem,
    view, setup, isTeaching, controls,
    orientation: liveDevice.orientation(),
    preview, startHere, startElsewhere, end,
    switchCamera: () => capture.change('devicePosition', settings.value.devicePosition === 'front' ? 'back' : 'front'),
  }
}

const isFailure = (event: keyof typeof PUSHER_EVENTS): event is PusherFailure => PUSHER_EVENTS[event].severity === 'fatal'
