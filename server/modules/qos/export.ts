import { setImmediate } from 'node:timers/promises'
import type { QosTimeline } from '../../../contract'
import type { QosSample } from '../../../contract/qos/samples'
import { qosCauseText } from '../../../contract/qos/causes'
import { toCsv, toCsvRows } from './rules/csv'
import type { Cell } from './rules/csv'

/** Number of rows that a spreadsheet and a phone can still open. */
const MOST_ROWS = 30_000

type Person = QosTimeline['people'][number]

interface ExportInput {
  title: string
  timeline: QosTimeline
  /** One list per person, in the order of `timeline.people`. */
  samples: readonly (readonly QosSample[])[]
  timeZone: string
  language: 'zh' | 'en'
}

interface ExportFile {
  fileName: string
  mimeType: string
  content: string
}

const HEADER = {
  zh: [
    '时间', '姓名', '身份', '组件', '状态', '原因', '有网络', '服务器可达', '在后台', '代码',
    '网络质量', '速率 kbps', '视频 kbps', '音频 kbps', '帧率', '抖动 ms', '缓存 ms', '队列帧数', '宽', '高',
  ],
  en: [
    'Time', 'Name', 'Role', 'Component', 'State', 'Cause', 'Connected', 'Server reachable', 'Hidden', 'Codes',
    'Quality', 'Rate kbps', 'Video kbps', 'Audio kbps', 'Frames per s', 'Jitter ms', 'Cache ms', 'Queued frames',
    'Width', 'Height',
  ],
} as const
const ROLE = {
  zh: { admin: '教务', teacher: '教师', student: '学生' },
  en: { admin: 'Office', teacher: 'Teacher', student: 'Student' },
} as const

/** Keeps every `step`-th sample of a long class, and all samples with a trouble or a code. */
export function thin(samples: readonly (readonly QosSample[])[]): { step: number, samples: QosSample[][] } {
  const all = samples.reduce((sum, { length }) => sum + length, 0)
  const step = Math.max(1, Math.ceil(all / MOST_ROWS))
  const isWorthIt = ({ state, codes }: QosSample) => codes.length > 0 || (state !== 'good' && state !== 'starting')
  const kept = samples.map(list => list.filter((sample, index) => index % step === 0 || isWorthIt(sample)))
  const rest = kept.reduce((sum, { length }) => sum + length, 0)
  // A class with trouble all the time.
  const isTooMuch = rest > 2 * MOST_ROWS
  return { step, samples: isTooMuch ? samples.map(list => list.filter((_, index) => index % step === 0)) : kept }
}

function causeAt({ segments }: Person, { troubles }: QosTimeline, atMs: number, language: 'zh' | 'en'): string {
  const segment = segments.find(({ startsAt, endsAt }) => Date.parse(startsAt) <= atMs && atMs < Date.parse(endsAt))
  const trouble = segment && troubles[segment.trouble]
  return trouble ? qosCauseText(trouble.cause, trouble.severity, language) : ''
}

/** `2026-11-23 08:30:05` in the school's time zone. */
function wallClock(timeZone: string): (atMs: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  return atMs => format.format(atMs)
}

async function csvOf({ timeline, samples, timeZone, language }: ExportInput): Promise<string> {
  const clock = wallClock(timeZone)
  const { samples: kept } = thin(samples)
  const flag = (value: boolean) => (value ? 1 : 0)
  const parts = [toCsv([HEADER[language]])]
  for (const [index, person] of timeline.people.entries()) {
    parts.push(toCsvRows((kept[index] ?? []).map((sample): Cell[] => {
      const status = sample.status ?? {}
      const { kbps, videoKbps, audioKbps, fps, jitterMs, cacheMs, queueFrames, width, height, quality } = status
      return [
        clock(sample.atMs), person.name, ROLE[language][person.role], person.component, sample.state,
        causeAt(person, timeline, sample.atMs, language),
        flag(sample.isConnected), flag(sample.isReachable), flag(sample.isHidden), sample.codes.join(' '),
        quality, kbps, videoKbps, audioKbps, fps, jitterMs, cacheMs, queueFrames, width, height,
      ]
    })))
    // Lets the relay, which shares this thread, run in between.
    await setImmediate()
  }
  return parts.join('')
}

function jsonOf({ title, timeline, samples, language }: ExportInput): string {
  const { step, samples: kept } = thin(samples)
  const troubles = timeline.troubles.map(trouble =>
    ({ ...trouble, text: qosCauseText(trouble.cause, trouble.severity, language) }))
  const people = timeline.people.map((person, index) => ({ ...person, everySeconds: step, list: kept[index] ?? [] }))
  return JSON.stringify({ title, ...timeline, troubles, people })
}

/** The file name contains no name of a person, and only characters that every file system accepts. */
export async function exportFile(input: ExportInput, format: 'csv' | 'json'): Promise<ExportFile> {
  const { startedAt, serverTime } = input.timeline
  const [day = ''] = wallClock(input.timeZone)(Date.parse(startedAt ?? serverTime)).split(' ')
  const fileName = `kaike-qos-${day}.${format}`
  return format === 'csv'
    ? { fileName, mimeType: 'text/csv;charset=utf-8', content: await csvOf(input) }
    : { fileName, mimeType: 'application/json', content: jsonOf(input) }
}
