import type { QosTimeline } from '@contract/api'
import { qosCauseText } from '@contract/qos-causes'
import type { QosCause } from '@contract/qos-causes'
import type { IconName } from '@/components/ui/icons'
import { language, t } from '@/i18n'
import { formatClock, joinFacts } from '@/i18n/format'

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

export const causeText = ({ cause, severity }: Pick<Trouble, 'cause' | 'severity'>): string => qosCauseText(cause, severity, language())

/** Whole seconds, at least one. */
export function formatSeconds(durationMs: number): string {
  const all = Math.max(1, Math.round(durationMs / 1000))
  return all < 60 ? t('qos.seconds', { count: all }) : t('qos.minutes', { minutes: Math.floor(all / 60), seconds: all % 60 })
}

/** Who, when, how long, how many. */
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

/** A person's row for who cannot see it: each trouble with its beginning. */
export function rowText({ name, segments }: Person, troubles: readonly Trouble[], timeZone: string): string {
  const told = new Map(segments.flatMap(({ trouble, startsAt }): [number, string][] => {
    const of = troubles[trouble]
    return of ? [[trouble, `${formatClock(Date.parse(startsAt), timeZone)} ${causeText(of)}`]] : []
  }))
  return told.size === 0 ? t('qos.rowWell', { name }) : t('qos.rowTroubled', { name, troubles: [...told.values()].join('; ') })
}
