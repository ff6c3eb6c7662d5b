import type { LiveSnapshot } from '../../../contract/class/snapshot'
import { lessonPhase } from '../lessons/module'
import type { MediaEngine } from '../../media/engine'
import type { LessonOnAir, LiveRepository } from './repository'
import { graceEndsAt } from './rules/session'

const instant = (date: Date | null): string | null => date?.toISOString() ?? null

type StreamNow = Pick<LiveSnapshot, 'viewers' | 'publisherDevice'>

const NO_STREAM: StreamNow = { viewers: 0, publisherDevice: null }

/** The state of one lesson, the same for the API and the channel. */
function liveSnapshot({ lesson, session }: LessonOnAir, stream: StreamNow, now: Date): LiveSnapshot {
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
    publisherDevice: stream.publisherDevice,
    viewers: stream.viewers,
    peakViewers: Math.max(session?.peakViewers ?? 0, stream.viewers),
    serverTime: now.toISOString(),
  }
}

interface SnapshotDeps {
  repository: Pick<LiveRepository, 'lessonsOnAir'>
  engine: Pick<MediaEngine, 'viewers' | 'publisherDevice'>
  now(): Date
}

export interface Snapshots {
  of(onAir: LessonOnAir): LiveSnapshot
  /** Reads many lessons at once; unknown ids are omitted. */
  read(lessonIds: readonly string[]): Promise<Map<string, LiveSnapshot>>
}

export function createSnapshots({ repository, engine, now }: SnapshotDeps): Snapshots {
  const streamNow = (stream: string): StreamNow =>
    ({ viewers: engine.viewers(stream), publisherDevice: engine.publisherDevice(stream) })

  function of(onAir: LessonOnAir): LiveSnapshot {
    const { session } = onAir
    return liveSnapshot(onAir, session && session.state !== 'ended' ? streamNow(session.stream) : NO_STREAM, now())
  }

  return {
    of,
    async read(lessonIds) {
      const found = await repository.lessonsOnAir(lessonIds)
      return new Map([...found].map(([lessonId, onAir]) => [lessonId, of(onAir)]))
    },
  }
}
