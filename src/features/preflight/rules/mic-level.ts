/** The microphone's level meter. */

/** Possible scales of the volume: WeChat documents none. Above 100, the loudest volume so far is the scale. */
const SCALES = [1, 100] as const

export interface MicLevel {
  /** 0–1. */
  level: number
  /** Loudest volume so far, in the component's unit. */
  loudest: number
  /** A sound was loud enough to be speech. */
  isHeard: boolean
}

export const SILENT_MIC: MicLevel = { level: 0, loudest: 0, isHeard: false }

/** Above the noise of a good microphone in a quiet room. */
const HEARD_FROM = 0.06

export function hear(before: MicLevel, volume: number): MicLevel {
  const sample = Number.isFinite(volume) ? Math.max(0, volume) : 0
  const loudest = Math.max(before.loudest, sample)
  const level = sample / (SCALES.find(scale => loudest <= scale) ?? loudest)
  return { level, loudest, isHeard: before.isHeard || level >= HEARD_FROM }
}
