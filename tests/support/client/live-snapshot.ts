import type { LessonPhase } from '../../../contract/lessons/phase'
import type { LiveSnapshot } from '../../../contract/class/snapshot'

/** Snapshot of a lesson in this phase, with the current time as server time. */
export const liveAt = (phase: LessonPhase): LiveSnapshot => ({
  lessonId: 'l', phase, sessionId: 's', startedAt: '2026-11-23T08:00:00.000Z', interruptedAt: null, graceEndsAt: null,
  endedAt: null, endReason: null, publisherDevice: null, viewers: 0, peakViewers: 0,
  serverTime: new Date().toISOString(),
})
