import type { QosTimeline } from '@contract'
import { qosCauseText } from '@contract/qos/causes'
import type { QosCause } from '@contract/qos/causes'
import type { IconName } from '@/ui/display/icons'
import { language } from '@/i18n'
import { t } from './messages'
import { formatClock, joinFacts } from '@/i18n/format'
import type { LiveStats } from './use-stream-now'

export type Trouble = QosTimeline['troubles'][number]
export type Person = QosTimeline['people'][number]

const ICONS: Record<QosCause, IconName> = {
  'teacher-network': 'wifi',
  'teacher-device': 'camera-off',
  'teacher-stream': 'camera-off',
  'call': 'mic-off',
  'background': 'swap',
  'student-network': 'wifi',
  'service': 'globe',
  'everyone': 'people',
}

export function causeIcon({ cause, severity }: Pick<Trouble, 'cause' | 'severity'>): IconName {
  const icon = ICONS[cause]
  return icon === 'wifi' && severity === 'lost' ? 'wifi-off' : icon
}

export const causeText = ({ cause, severity }: Pick<Trouble, 'cause' | 'severity'>): string =>
  qosCauseText(cause, severity, language())

/** Whole seconds, at least one. */
export function formatSeconds(durationMs: number): string {
  const all = Math.max(1, Math.round(durationMs / 1000))
  return all < 60
    ? t('qos.seconds', { count: all })
    : t('qos.minutes', { minutes: Math.floor(all / 60), seconds: all % 60 })
}

/** Member, time, duration and number of affected members. */
export function troubleFacts({ member, startsAt, endsAt, affected }: Trouble, timeZone: string): string {
  const fromMs = Date.parse(startsAt)
  const toMs = Date.parse(endsAt)
  return joinFacts(
    member?.name,
    t('qos.at', { from: formatClock(fromMs, timeZone), to: formatClock(toMs, timeZone) }),
    formatSeconds(toMs - fromMs),
    affected.length > 1 ? t('qos.affected', { count: affected.length }) : '',
  )
}

/** Text of a person's row for screen readers: each trouble with its start. */
export function rowText({ name, segments }: Person, troubles: readonly Trouble[], timeZone: string): string {
  const textByTrouble = new Map(segments.flatMap(({ trouble, startsAt }): [number, string][] => {
    const of = troubles[trouble]
    return of ? [[trouble, `${formatClock(Date.parse(startsAt), timeZone)} ${causeText(of)}`]] : []
  }))
  return textByTrouble.size === 0
    ? t('qos.rowWell', { name })
    : t('qos.rowTroubled', { name, troubles: [...textByTrouble.values()].join('; ') })
}

export interface StreamFact { label: string, value: string }

/** Figures of a live stream for support. */
export function streamFacts({
  viewers, videoKbps, audioKbps, fps, gopMs, skips, addedDelayMs,
}: LiveStats): StreamFact[] {
  return [
    { label: t('qos.now.viewers'), value: t('qos.people', { count: viewers }) },
    { label: t('qos.now.video'), value: t('qos.now.kbps', { count: videoKbps }) },
    { label: t('qos.now.audio'), value: t('qos.now.kbps', { count: audioKbps }) },
    { label: t('qos.now.fps'), value: t('qos.now.perSecond', { count: Math.round(fps) }) },
    {
      label: t('qos.now.keyframes'), value: gopMs > 0 ? t('qos.seconds', { count: Math.round(gopMs / 100) / 10 }) : '–',
    },
    { label: t('qos.now.skips'), value: t('qos.now.times', { count: skips }) },
    { label: t('qos.now.delay'), value: t('qos.now.milliseconds', { count: addedDelayMs }) },
  ]
}
