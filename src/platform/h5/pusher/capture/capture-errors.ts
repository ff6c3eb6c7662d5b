import type { PusherFailure } from '@/features/codes/pusher-events'
import { PUSHER_EVENTS } from '@/features/codes/pusher-events'

export type CaptureDevice = 'camera' | 'microphone'

/**
 * Why a device could not be opened. It is the `message` of the report, so that the page can name the remedy: allow the
 * device, close the other program, plug one in, or open the page by https.
 */
export type CaptureProblem = 'denied' | 'in-use' | 'not-found' | 'insecure' | 'unknown'

/** Exception names of `getUserMedia` (Media Capture and Streams, 10.3). */
const PROBLEM_BY_NAME: Readonly<Record<string, CaptureProblem>> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotReadableError: 'in-use',
  AbortError: 'in-use',
  NotFoundError: 'not-found',
  OverconstrainedError: 'not-found',
}

export class CaptureError extends Error {
  override readonly name = 'CaptureError'

  readonly device: CaptureDevice
  readonly problem: CaptureProblem

  constructor(device: CaptureDevice, problem: CaptureProblem, options?: ErrorOptions) {
    super(`${device}: ${problem}`, options)
    this.device = device
    this.problem = problem
  }

  /** The event that WeChat's pusher would report. */
  get event(): PusherFailure {
    return this.device === 'camera' ? 'CAMERA_FAILED' : 'MIC_FAILED'
  }

  /** The number of WeChat's `binderror`; WeChat sends it only if the user refused. */
  get errCode(): number | undefined {
    if (this.problem !== 'denied') return undefined
    return PUSHER_EVENTS[this.device === 'camera' ? 'CAMERA_DENIED' : 'MIC_DENIED'].code
  }
}

export function toCaptureError(device: CaptureDevice, error: unknown): CaptureError {
  const name = typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : ''
  return new CaptureError(device, PROBLEM_BY_NAME[name] ?? 'unknown', { cause: error })
}
