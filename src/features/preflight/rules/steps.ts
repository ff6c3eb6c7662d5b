/** Steps of the checklist, derived from the findings. */
import type { Advice } from './uplink-advice'
import type { PushFailureKind } from '@/features/pusher/rules/push-failure'
import type { Access } from '../access.types'

export type StepName = 'privacy' | 'camera' | 'microphone' | 'system' | 'sound' | 'uplink'
export type StepState = 'checking' | 'good' | 'bad'
export interface Step { name: StepName, state: StepState }

export interface Findings {
  access: Access | undefined
  trouble: PushFailureKind | undefined
  isMirrored: boolean
  isHeard: boolean
  /** The microphone works but has been silent for a while. */
  isSilent: boolean
  isMeasuring: boolean
  hasUplinkProblem: boolean
  advice: Advice | undefined
  /** The pusher cannot reach the server from this network. */
  isIngestBlocked: boolean
}

/** First problem to solve, in the order of the platform's dialogs. */
export function troubleOf({ privacy, system, camera, microphone }: Access): PushFailureKind | undefined {
  if (privacy === 'needed') return 'privacy-refused'
  if (system === 'off') return 'system-denied'
  if (camera === 'denied') return 'camera-denied'
  return microphone === 'denied' ? 'mic-denied' : undefined
}

/** A failure of the preview concerns this device. */
function isStoppedBy(step: 'camera' | 'microphone', trouble: PushFailureKind): boolean {
  if (trouble.startsWith('camera')) return step === 'camera'
  if (trouble.startsWith('mic')) return step === 'microphone'
  return trouble !== 'privacy-refused' && trouble !== 'system-denied'
}

export function stepsOf({
  access, trouble, isMirrored, isHeard, isSilent, isMeasuring, hasUplinkProblem, advice, isIngestBlocked,
}: Findings): Step[] {
  const device = (name: 'camera' | 'microphone'): StepState => {
    if (trouble === undefined) return isMirrored ? 'good' : 'checking'
    return isStoppedBy(name, trouble) ? 'bad' : access?.[name] === 'granted' ? 'good' : 'checking'
  }
  const sound = isHeard ? 'good' : isSilent ? 'bad' : 'checking'
  const hasUplink = advice !== undefined && advice.reason !== 'too-narrow' && !isIngestBlocked
  const uplink = isMeasuring ? 'checking' : hasUplink ? 'good' : hasUplinkProblem || advice ? 'bad' : 'checking'
  return [
    ...(access?.privacy ? [{ name: 'privacy', state: access.privacy === 'agreed' ? 'good' : 'bad' } as const] : []),
    ...(access?.system ? [{ name: 'system', state: access.system === 'on' ? 'good' : 'bad' } as const] : []),
    { name: 'camera', state: device('camera') },
    { name: 'microphone', state: device('microphone') },
    { name: 'sound', state: sound },
    { name: 'uplink', state: uplink },
  ]
}
