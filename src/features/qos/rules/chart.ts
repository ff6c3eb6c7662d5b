/** Positions on the timeline as styles: plain boxes look the same in WeChat and in a browser. */
import type { QosTimeline } from '@contract'

type Person = QosTimeline['people'][number]

/** First and last instant of the chart, milliseconds since 1970. */
export interface Span {
  fromMs: number
  toMs: number
}

const SHORTEST_MS = 60_000

export function spanOf({ startedAt, endedAt, serverTime, people }: QosTimeline): Span {
  const fromMs = Math.min(Date.parse(startedAt ?? serverTime), ...people.map(({ firstAt }) => Date.parse(firstAt)))
  const toMs = Math.max(Date.parse(endedAt ?? serverTime), ...people.map(({ lastAt }) => Date.parse(lastAt)))
  return { fromMs, toMs: Math.max(toMs, fromMs + SHORTEST_MS) }
}

const percent = (part: number): string => `${(Math.min(1, Math.max(0, part)) * 100).toFixed(2)}%`

export function boxStyle({ startsAt, endsAt }: { startsAt: string, endsAt: string }, { fromMs, toMs }: Span): string {
  const left = (Date.parse(startsAt) - fromMs) / (toMs - fromMs)
  const width = (Date.parse(endsAt) - Date.parse(startsAt)) / (toMs - fromMs)
  return `left:${percent(left)};width:${percent(Math.min(width, 1 - left))}`
}

const TONES = [
  'transparent', 'var(--accent-soft)', 'var(--accent-soft)', 'var(--warn-soft)', 'var(--warn-soft)', 'var(--live-soft)',
  'var(--live-soft)',
] as const

/** One gradient instead of ninety boxes per person. It spans the session, in the server's divisions. */
export function qualityStyle({ quality }: Pick<Person, 'quality'>): string {
  const stops: string[] = []
  quality.forEach((level, index) => {
    const tone = TONES[level] ?? 'transparent'
    if (index > 0 && tone === TONES[quality[index - 1] ?? 0]) return
    const at = percent(index / quality.length)
    const before = TONES[quality[index - 1] ?? 0]
    stops.push(...(index > 0 && before ? [`${before} ${at}`] : []), `${tone} ${at}`)
  })
  const last = TONES[quality.at(-1) ?? 0] ?? 'transparent'
  return quality.length === 0
    ? ''
    : `background-image:linear-gradient(to right,${[...stops, `${last} 100%`].join(',')})`
}

/** `count` instants at equal distances, including both ends of the span. */
export const ticksOf = ({ fromMs, toMs }: Span, count: number): number[] =>
  Array.from({ length: count }, (_, index) => fromMs + (toMs - fromMs) * index / (count - 1))
