import type { PushTrouble } from './state'

/** What a teacher can do about it differs from one to the next. */
export type PushFailureKind =
  | 'camera-denied' | 'camera-in-use' | 'camera-missing' | 'camera-failed'
  | 'mic-denied' | 'mic-in-use' | 'mic-missing' | 'mic-failed'
  /** Browsers hand out cameras only over https or on localhost. */
  | 'insecure'
  /** The phone's own settings keep camera and microphone from WeChat. */
  | 'system-denied'
  | 'privacy-refused' | 'privacy-undeclared'
  /** Another live stream or call of WeChat's runs. */
  | 'in-other-live'
  /** This device or browser cannot encode. */
  | 'unsupported'
  /** All that could be tried was tried, for minutes. */
  | 'unrecovered'

/** `message` is the component's own: the browser's twin says there what `getUserMedia` complained about. */
export function failureKind(reason: PushTrouble, message: string): PushFailureKind {
  switch (reason) {
    case 'CAMERA_DENIED': return 'camera-denied'
    case 'MIC_DENIED':
    case 'RTC_WITHOUT_MIC': return 'mic-denied'
    case 'CAMERA_FAILED': return deviceFailure('camera', message)
    case 'MIC_FAILED':
    case 'MIC_SILENT':
    // -1308 is the SDK's "audio system does not work" too.
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

function deviceFailure(device: 'camera' | 'mic', message: string): PushFailureKind {
  if (message.includes('insecure')) return 'insecure'
  if (message.includes('denied')) return `${device}-denied`
  if (message.includes('in-use')) return `${device}-in-use`
  return message.includes('not-found') ? `${device}-missing` : `${device}-failed`
}

/** Whether it was somebody's decision, which settings can change. */
export const isDenied = (kind: PushFailureKind): boolean => kind === 'camera-denied' || kind === 'mic-denied'
