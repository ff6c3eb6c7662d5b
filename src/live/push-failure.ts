import type { PusherFailure } from './pusher-events'

/** What a teacher can do about it differs from one to the next. */
export type PushFailureKind =
  | 'camera-denied' | 'camera-in-use' | 'camera-missing' | 'camera-failed'
  | 'mic-denied' | 'mic-in-use' | 'mic-missing' | 'mic-failed'
  /** Browsers hand out cameras only over https or on localhost. */
  | 'insecure'
  /** This device or browser cannot encode. */
  | 'unsupported'

/** `message` is the component's own: the browser's twin says there what `getUserMedia` complained about. */
export function failureKind(reason: PusherFailure, message: string): PushFailureKind {
  const isMic = reason === 'MIC_FAILED' || reason === 'MIC_DENIED' || reason === 'MIC_SILENT'
  if (reason === 'CAMERA_DENIED') return 'camera-denied'
  if (reason === 'MIC_DENIED') return 'mic-denied'
  if (!isMic && reason !== 'CAMERA_FAILED') return 'unsupported'
  if (message.includes('insecure')) return 'insecure'
  const device = isMic ? 'mic' : 'camera'
  if (message.includes('denied')) return `${device}-denied`
  if (message.includes('in-use')) return `${device}-in-use`
  return message.includes('not-found') ? `${device}-missing` : `${device}-failed`
}

/** Whether it was somebody's decision, which settings can change. */
export const isDenied = (kind: PushFailureKind): boolean => kind === 'camera-denied' || kind === 'mic-denied'
