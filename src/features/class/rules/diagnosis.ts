/**
 * Cause of a problem, as one word for one sentence on the page.
 * It is derived from device, server and component together, never from a code alone:
 * -2301 may mean the student's network or the teacher's
 * (docs/reference/field-problems.md, row 5).
 */
import type { ApiErrorCode } from '@contract'
import type { LessonPhase } from '@contract/lessons/phase'
import type { NetQualityLevel } from '@/features/codes/netstatus'
import type { PlayerEvent } from '@/features/codes/player-events'
import type { PusherEvent } from '@/features/codes/pusher-events'

/** The part of both machines' states that the diagnosis reads. */
export interface MediaState {
  readonly phase: string
  /** Number of tries since media last flowed. */
  readonly attempt?: number
  /** Cause of `degraded` or `interrupted`. */
  readonly by?: string
  /** Error of the server in `refused`. */
  readonly code?: ApiErrorCode
}

export type Culprit = 'me' | 'teacher' | 'service' | 'unknown'

export const DIAGNOSES = {
  'my-network-lost': { culprit: 'me' },
  'my-network-slow': { culprit: 'me' },
  /** A sign-in page or a filter between this device and the internet blocks name resolution. */
  'my-network-blocked': { culprit: 'me' },
  'my-network-uneven': { culprit: 'me' },
  'my-device-slow': { culprit: 'me' },
  /** The device decodes the picture in software, or loses single frames. */
  'my-picture-decoding': { culprit: 'me' },
  'my-sound-decoding': { culprit: 'me' },
  /** It stutters, and no witness says whose network is uneven. */
  'picture-stutters': { culprit: 'unknown' },
  'teacher-away': { culprit: 'teacher' },
  'teacher-network-slow': { culprit: 'teacher' },
  'service-unreachable': { culprit: 'service' },
  'media-unreachable': { culprit: 'service' },
} as const satisfies Record<string, { culprit: Culprit }>

export type Diagnosis = keyof typeof DIAGNOSES

export interface Symptoms {
  /** The device has a network. */
  isConnected: boolean
  /** `wifi`, `5g`, `4g`, … as WeChat names them; `unknown` on most browsers. */
  networkType: string
  /** The API answers. */
  isServerReachable: boolean
  /** Phase by the server; undefined before its first message. */
  lessonPhase: LessonPhase | undefined
  media: MediaState
  /** Last problem report of the component, while it is recent. */
  report: PlayerEvent | PusherEvent | undefined
  /** Level by the component; undefined if it reports none. */
  qualityLevel: NetQualityLevel | undefined
}

/** First level of a network that is not good. */
const UNEVEN: NetQualityLevel = 3
/** First level that a person notices (1 best … 6 unusable). */
const NOTICEABLE: NetQualityLevel = 4

const NARROW_NETWORKS: ReadonlySet<string> = new Set(['2g', '3g'])
const LOST_MEDIA: ReadonlySet<string> = new Set(['platform-reconnecting', 'waiting', 'asking', 'failed'])
const DEVICE_REPORTS: ReadonlySet<Symptoms['report']> = new Set([
  'HARDWARE_ENCODER_FAILED', 'SWITCHED_TO_SOFTWARE_ENCODER', 'VIDEO_ENCODER_RESTARTED',
])
/** Reports of an uneven downlink or uplink. */
const NETWORK_REPORTS: ReadonlySet<Symptoms['report']> = new Set(['NETWORK_BUSY', 'DATA_LAGGING', 'BUFFERING'])

/** Reports of the player's decoders. WeChat goes on in software by itself. */
const DECODER_REPORTS: ReadonlyMap<Symptoms['report'], Diagnosis> = new Map([
  ['VIDEO_DECODE_FAILED', 'my-picture-decoding'],
  ['HARDWARE_DECODER_FAILED', 'my-picture-decoding'],
  ['FIRST_KEYFRAME_DECODE_FAILED', 'my-picture-decoding'],
  ['AUDIO_DECODE_FAILED', 'my-sound-decoding'],
])

/** Undefined without a problem. The nearest cause wins: without a network, nothing is known about the teacher's. */
export function diagnose(symptoms: Symptoms): Diagnosis | undefined {
  const { media, lessonPhase } = symptoms
  if (!symptoms.isConnected) return 'my-network-lost'
  const flowing = whileFlowing(symptoms)
  if (flowing !== undefined) return flowing === 'well' ? undefined : flowing
  if (!symptoms.isServerReachable) {
    return symptoms.report === 'DNS_FAILED' ? 'my-network-blocked' : 'service-unreachable'
  }
  if (lessonPhase === 'interrupted' && media.phase === 'interrupted') return 'teacher-away'
  return LOST_MEDIA.has(media.phase) || isTryingAgain(media) ? withoutMedia(symptoms) : undefined
}

/** While media flows or buffers, an API that does not answer is irrelevant. */
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
  const { report, qualityLevel = 1 } = symptoms
  if (isSlow(symptoms) || NETWORK_REPORTS.has(report)) return 'my-network-slow'
  if (report === 'STUTTERING') return qualityLevel >= UNEVEN ? 'my-network-uneven' : 'picture-stutters'
  return DECODER_REPORTS.get(report) ?? 'well'
}

function withoutMedia(symptoms: Symptoms): Diagnosis {
  if (symptoms.report === 'DNS_FAILED') return 'my-network-blocked'
  return isSlow(symptoms) || NARROW_NETWORKS.has(symptoms.networkType) ? 'my-network-slow' : 'media-unreachable'
}

const isSlow = ({ qualityLevel = 1 }: Symptoms): boolean => qualityLevel >= NOTICEABLE

/** 2107: frames are missing although data arrives evenly. */
const isTeachersFault = (symptoms: Symptoms): boolean => symptoms.report === 'FRAMES_LOST' && !isSlow(symptoms)

const isTryingAgain = (media: Symptoms['media']): boolean => media.phase === 'connecting' && (media.attempt ?? 0) > 0
