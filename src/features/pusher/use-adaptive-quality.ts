import { computed, ref, watch } from 'vue'
import { effectiveProfile, startQuality, stepQuality } from './rules/adaptive-quality'
import type { QualityInput } from './rules/adaptive-quality'
import { toPusherNetStatus } from '@/features/codes/netstatus'
import type { RawNetStatus } from '@/features/codes/netstatus'
import type { ProfileName } from './rules/quality-profiles'
import type { PusherEvent } from '@/features/codes/pusher-events'
import { log } from '@/platform/log'

export interface AdaptiveQualityOptions {
  /** The teacher's choice: the highest quality that is sent. */
  ceiling: () => ProfileName
  /** False when the teacher switched adaptation off: the ceiling is always sent. */
  isOn: () => boolean
}

/**
 * Adapts the quality to the uplink. Only the values that the page shows are reactive; they change a few times a class.
 */
export function useAdaptiveQuality({ ceiling, isOn }: AdaptiveQualityOptions) {
  let state = startQuality(ceiling(), Date.now(), isOn())
  const level = ref(state.level)
  const chosen = ref(state.ceiling)
  const isLimitIgnored = ref(false)

  function step(input: QualityInput): void {
    const before = state.level
    state = stepQuality(state, input)
    level.value = state.level
    chosen.value = state.ceiling
    isLimitIgnored.value = state.limit.isIgnored
    if (before !== state.level) log.info(`quality: ${before} -> ${state.level}`)
  }

  // Synchronous, or the pusher would get the new mode with the old bitrates.
  watch(ceiling, name => step({ type: 'ceilingChosen', ceiling: name, atMs: Date.now() }), { flush: 'sync' })
  watch(isOn, on => step({ type: 'switched', isOn: on, atMs: Date.now() }), { flush: 'sync' })

  return {
    /** The profile that the pusher gets now. */
    profile: computed(() => effectiveProfile({ ceiling: chosen.value, level: level.value })),
    level,
    /** The phone sends more than `max-bitrate` allows. */
    isLimitIgnored,
    report: (event: PusherEvent): void => step({ type: 'reported', event, atMs: Date.now() }),
    netStatus: (raw: RawNetStatus): void =>
      step({ type: 'measured', status: toPusherNetStatus(raw), atMs: Date.now() }),
  }
}
