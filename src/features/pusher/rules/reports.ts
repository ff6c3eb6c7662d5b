/** Meaning of each pusher report in each phase. The switches are exhaustive: a new event fails to compile here. */
import { assertNever } from '@contract/kernel/assert-never'
import { PUSHER_EVENTS } from '@/features/codes/pusher-events'
import type { PusherEvent, PusherFailure } from '@/features/codes/pusher-events'
import { ask, degrade, fail, failBlocked, flow, interrupt, isFlowing, isOnItsWay, isStarting, triesOf } from './state'
import type { Degradation, PusherState } from './state'
import { leastStep } from '@/features/recovery/rules/ladder'
import type { NextDelayMs } from '@/features/recovery/rules/ladder'

/**
 * More reports than three retries produce: the component is in a loop. Developers report this of the player
 * (docs/reference/field-problems.md, row 7); the pusher has the same guard.
 */
const MOST_PLATFORM_REPORTS = 12
/** One for each quality below the highest. */
const MOST_RESOLUTIONS = 3

export function onReport(state: PusherState, event: PusherEvent, nextDelayMs: NextDelayMs): PusherState {
  switch (event) {
    case 'PUSH_STARTED': return onStarted(state)
    case 'CAMERA_OPENED': return onCamera(state)
    // A witness of the open camera before class only: in class it comes with every start.
    case 'FIRST_FRAME_CAPTURED': return state.phase === 'preflight' ? onCamera(state) : state

    case 'RECONNECTING':
    case 'READ_WRITE_FAILED':
    case 'DNS_FAILED':
    case 'CONNECT_FAILED':
    case 'HANDSHAKE_FAILED':
      return onPlatformRetry(state, nextDelayMs)

    case 'SERVER_CLOSED': return isFlowing(state) || isStarting(state) ? ask(state) : state

    case 'NETWORK_LOST':
    // Codes of the native SDK under the component; not seen in WeChat so far.
    case 'INVALID_ADDRESS':
    case 'CONNECT_GAVE_UP':
    case 'NETWORK_UNAVAILABLE':
    case 'SERVER_REFUSED':
    case 'VIDEO_ENCODE_FAILED':
    case 'AUDIO_ENCODE_FAILED':
      return isFlowing(state) || isStarting(state)
        ? fail(state, event, leastStep(PUSHER_EVENTS[event].recovery), nextDelayMs)
        : state

    case 'APP_SUSPENDED': return isOnItsWay(state) ? interrupt(state, 'background') : state
    case 'CALL_INTERRUPTED': return isOnItsWay(state) ? interrupt(state, 'call') : state

    case 'CAMERA_FAILED':
    case 'CAMERA_DENIED':
      return onDevice(state, event, 'camera', nextDelayMs)
    case 'MIC_FAILED':
    case 'MIC_DENIED':
    case 'MIC_SILENT':
    // The SDK's name of -1308 is AUDIO_SYSTEM_NOT_WORK; Kaike does not capture the screen.
    case 'SCREEN_CAPTURE_REFUSED':
      return onDevice(state, event, 'microphone', nextDelayMs)

    // The quality is lowered by the same report.
    case 'RESOLUTION_UNSUPPORTED':
      return isFlowing(state) || isStarting(state)
        ? fail(state, event, 'restart', nextDelayMs, MOST_RESOLUTIONS)
        : state
    case 'SAMPLE_RATE_UNSUPPORTED':
      return isFlowing(state) || isStarting(state) ? { phase: 'failed', reason: event } : state

    case 'NETWORK_BUSY': return isFlowing(state) ? pass(state, 'network') : state
    case 'HARDWARE_ENCODER_FAILED':
    case 'VIDEO_ENCODER_RESTARTED':
    case 'BEAUTY_ENCODER_FAILED':
    case 'BEAUTY_ENCODER_FAILED_AGAIN':
    case 'SWITCHED_TO_SOFTWARE_ENCODER':
      return isFlowing(state) ? pass(state, 'encoder') : state

    // Progress, and events without an effect for the students.
    case 'NO_ERROR':
    case 'CONNECTED':
    case 'RESOLUTION_CHANGED':
    case 'BITRATE_CHANGED':
    case 'ENCODER_STARTED':
    case 'IOS_MIC_SWITCHED':
    case 'IOS_MUTE_SWITCHED':
    case 'BGM_FAILED':
    case 'WAITING_IMAGE_FAILED':
    // Kaike does not use screen capture or room://, so these reports have no meaning here.
    case 'SCREEN_CAPTURE_STARTED':
    case 'SCREEN_CAPTURE_UNSUPPORTED':
    case 'SCREEN_CAPTURE_INTERRUPTED':
    case 'SCREEN_ROTATION_FAILED':
    case 'ROOM_ENTERED':
    case 'ROOM_LEFT':
    case 'ROOM_USERS_LISTED':
    case 'ROOM_REENTRY_NEEDED':
    case 'ROOM_ENTRY_FAILED':
    case 'ROOM_USER_ENTERED':
    case 'ROOM_USER_LEFT':
    case 'ROOM_USER_VIDEO_CHANGED':
    case 'ROOM_USER_AUDIO_CHANGED':
      return state

    default: return assertNever(event)
  }
}

/** No code reports that the microphone is back; a push that has started has a microphone. */
function onStarted(state: PusherState): PusherState {
  switch (state.phase) {
    case 'connecting':
    case 'platform-reconnecting':
    case 'waiting':
      return flow(state)
    case 'interrupted': return state.by === 'call' ? { phase: 'live', isAfterCall: true } : { phase: 'live' }
    case 'degraded': return state.by === 'microphone' ? flow(state) : state
    // It may be a late report of the stream that another device has replaced: only the server knows.
    case 'asking': return state.isBack ? state : { ...state, isBack: true }
    case 'live':
    case 'preflight':
      return state
    case 'idle':
    case 'taken-over':
    case 'failed':
    case 'refused':
    case 'ended':
      return { ...state, stray: (state.stray ?? 0) + 1 }
    default: return assertNever(state)
  }
}

function onCamera(state: PusherState): PusherState {
  if (state.phase === 'preflight') return state.isOpen ? state : { phase: 'preflight', trouble: null, isOpen: true }
  return state.phase === 'degraded' && state.by === 'camera' ? flow(state) : state
}

function onPlatformRetry(state: PusherState, nextDelayMs: NextDelayMs): PusherState {
  switch (state.phase) {
    case 'live':
    case 'degraded':
    case 'connecting':
      return { phase: 'platform-reconnecting', ...triesOf(state), reports: 1 }
    case 'platform-reconnecting':
      return state.reports < MOST_PLATFORM_REPORTS
        ? { ...state, reports: state.reports + 1 }
        : fail(state, 'SILENT', 'restart', nextDelayMs)
    case 'idle':
    case 'preflight':
    case 'asking':
    case 'waiting':
    case 'interrupted':
    case 'taken-over':
    case 'failed':
    case 'refused':
    case 'ended':
      return state
    default: return assertNever(state)
  }
}

/**
 * A camera or microphone that is lost during a class does not end it: the other half continues. If the component did
 * stop, it or the server reports that next. After a pause the system may return a device late, so it is waited for.
 */
function onDevice(
  state: PusherState, event: PusherFailure, by: Degradation, nextDelayMs: NextDelayMs,
): PusherState {
  switch (state.phase) {
    case 'preflight':
      return state.trouble === null || state.trouble === 'SILENT' ? { phase: 'preflight', trouble: event } : state
    case 'live': return degrade(state, by)
    // The first reason is the most precise one.
    case 'degraded': return state.by === 'network' || state.by === 'encoder' ? degrade(state, by) : state
    case 'connecting':
      // The call is not over yet.
      if (state.after === 'call') return { phase: 'interrupted', by: 'call' }
      return isDenied(event) || state.attempt === 0
        ? { phase: 'failed', reason: event }
        : failBlocked(state, event, nextDelayMs)
    case 'platform-reconnecting':
      return isDenied(event) ? { phase: 'failed', reason: event } : failBlocked(state, event, nextDelayMs)
    // Nothing runs: the report is about the last run, and the next run will repeat it.
    case 'waiting':
    case 'asking':
    case 'idle':
    case 'interrupted':
    case 'taken-over':
    case 'failed':
    case 'refused':
    case 'ended':
      return state
    default: return assertNever(state)
  }
}

/** A person has refused it; waiting does not help. */
const isDenied = (event: PusherFailure): boolean => event === 'CAMERA_DENIED' || event === 'MIC_DENIED'

/** A temporary degradation does not hide a permanent one. */
const pass = (state: PusherState, by: 'network' | 'encoder'): PusherState =>
  state.phase === 'degraded' && (state.by === 'camera' || state.by === 'microphone' || state.by === 'unseen')
    ? state
    : degrade(state, by)
