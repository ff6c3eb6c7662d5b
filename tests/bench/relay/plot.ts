/** Draws CPU by viewers for docs/performance.md, from one run of the bench. */
import { writeFileSync } from 'node:fs'
import type { ContenderName } from './contenders'
import type { RunResult } from './measure'

const FILE = 'docs/images/relay-cost.svg'
const WIDTH = 760
const HEIGHT = 420
const PLOT = { left: 64, right: 560, top: 36, bottom: 364 }
/** Lines differ without colour too: by dash and by the label at the end. */
const LINES: readonly { contender: ContenderName, name: string, color: string, dash: string }[] = [
  { contender: 'kaike http-flv', name: 'Kaike, HTTP-FLV', color: '#2a7048', dash: '' },
  { contender: 'kaike rtmp', name: 'Kaike, RTMP', color: '#2a7048', dash: '6 4' },
  { contender: 'nginx-rtmp', name: 'nginx-rtmp', color: '#c5301d', dash: '' },
  { contender: 'node-media-server', name: 'node-media-server', color: '#7a5200', dash: '2 3' },
  { contender: 'kernel floor', name: 'bare loop of writes', color: '#6a6d62', dash: '1 4' },
]
/** Minimum distance between labels at the ends of lines. */
const LABEL_STEP = 18

const text = (x: number, y: number, content: string, more = ''): string =>
  `<text x="${x}" y="${y}" ${more}>${content}</text>`

export function costSvg(results: readonly RunResult[]): string {
  const shown = results.filter(({ publishers, kbps, windowMs }) =>
    publishers === 1 && kbps === 1200 && windowMs === undefined)
  const maxViewers = Math.max(...shown.map(({ viewers }) => viewers))
  const maxPercent = Math.ceil(Math.max(...shown.map(({ cpuPercent }) => cpuPercent)) / 20) * 20
  const x = (viewers: number): number => Math.round(PLOT.left + viewers / maxViewers * (PLOT.right - PLOT.left))
  const y = (percent: number): number => Math.round(PLOT.bottom - percent / maxPercent * (PLOT.bottom - PLOT.top))
  const grid = Array.from({ length: maxPercent / 20 + 1 }, (_, index) => index * 20).map(percent =>
    `<path d="M${PLOT.left} ${y(percent)}H${PLOT.right}" stroke="#e5e1d6"/>`
    + text(PLOT.left - 8, y(percent) + 4, `${percent} %`, 'text-anchor="end"'))
  const ticks = [...new Set(shown.map(({ viewers }) => viewers))].map(viewers =>
    text(x(viewers), PLOT.bottom + 20, viewers.toLocaleString('en'), 'text-anchor="middle"'))
  const lines = LINES.flatMap(line => {
    const points = shown.filter(({ contender }) => contender === line.contender).sort((a, b) => a.viewers - b.viewers)
    const last = points.at(-1)
    return last ? [{ ...line, points, labelY: y(last.cpuPercent) + 4 }] : []
  }).sort((a, b) => b.labelY - a.labelY)
  for (const [index, line] of lines.entries()) {
    line.labelY = Math.min(line.labelY, (lines[index - 1]?.labelY ?? Infinity) - LABEL_STEP)
  }
  const drawn = lines.map(({ points, name, color, dash, labelY }) => {
    const path = points.map(({ viewers, cpuPercent }) => `${x(viewers)} ${y(cpuPercent)}`).join('L')
    const dots = points.map(({ viewers, cpuPercent }) =>
      `<circle cx="${x(viewers)}" cy="${y(cpuPercent)}" r="3" fill="${color}"/>`)
    return `<path d="M${path}" fill="none" stroke="${color}" stroke-width="2.5" stroke-dasharray="${dash}"/>`
      + dots.join('')
      + text(PLOT.right + 10, labelY, name, `fill="${color}"`)
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" `
    + 'font-size="13" fill="#53564c" role="img" aria-label="CPU by viewers">',
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#faf8f3"/>`,
    text(PLOT.left, 22, 'CPU of one core, a stream of 1.2 Mbps'),
    ...grid, ...ticks, text(PLOT.right, PLOT.bottom + 40, 'viewers', 'text-anchor="end"'), ...drawn,
    '</svg>', '',
  ].join('\n')
}

export function drawCost(results: readonly RunResult[]): void {
  writeFileSync(FILE, costSvg(results))
  console.log(`drawn: ${FILE}`)
}
