import type { PushTrouble } from './state'

/** Kinds of failure, by the help that the teacher needs. */
export type PushFailureKind =
  | 'camera-denied' | 'camera-in-use' | 'camera-missing' | 'camera-failed'
  /** The component has not reported that the camera is open. The camera may be open, because reports get lost. */
  | 'camera-silent'
  | 'mic-denied' | 'mic-in-use' | 'mic-missing' | 'mic-failed'
  /** Browsers allow the camera only over https or on localhost. */
  | 'insecure'
  /** The phone's own settings deny WeChat the camera and microphone. */
  | 'system-denied'
  | 'privacy-refused' | 'privacy-undeclared'
  /** Another live stream or call in WeChat is running. */
  | 'in-other-live'
  /** This device or browser cannot encode. */
  | 'unsupported'
  /** All recovery steps have failed for minutes. */
  | 'unrecovered'

/** `message` is the component's own; the H5 twin puts the error of `getUserMedia` there. */
export function failureKind(reason: PushTrouble, message: string): PushFailureKind {
  switch (reason) {
    case 'CAMERA_DENIED': return 'camera-denied'
    case 'MIC_DENIED':
    case 'RTC_WITHOUT_MIC': return 'mic-denied'
    case 'CAMERA_FAILED': return deviceFailure('camera', message)
    case 'MIC_FAILED':
    case 'MIC_SILENT':
    // -1308 is also the SDK's "audio system does not work".
    case 'SCREEN_CAPTURE_REFUSED': return deviceFailure('mic', message)
    case 'SYSTEM_PERMISSION_MISSING': return 'system-denied'
    case 'PRIVACY_REFUSED': return 'privacy-refused'
    case 'PRIVACY_UNDECLARED': return 'privacy-undeclared'
    case 'ALREADY_IN_USE': return 'in-other-live'
    case 'VIDEO_ENCODE_FAILED':
    case 'AUDIO_ENCODE_FAILED':
    case 'RESOLUTION_UNSUPPORTED':
    case 'SAMPLE_RATE_UNSUPPORTED': return 'unsupported'
    default: return 'unrecovered'
  }
}

/** WeChat's `errno` of a refused privacy guide; its components report the same refusal as a denied camera. */
export const isPrivacy = (reason: PushTrouble): boolean => reason === 'PRIVACY_REFUSED' || reason === 'PRIVACY_UNDECLARED'

/**
 * The failure to show. The first report of the component is the most precise one, except for the privacy guide, which
 * only a refused command names.
 */
export function shownFailure(
  reason: PushTrouble, first: { reason: PushTrouble, message: string } | undefined,
): PushFailureKind {
  return first && !isPrivacy(reason) ? failureKind(first.reason, first.message) : failureKind(reason, '')
}

function deviceFailure(device: 'camera' | 'mic', message: string): PushFailureKind {
  if (message.includes('insecure')) return 'insecure'
  if (message.includes('denied')) return `${device}-denied`
  if (message.includes('in-use')) return `${device}-in-use`
  return message.includes('not-found') ? `${device}-missing` : `${device}-failed`
}

/** Whether a permission was denied, which the settings can change. */
export const isDenied = (kind: PushFailureKind): boolean => kind === 'camera-denied' || kind === 'mic-denied'
