/** The player's recent history, for the diagnosis sheet and for support: numbers and codes, never a URL. */
import { toPlayerNetStatus } from '@/features/codes/netstatus'
import type { PlayerNetStatus, RawNetStatus } from '@/features/codes/netstatus'
import { PLAYER_EVENTS } from '@/features/codes/player-events'
import type { PlayerEvent } from '@/features/codes/player-events'

/** Time span of the sheet. */
export const HISTORY_MS = 5 * 60_000
/** Reports arrive every 2 s. */
const MOST_SAMPLES = 200
/** Limits memory when a component repeats its codes without end. */
const MOST_CODES = 100

export interface HistorySample { atMs: number, status: PlayerNetStatus }

export interface HistoryCode {
  atMs: number
  code: number
  /** Undefined for an unknown code. */
  event: PlayerEvent | undefined
  /** Number of reports in a row; the last one was at `atMs`. */
  times: number
}

export interface PlayHistory {
  samples: readonly HistorySample[]
  codes: readonly HistoryCode[]
}

export const NO_HISTORY: PlayHistory = { samples: [], codes: [] }

const recent = <T extends { atMs: number }>(list: readonly T[], nowMs: number, most: number): T[] =>
  list.filter(({ atMs }) => nowMs - atMs <= HISTORY_MS).slice(-most)

export const withSample = (history: PlayHistory, raw: RawNetStatus, atMs: number): PlayHistory =>
  ({ ...history, samples: recent([...history.samples, { atMs, status: toPlayerNetStatus(raw) }], atMs, MOST_SAMPLES) })

export function withCode(
  history: PlayHistory, code: number, event: PlayerEvent | undefined, atMs: number,
): PlayHistory {
  const last = history.codes.at(-1)
  const earlier = last?.code === code ? history.codes.slice(0, -1) : history.codes
  const times = last?.code === code ? last.times + 1 : 1
  return { ...history, codes: recent([...earlier, { atMs, code, event, times }], atMs, MOST_CODES) }
}

/** The series of the chart with their units; `cache` is the buffered media. */
export const QUALITY_SERIES = {
  bitrate: { unit: 'kbps', of: ({ videoBitrateKbps, audioBitrateKbps }) => sum(videoBitrateKbps, audioBitrateKbps) },
  fps: { unit: 'fps', of: ({ fps }) => fps },
  cache: { unit: 'ms', of: ({ videoCacheMs, audioCacheMs }) => videoCacheMs ?? audioCacheMs },
  jitter: { unit: 'ms', of: ({ jitterMs }) => jitterMs },
} as const satisfies Record<string, { unit: string, of: (status: PlayerNetStatus) => number | undefined }>

export type QualitySeries = keyof typeof QUALITY_SERIES
export const SERIES_NAMES = Object.keys(QUALITY_SERIES) as QualitySeries[]

export interface SeriesPoint { atMs: number, value: number }

function sum(...parts: (number | undefined)[]): number | undefined {
  const known = parts.filter(part => part !== undefined)
  return known.length > 0 ? known.reduce((total, part) => total + part, 0) : undefined
}

/** Points of the samples in which the component reported the value. */
export function seriesOf({ samples }: PlayHistory, name: QualitySeries): SeriesPoint[] {
  return samples.flatMap(({ atMs, status }) => {
    const value = QUALITY_SERIES[name].of(status)
    return value === undefined ? [] : [{ atMs, value }]
  })
}

export interface SeriesSummary { last: number, least: number, mean: number, most: number }

/** Undefined for an empty series. */
export function summaryOf(points: readonly SeriesPoint[]): SeriesSummary | undefined {
  const values = points.map(({ value }) => value)
  const last = values.at(-1)
  if (last === undefined) return undefined
  const mean = values.reduce((total, value) => total + value, 0) / values.length
  return {
    last: Math.round(last), least: Math.round(Math.min(...values)), mean: Math.round(mean),
    most: Math.round(Math.max(...values)),
  }
}

const clock = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')

/** Text for support, always in English. `facts` come first, one per line. */
export function supportText(history: PlayHistory, facts: Readonly<Record<string, string>>): string {
  const series = SERIES_NAMES.flatMap(name => {
    const summary = summaryOf(seriesOf(history, name))
    if (!summary) return []
    const { last, least, mean, most } = summary
    return [`${name} (${QUALITY_SERIES[name].unit}): now ${last}, min ${least}, mean ${mean}, max ${most}`]
  })
  const codes = history.codes.map(({ atMs, code, event, times }) => {
    const meaning = event ? PLAYER_EVENTS[event].meaning.en : 'unknown code'
    return `${clock(atMs)} ${code} ${meaning}${times > 1 ? ` ×${times}` : ''}`
  })
  return [...Object.entries(facts).map(([name, value]) => `${name}: ${value}`), '', ...series, '', ...codes].join('\n')
}
