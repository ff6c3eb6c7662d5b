import { INTERRUPTED_GRACE_MS, type LiveSnapshot } from '../../../contract/class/live'
import { lessonPhase } from '../lessons/rules/phase'
import type { MediaEngine } from '../../media/engine'
import type { LessonOnAir, LiveRepository } from './repository'

const instant = (date: Date | null): string | null => date?.toISOString() ?? null

/** The truth about one lesson, for the API and the channel alike. */
export function liveSnapshot({ lesson, session }: LessonOnAir, viewers: number, now: Date): LiveSnapshot {
  const interruptedAt = session?.state === 'interrupted' ? session.interruptedAt : null
  return {
    lessonId: lesson.id,
    phase: lessonPhase(lesson, session, now),
    sessionId: session?.id ?? null,
    startedAt: instant(session?.startedAt ?? null),
    interruptedAt: instant(interruptedAt),
    graceEndsAt: instant(interruptedAt && new Date(interruptedAt.getTime() + INTERRUPTED_GRACE_MS)),
    endedAt: instant(session?.endedAt ?? null),
    endReason: session?.endReason ?? null,
    viewers,
    peakViewers: Math.max(session?.peakViewers ?? 0, viewers),
    serverTime: now.toISOString(),
  }
}

export interface SnapshotDeps {
  repository: Pick<LiveRepository, 'lessonsOnAir'>
  engine: Pick<MediaEngine, 'viewers'>
  now(): Date
}

export interface Snapshots {
  of(onAir: LessonOnAir): LiveSnapshot
  /** Reads many lessons with one query; one that does not exist is left out. */
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
