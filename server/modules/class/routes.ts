import { assertNever } from '../../../contract/kernel/assert-never'
import { ENCODER } from '../../../contract/class/device'
import type { LiveSnapshot } from '../../../contract/class/snapshot'
import { AppError } from '../../kernel/http/errors/app-error'
import type { Handlers } from '../../kernel/http/handlers'
import type { MediaEngine, StreamStats } from '../../media/engine'
import { lessonPhase } from '../lessons/module'
import type { OnAirAccess } from './access'
import type { ProbeLimits } from './probe-limits'
import type { LessonOnAir } from './repository'
import type { LiveService } from './service'
import type { Snapshots } from './snapshot'
import type { LiveUrls } from './urls'

interface LiveHandlerDeps {
  lessonFor: OnAirAccess
  service: Pick<LiveService, 'start' | 'end'>
  snapshots: Snapshots
  urls: LiveUrls
  engine: Pick<MediaEngine, 'stats'>
  probeLimits: ProbeLimits
  now(): Date
}

export type LiveHandlers = Pick<Handlers,
  'getLiveSnapshot' | 'getStreamStats' | 'startLiveSession' | 'stopLiveSession' | 'probeUplink' | 'watchLesson'>

export function liveHandlers(deps: LiveHandlerDeps): LiveHandlers {
  const { lessonFor, service, snapshots, urls, engine, probeLimits, now } = deps

  /** Reads the rows again after a change. */
  async function snapshotOf(lessonId: string): Promise<LiveSnapshot> {
    const live = (await snapshots.read([lessonId])).get(lessonId)
    if (!live) throw new AppError('NOT_FOUND')
    return live
  }

  return {
    async getLiveSnapshot({ caller, params }) {
      return snapshots.of(await lessonFor(caller, 'live.see', params.id))
    },

    async getStreamStats({ caller, params }) {
      const { session } = await lessonFor(caller, 'live.stats', params.id)
      const stats = engine.stats().find(({ stream }) => stream === session?.stream)
      return { stats: stats ? liveStats(stats) : null, serverTime: now().toISOString() }
    },

    async startLiveSession({ caller, params, body, publicUrl }) {
      const onAir = await lessonFor(caller, 'live.start', params.id)
      requireOpen(onAir, now())
      const grant = await service.start(onAir.lesson, body.device ?? ENCODER)
      const reader = { memberId: caller.memberId, publicUrl }
      const channelUrl = urls.channel(params.id, reader)
      return { ...urls.push(grant, reader), channelUrl, live: await snapshotOf(params.id) }
    },

    async stopLiveSession({ caller, params }) {
      const { lesson } = await lessonFor(caller, 'live.stop', params.id)
      await service.end(lesson.id, lesson.teacherId === caller.memberId ? 'teacherEnded' : 'adminEnded')
      return snapshotOf(lesson.id)
    },

    async probeUplink({ caller, params, publicUrl }) {
      await lessonFor(caller, 'live.probe', params.id)
      probeLimits.take(caller.memberId)
      return { ingest: urls.rtmp(publicUrl) }
    },

    async watchLesson({ caller, params, publicUrl }) {
      const onAir = await lessonFor(caller, 'live.watch', params.id)
      const { session } = onAir
      const reader = { memberId: caller.memberId, publicUrl }
      const isOnAir = session?.state === 'live' || session?.state === 'interrupted'
      return {
        playUrls: isOnAir ? urls.play(session, reader) : null,
        channelUrl: urls.channel(params.id, reader),
        live: snapshots.of(onAir),
      }
    },
  }
}

/** Omits byte counts and the stream's name. */
const liveStats = ({ publishing, viewers, videoKbps, audioKbps, fps, gopMs, skips, addedDelayMs }: StreamStats) =>
  ({ isPublishing: publishing, viewers, videoKbps, audioKbps, fps, gopMs: Math.round(gopMs), skips, addedDelayMs })

function requireOpen({ lesson, session }: LessonOnAir, now: Date): void {
  const phase = lessonPhase(lesson, session, now)
  switch (phase) {
    case 'open':
    case 'live':
    case 'interrupted': return
    case 'scheduled': throw new AppError('LESSON_NOT_OPEN')
    case 'ended': throw new AppError('LESSON_ENDED')
    case 'cancelled': throw new AppError('LESSON_CANCELLED')
    default: assertNever(phase)
  }
}
