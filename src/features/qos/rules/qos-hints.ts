import type { QosState } from '@contract/qos/samples'
import type { NetQualityLevel } from '@/features/codes/netstatus'

/** Reports of the component in the last second. */
export interface QosHints {
  codes: readonly number[]
  quality: NetQualityLevel | undefined
}

/** From this level on (1 best … 6 unusable) the network counts as slow, even without a code that reports it. */
const SLOW_FROM: NetQualityLevel = 5

export function whileFlowing({ codes, quality = 1 }: QosHints, slowCodes: ReadonlySet<number>): QosState {
  return quality >= SLOW_FROM || codes.some(code => slowCodes.has(code)) ? 'slow' : 'good'
}
