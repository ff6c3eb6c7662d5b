/** A microphone that is on during class and hears nothing. */
import { SILENT_MIC, hear } from '@/features/preflight/rules/mic-level'
import type { MicLevel } from '@/features/preflight/rules/mic-level'

export interface MicWatch {
  /** Its loudest volume is the scale. */
  level: MicLevel
  /** First and last report of the present silence; undefined after a sound. */
  quiet: { sinceMs: number, untilMs: number } | undefined
}

export const UNHEARD: MicWatch = { level: SILENT_MIC, quiet: undefined }

/** Students may not hear the teacher after this silence. */
const SILENT_AFTER_MS = 20_000
/** A longer pause between two reports, or a clock that was set back, says nothing about the time between them. */
const LONGEST_GAP_MS = 10_000

/** Only a microphone that reports its volume can be silent. */
export function listen({ level, quiet }: MicWatch, volume: number, atMs: number): MicWatch {
  const heard = hear({ ...level, isHeard: false }, volume)
  if (heard.isHeard) return { level: heard, quiet: undefined }
  const isContinuous = quiet !== undefined && atMs >= quiet.untilMs && atMs - quiet.untilMs <= LONGEST_GAP_MS
  return { level: heard, quiet: { sinceMs: isContinuous ? quiet.sinceMs : atMs, untilMs: atMs } }
}

/** A new period, with the scale that is known. */
export const restart = ({ level }: MicWatch): MicWatch => ({ level, quiet: undefined })

export const isSilent = ({ quiet }: MicWatch): boolean =>
  quiet !== undefined && quiet.untilMs - quiet.sinceMs >= SILENT_AFTER_MS
