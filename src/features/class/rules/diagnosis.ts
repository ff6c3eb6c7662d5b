/**
 * Whose network is at fault, in one word for one sentence on the page: from what the device, the server and the component
 * say together, never from a code alone: -2301 means the student's network as well as the teacher's
 * (docs/reference/field-problems.md, row 5).
 */
import type { ApiErrorCode } from '@contract'
import type { LessonPhase } from '@contract/lessons/phase'
import type { NetQualityLevel } from '@/features/codes/netstatus'
import type { PlayerEvent } from '@/features/codes/player-events'
import type { PusherEvent } from '@/features/codes/pusher-events'

/** The part of both machines' states that a diagnosis reads. */
export interface MediaState {
  readonly phase: string
  /** Tries since media flowed. */
  readonly attempt?: number
  /** Why it is degraded or interrupted. */
  readonly by?: string
  /** Why the server refused. */
  readonly code?: ApiErrorCode
}

export type Culprit = 'me' | 'teacher' | 'service'

export const DIAGNOSES = {
  'my-network-lost': { culprit: 'me' },
  'my-network-slow': { culprit: 'me' },
  /** Something between this device and the internet keeps names from being resolved: a sign-in page, a filter. */
  'my-network-blocked': { culprit: 'me' },
  'my-device-slow': { culprit: 'me' },
  'teacher-away': { culprit: 'teacher' },
  'teacher-network-slow': { culprit: 'teacher' },
  'service-unreachable': { culprit: 'service' },
  'media-unreachable': { culprit: 'service' },
} as const satisfies Record<string, { culprit: Culprit }>

export type Diagnosis = keyof typeof DIAGNOSES

export interface Symptoms {
  /** What the device says. */
  isConnected: boolean
  /** `wifi`, `5g`, `4g`, … as WeChat names them; `unknown` on most browsers. */
  networkType: string
  /** Whether the API answers. */
  isServerReachable: boolean
  /** The server's word; undefined before the first. */
  lessonPhase: LessonPhase | undefined
  media: MediaState
  /** The last report of the component that was no good news, while it is fresh. */
  report: PlayerEvent | PusherEvent | undefined
  /** As the component reports it; undefined when it does not. */
  qualityLevel: NetQualityLevel | undefined
}

/** From this level on (1 best … 6 unusable) a person notices. */
const NOTICEABLE: NetQualityLevel = 4

const NARROW_NETWORKS: ReadonlySet<string> = new Set(['2g', '3g'])
const LOST_MEDIA: ReadonlySet<string> = new Set(['platform-reconnecting', 'waiting', 'asking', 'failed'])
const DEVICE_REPORTS: ReadonlySet<Symptoms['report']> = new Set([
  'HARDWARE_ENCODER_FAILED', 'SWITCHED_TO_SOFTWARE_ENCODER', 'VIDEO_ENCODER_RESTARTED',
])
/** The network brings the stream unevenly, or takes it so. */
const NETWORK_REPORTS: ReadonlySet<Symptoms['report']> = new Set(['NETWORK_BUSY', 'DATA_LAGGING', 'BUFFERING'])

/** Undefined while nothing is wrong. The nearest cause counts: who has no network cannot know about the teacher's. */
export function diagnose(symptoms: Symptoms): Diagnosis | undefined {
  const { media, lessonPhase } = symptoms
  if (!symptoms.isConnected) return 'my-network-lost'
  const flowing = whileFlowing(symptoms)
  if (flowing !== undefined) return flowing === 'well' ? undefined : flowing
  if (!symptoms.isServerReachable) return symptoms.report === 'DNS_FAILED' ? 'my-network-blocked' : 'service-unreachable'
  if (lessonPhase === 'interrupted' && media.phase === 'interrupted') return 'teacher-away'
  return LOST_MEDIA.has(media.phase) || isTryingAgain(media) ? withoutMedia(symptoms) : undefined
}

/** While the picture moves, or is about to, an API that does not answer is nobody's concern. */
function whileFlowing(symptoms: Symptoms): Diagnosis | 'well' | undefined {
  const { media, report } = symptoms
  switch (media.phase) {
    case 'buffering': return isTeachersFault(symptoms) ? 'teacher-network-slow' : 'my-network-slow'
    case 'degraded':
      if (media.by === 'unseen') return 'media-unreachable'
      return media.by === 'encoder' ? 'my-device-slow' : whileLive(symptoms)
    case 'live': return DEVICE_REPORTS.has(report) ? 'my-device-slow' : whileLive(symptoms)
    default: return undefined
  }
}

function whileLive(symptoms: Symptoms): Diagnosis | 'well' {
  if (isTeachersFault(symptoms)) return 'teacher-network-slow'
  return isSlow(symptoms) || NETWORK_REPORTS.has(symptoms.report) ? 'my-network-slow' : 'well'
}

function withoutMedia(symptoms: Symptoms): Diagnosis {
  if (symptoms.report === 'DNS_FAILED') return 'my-network-blocked'
  return isSlow(symptoms) || NARROW_NETWORKS.has(symptoms.networkType) ? 'my-network-slow' : 'media-unreachable'
}

const isSlow = ({ qualityLevel = 1 }: Symptoms): boolean => qualityLevel >= NOTICEABLE

/** 2107: frames are missing in what arrives, although it arrives well. */
const isTeachersFault = (symptoms: Symptoms): boolean => symptoms.report === 'FRAMES_LOST' && !isSlow(symptoms)

const isTryingAgain = (media: Symptoms['media']): boolean => media.phase === 'connecting' && (media.attempt ?? 0) > 0
