/** What a report of the pusher means in each phase. The lists are whole: a new row of the table does not compile here. */
import { assertNever } from '@contract/kernel/assert-never'
import { PUSHER_EVENTS } from '@/features/codes/pusher-events'
import type { PusherEvent, PusherFailure } from '@/features/codes/pusher-events'
import { degrade, fail, interrupt, isFlowing, isOnItsWay, isStarting } from './state'
import type { Degradation, PusherState } from './state'
import { FLOWING, leastStep } from '@/features/recovery/rules/ladder'
import type { NextDelayMs } from '@/features/recovery/rules/ladder'

/**
 * More reports than three retries make: the component repeats itself. Developers report it of the player
 * (docs/reference/field-problems.md, row 7); the pusher gets the same guard.
 */
const MOST_PLATFORM_REPORTS = 12

export function onReport(state: PusherState, event: PusherEvent, nextDelayMs: NextDelayMs): PusherState {
  switch (event) {
    case 'PUSH_STARTED': return onStarted(state)
    case 'CAMERA_OPENED': return onCamera(state)

    case 'RECONNECTING':
    case 'READ_WRITE_FAILED':
    case 'DNS_FAILED':
    case 'CONNECT_FAILED':
    case 'HANDSHAKE_FAILED':
      return onPlatformRetry(state, nextDelayMs)

    case 'SERVER_CLOSED': return isFlowing(state) || isStarting(state) ? { phase: 'asking' } : state

    case 'NETWORK_LOST':
    // Of the native SDK under the component, in WeChat unseen so far.
    case 'INVALID_ADDRESS':
    case 'CONNECT_GAVE_UP':
    case 'NETWORK_UNAVAILABLE':
    case 'SERVER_REFUSED':
    case 'VIDEO_ENCODE_FAILED':
    case 'AUDIO_ENCODE_FAILED':
      return isFlowing(state) || isStarting(state) ? fail(state, event, leastStep(PUSHER_EVENTS[event].recovery), nextDelayMs) : state

    case 'APP_SUSPENDED': return isOnItsWay(state) ? interrupt(state, 'background') : state
    case 'CALL_INTERRUPTED': return isOnItsWay(state) ? interrupt(state, 'call') : state

    case 'CAMERA_FAILED':
    case 'CAMERA_DENIED':
      return onDevice(state, event, 'camera')
    case 'MIC_FAILED':
    case 'MIC_DENIED':
    case 'MIC_SILENT':
    // The SDK's name of -1308 is AUDIO_SYSTEM_NOT_WORK, and Kaike captures no screen.
    case 'SCREEN_CAPTURE_REFUSED':
      return onDevice(state, event, 'microphone')

    case 'RESOLUTION_UNSUPPORTED':
    case 'SAMPLE_RATE_UNSUPPORTED':
      return isFlowing(state) || isStarting(state) ? { phase: 'failed', reason: event } : state

    case 'NETWORK_BUSY': return isFlowing(state) ? pass(state, 'network') : state
    case 'HARDWARE_ENCODER_FAILED':
    case 'VIDEO_ENCODER_RESTARTED':
    case 'BEAUTY_ENCODER_FAILED':
    case 'BEAUTY_ENCODER_FAILED_AGAIN':
    case 'SWITCHED_TO_SOFTWARE_ENCODER':
      return isFlowing(state) ? pass(state, 'encoder') : state

    // Steps on the way, and what changes nothing for the students.
    case 'NO_ERROR':
    case 'CONNECTED':
    case 'RESOLUTION_CHANGED':
    case 'BITRATE_CHANGED':
    case 'FIRST_FRAME_CAPTURED':
    case 'ENCODER_STARTED':
    case 'IOS_MIC_SWITCHED':
    case 'IOS_MUTE_SWITCHED':
    case 'BGM_FAILED':
    case 'WAITING_IMAGE_FAILED':
    // Screen capture and room:// are not used by Kaike: whatever they say is about something else.
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

/**
 * In `asking` the component was stopped on purpose: what it says late must not keep another device from the class.
 * There is no code for a microphone that is back; a push that says it has started has one.
 */
function onStarted(state: PusherState): PusherState {
  const isBack = isStarting(state) || state.phase === 'waiting' || state.phase === 'interrupted'
  return isBack || (state.phase === 'degraded' && state.by === 'microphone') ? { phase: 'live' } : state
}

function onCamera(state: PusherState): PusherState {
  if (state.phase === 'preflight') return state.trouble === null ? state : { phase: 'preflight', trouble: null }
  return state.phase === 'degraded' && state.by === 'camera' ? { phase: 'live' } : state
}

function onPlatformRetry(state: PusherState, nextDelayMs: NextDelayMs): PusherState {
  switch (state.phase) {
    case 'live':
    case 'degraded': return { phase: 'platform-reconnecting', ...FLOWING, reports: 1 }
    case 'connecting': return { phase: 'platform-reconnecting', step: state.step, attempt: state.attempt, failures: state.failures, reports: 1 }
    case 'platform-reconnecting':
      return state.reports < MOST_PLATFORM_REPORTS ? { ...state, reports: state.reports + 1 } : fail(state, 'SILENT', 'restart', nextDelayMs)
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
 * A device that is lost in mid-class takes its half of the class with it, not the other: sound without a picture is worth
 * more than neither. Where the component did stop, it or the server says so next.
 */
function onDevice(state: PusherState, event: PusherFailure, by: Degradation): PusherState {
  switch (state.phase) {
    case 'preflight': return state.trouble === null ? { phase: 'preflight', trouble: event } : state
    case 'live': return degrade(state, by)
    // The first reason given is the best one.
    case 'degraded': return state.by === 'network' || state.by === 'encoder' ? degrade(state, by) : state
    // The call is not over after all.
    case 'connecting': return state.after === 'call' ? { phase: 'interrupted', by: 'call' } : { phase: 'failed', reason: event }
    case 'platform-reconnecting': return { phase: 'failed', reason: event }
    // Nothing runs: it is about the last run, and the next one will say so itself.
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

/** What lasts is not hidden by what passes. */
const pass = (state: PusherState, by: 'network' | 'encoder'): PusherState =>
  state.phase === 'degraded' && (state.by === 'camera' || state.by === 'microphone' || state.by === 'unseen') ? state : degrade(state, by)
