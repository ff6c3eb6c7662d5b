import { computed, ref } from 'vue'
import type { CommandFailure } from '@/features/codes/command-failures'
import { PUSHER_EVENTS } from '@/features/codes/pusher-events'
import type { PusherEvent, PusherFailure } from '@/features/codes/pusher-events'
import { usePusherStore } from '@/features/pusher/pusher-store'
import { isPrivacy, shownFailure } from '@/features/pusher/rules/push-failure'

/** Why the component does not send or show the camera: the most precise of its reports since the last start. */
export function usePushFailure() {
  const machine = usePusherStore()
  /** The camera delivers frames. */
  const isCameraOpen = ref(false)
  /** First failure that the component has reported since the last start, with its message. */
  const first = ref<{ reason: PusherFailure, message: string }>()
  /** The privacy guide is the reason: the component reports only a denied camera. */
  const privacy = ref<CommandFailure>()

  /** Undefined while the machine reports no failure. */
  const failure = computed(() => {
    const { state } = machine
    const reason = state.phase === 'preflight' ? state.trouble : state.phase === 'failed' ? state.reason : null
    if (reason === null) return undefined
    if (state.phase === 'preflight' && reason === 'SILENT') return 'camera-silent'
    return shownFailure(privacy.value ?? reason, first.value)
  })

  function record(event: PusherEvent, message: string): void {
    if (event === 'CAMERA_OPENED' || event === 'FIRST_FRAME_CAPTURED') {
      forget()
      isCameraOpen.value = true
      return
    }
    // A browser reports a refusal twice. The first report imitates WeChat's binderror and is the most precise.
    if (isFailure(event) && !first.value) first.value = { reason: event, message }
  }

  function recordRefusal(refusal: CommandFailure): void {
    if (isPrivacy(refusal)) privacy.value = refusal
  }

  function forget(): void {
    first.value = undefined
    privacy.value = undefined
  }

  return { failure, isCameraOpen, record, recordRefusal, forget }
}

const isFailure = (event: PusherEvent): event is PusherFailure => PUSHER_EVENTS[event].severity === 'fatal'
