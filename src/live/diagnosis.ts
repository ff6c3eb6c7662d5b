/** Whose network is at fault, in one word for one sentence on the page; from facts, never from a code alone. */
import type { LessonPhase } from '@contract/live'
import type { NetQualityLevel } from './netstatus'
import type { PlayerState } from './player-machine'
import type { PusherState } from './pusher-machine'

export type Culprit = 'me' | 'teacher' | 'service'

export const DIAGNOSES = {
  'my-network-lost': { culprit: 'me' },
  'my-network-slow': { culprit: 'me' },
  'teacher-away': { culprit: 'teacher' },
  'service-unreachable': { culprit: 'service' },
  'media-unreachable': { culprit: 'service' },
} as const satisfies Record<string, { culprit: Culprit }>

export type Diagnosis = keyof typeof DIAGNOSES

export interface Symptoms {
  /** What the device says. */
  isConnected: boolean
  /** Whether the API answers. */
  isServerReachable: boolean
  /** The server's word; undefined before the first. */
  lessonPhase: LessonPhase | undefined
  media: PlayerState['phase'] | PusherState['phase']
  /** As the component reports it; undefined when it does not. */
  qualityLevel: NetQualityLevel | undefined
}

/** From this level on (1 best … 6 unusable) a person notices. */
const NOTICEABLE: NetQualityLevel = 4

const LOST_MEDIA: ReadonlySet<Symptoms['media']> = new Set(['platform-reconnecting', 'waiting', 'asking'])
const FLOWING_MEDIA: ReadonlySet<Symptoms['media']> = new Set(['live', 'buffering'])

/** Undefined while nothing is wrong. The nearest cause counts: who has no network cannot know about the teacher's. */
export function diagnose({ isConnected, isServerReachable, lessonPhase, media, qualityLevel = 1 }: Symptoms): Diagnosis | undefined {
  if (!isConnected) return 'my-network-lost'
  if (!isServerReachable) return 'service-unreachable'
  if (lessonPhase === 'interrupted' && media === 'interrupted') return 'teacher-away'
  if (LOST_MEDIA.has(media)) return qualityLevel >= NOTICEABLE ? 'my-network-slow' : 'media-unreachable'
  if (media === 'buffering') return 'my-network-slow'
  return FLOWING_MEDIA.has(media) && qualityLevel >= NOTICEABLE ? 'my-network-slow' : undefined
}
