import type { SeriesPoint } from '@/features/player/rules/play-history'

const WIDTH = 100
const HEIGHT = 32
/** Margin for the line width. */
const EDGE = 2
/** More points are not visible on a phone. */
const MOST_POINTS = 60
/** Reports arrive every 2 s; a longer interval is a gap in the line. */
const GAP_MS = 7_000

/** SVG path commands of a series, scaled from 0 to its highest value; empty with fewer than two points. */
export function sparkPath(points: readonly SeriesPoint[], fromMs: number, toMs: number): string {
  const step = Math.max(1, Math.ceil(points.length / MOST_POINTS))
  // Counted from the end, so that the newest point is always included.
  const drawn = points.filter((_, n) => (points.length - 1 - n) % step === 0)
  if (drawn.length < 2 || toMs <= fromMs) return ''
  const highest = Math.max(1, ...drawn.map(({ value }) => value))
  return drawn.map(({ atMs, value }, n) => {
    const before = drawn[n - 1]
    const isJoined = before && atMs - before.atMs <= GAP_MS * step
    const x = WIDTH * Math.max(0, atMs - fromMs) / (toMs - fromMs)
    const y = HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * value / highest
    return `${isJoined ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`
  }).join('')
}

/** Mask style that shows the element's background as the line, because WeChat has no SVG in a page. */
export function sparkMask(path: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none">`
    + `<path d="${path}" fill="none" stroke="#000" stroke-width="1.75" stroke-linejoin="round"`
    + ' vector-effect="non-scaling-stroke"/></svg>'
  const url = `url("data:image/svg+xml,${encodeURIComponent(svg)}")`
  return `-webkit-mask-image:${url};mask-image:${url}`
}
