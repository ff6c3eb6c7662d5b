import type { RawNetStatus } from '@/features/codes/netstatus'

/** Content of the `debug` overlay: the last statistics and the last codes, newest first. Never a URL. */
export interface DebugLog {
  codes: readonly number[]
  info: RawNetStatus
}

export const EMPTY_DEBUG_LOG: DebugLog = { codes: [], info: {} }
const MOST_CODES = 8

export const withCode = ({ codes, info }: DebugLog, code: number): DebugLog =>
  ({ codes: [code, ...codes].slice(0, MOST_CODES), info })

export const withInfo = ({ codes }: DebugLog, info: RawNetStatus): DebugLog => ({ codes, info })

/** One line per statistic, with WeChat's names; then the codes. */
export const toDebugText = ({ codes, info }: DebugLog): string =>
  [...Object.entries(info).map(([key, value]) => `${key} ${String(value)}`), codes.join(' ')].join('\n')
