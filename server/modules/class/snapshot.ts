import type { LiveSnapshot } from '../../../contract/class/snapshot'
import { lessonPhase } from '../lessons/module'
import type { MediaEngine } from '../../media/engine'
import type { LessonOnAir, LiveRepository } from './repository'
import { graceEndsAt } from './rules/session'

const instant = (date: Date | null): string | null => date?.toISOString() ?? null

/** The state of one lesson, the same for the API and the channel. */
function liveSnapshot({ lesson, session }: LessonOnAir, viewers: number, now: Date): LiveSnapshot {
  const interruptedAt = session?.state === 'interrupted' ? session.interruptedAt : null
  return {
    lessonId: lesson.id,
    phase: lessonPhase(lesson, session, now),
    sessionId: session?.id ?? null,
    startedAt: instant(session?.startedAt ?? null),
    interruptedAt: instant(interruptedAt),
    graceEndsAt: instant(interruptedAt && graceEndsAt(interruptedAt)),
    endedAt: instant(session?.endedAt ?? null),
    endReason: session?.endReason ?? null,
    viewers,
    peakViewers: Math.max(session?.peakViewers ?? 0, viewers),
    serverTime: now.toISOString(),
  }
}

interface SnapshotDeps {
  repository: Pick<LiveRepository, 'lessonsOnAir'>
  engine: Pick<MediaEngine, 'viewers'>
  now(): Date
}

export interface Snapshots {
  of(onAir: LessonOnAir): LiveSnapshot
  /** Reads many lessons at once; unknown ids are omitted. */
  read(lessonIds: readonly string[]): Promise<Map<string, LiveSnapshot>>
}

export function createSnapshots({ repository, engine, now }: SnapshotDeps): Snapshots {
  function of(onAir: LessonOnAir): LiveSnapshot {
    const viewers = onAir.session && onAir.session.state !== 'ended' ? engine.viewers(onAir.session.stream) : 0
    return liveSnapshot(onAir, viewers, now())
  }

  return {
    of,
    async read(lessonIds) {
      const found = await repository.lessonsOnAir(lessonIds)
      return new Map([...found].map(([lessonId, onAir]) => [lessonId, of(onAir)]))
    },
  }
}
