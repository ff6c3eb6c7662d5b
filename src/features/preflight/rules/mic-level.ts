/** The microphone's level meter. */

/** WeChat does not say in what unit it tells the volume: 0–1, 0–100, or whatever the loudest was. */
const SCALES = [1, 100] as const

export interface MicLevel {
  /** 0–1. */
  level: number
  /** The loudest that was told, in the component's unit. */
  loudest: number
  /** Somebody spoke, or there was some other sound. */
  isHeard: boolean
}

export const SILENT_MIC: MicLevel = { level: 0, loudest: 0, isHeard: false }

/** More than the noise of a good microphone in a quiet room. */
const HEARD_FROM = 0.06

export function hear(before: MicLevel, volume: number): MicLevel {
  const told = Number.isFinite(volume) ? Math.max(0, volume) : 0
  const loudest = Math.max(before.loudest, told)
  const level = told / (SCALES.find(scale => loudest <= scale) ?? loudest)
  return { level, loudest, isHeard: before.isHeard || level >= HEARD_FROM }
}
