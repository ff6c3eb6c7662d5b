import { beforeEach, describe, expect, it } from 'vitest'
import { deviceMark, ENCODER } from '../../../contract/class/device'
import { INTERRUPTED_GRACE_MS } from '../../../contract/class/snapshot'
import { OVERRUN_LIMIT_MS } from './rules/session'
import { createLiveWorld, type LiveWorld } from '../../../tests/support/class-server/live-world'
import { describeOnBothDatabases } from '../../../tests/support/server/databases'
import type { PushGrant, SessionRow } from './repository'

const SECOND_MS = 1_000
const LESSON_MS = 45 * 60 * SECOND_MS

let world: LiveWorld

async function onAir() {
  const found = (await world.repository.lessonsOnAir([world.lessonId])).get(world.lessonId)
  if (!found) throw new Error('The lesson is gone')
  return found
}

const grant = async (deviceId = ENCODER): Promise<PushGrant> => world.service.start((await onAir()).lesson, deviceId)
const start = async (): Promise<SessionRow> => (await grant()).session
const session = async () => (await onAir()).session

async function startAndPublish(): Promise<SessionRow> {
  const started = await start()
  world.engine.publish(started.stream)
  await world.service.idle()
  return started
}

describeOnBothDatabases('live sessions', database => {
  beforeEach(async () => { world = await createLiveWorld(database()) })

  describe('starting', () => {
    it('creates one session for any number of simultaneous requests', async () => {
      const sessions = await Promise.all(Array.from({ length: 10 }, start))
      expect(new Set(sessions.map(({ id }) => id)).size).toBe(1)
      const teacherId = world.school.teacher.memberId
      expect(sessions[0]).toMatchObject({ state: 'starting', startedAt: world.now(), teacherId })
      expect(sessions[0]?.stream).toMatch(/^[a-z0-9]{32}$/)
    })

    it('gives any number of simultaneous requests different numbers of tickets, without gaps', async () => {
      const devices = Array.from({ length: 12 }, (_, i) => `device-${i % 3}`)
      const grants = await Promise.all(devices.map(grant))
      expect(grants.map(({ push }) => push.number).sort((a, b) => a - b)).toEqual(devices.map((_, i) => i + 1))
      expect(grants.map(({ push }) => push.device)).toEqual(devices.map(id => deviceMark(grants[0]?.session.id ?? '', id)))
    })

    it('reuses the open session of the same teacher', async () => {
      const first = await startAndPublish()
      expect(await start()).toMatchObject({ id: first.id, state: 'live' })
      expect(world.engine.closed).toEqual([])
    })

    it('ends an open session of another teacher', async () => {
      const first = await startAndPublish()
      await world.school.changeTeacher(world.lessonId, world.school.otherTeacher)
      const second = await start()
      expect(second).toMatchObject({ state: 'starting', teacherId: world.school.otherTeacher.memberId })
      expect(second.stream).not.toBe(first.stream)
      expect(world.engine.closed).toEqual([first.stream])
      expect(await world.repository.findSession(first.id))
        .toMatchObject({ state: 'ended', endReason: 'teacher_removed' })
    })
  })

  describe('the stream', () => {
    it('makes the session live, interrupted and live again, and notifies the audience each time', async () => {
      const { stream, lessonId } = await startAndPublish()
      const firstPublishedAt = world.now()
      expect(await session()).toMatchObject({ state: 'live', interruptedAt: null, firstPublishedAt })
      world.pass(5 * SECOND_MS)
      world.engine.lose(stream)
      await world.service.idle()
      expect(await session()).toMatchObject({ state: 'interrupted', interruptedAt: world.now() })
      world.pass(5 * SECOND_MS)
      world.engine.publish(stream)
      await world.service.idle()
      expect(await session()).toMatchObject({ state: 'live', interruptedAt: null, firstPublishedAt })
      expect(world.told).toEqual(Array(4).fill(`refresh ${lessonId}`))
    })

    it('is queried from the engine, so that late and repeated events change nothing', async () => {
      const { stream } = await startAndPublish()
      world.told.length = 0
      world.engine.lie('publishStart', stream)
      world.engine.lie('publishStop', stream)
      world.engine.lie('publishStart', 'unknown-stream')
      await world.service.idle()
      expect(await session()).toMatchObject({ state: 'live' })
      expect(world.told).toEqual([])
    })

    it('that is lost and returns immediately leaves the class live', async () => {
      const { stream } = await startAndPublish()
      for (let i = 0; i < 5; i += 1) {
        world.engine.lose(stream)
        world.engine.publish(stream)
      }
      await world.service.idle()
      expect(await session()).toMatchObject({ state: 'live' })
    })

    it('that arrives after the end is cut', async () => {
      const { stream, lessonId } = await startAndPublish()
      await world.service.end(lessonId, 'teacherEnded')
      world.engine.publish(stream)
      await world.service.idle()
      expect(world.engine.isPublishing(stream)).toBe(false)
      expect(await session()).toMatchObject({ state: 'ended' })
    })
  })

  describe('ending', () => {
    it('cuts the stream once and records the reason', async () => {
      const { stream, lessonId } = await startAndPublish()
      await Promise.all([world.service.end(lessonId, 'adminEnded'), world.service.end(lessonId, 'adminEnded')])
      await world.service.end(lessonId, 'teacherEnded')
      expect(world.engine.closed).toEqual([stream])
      expect(await session()).toMatchObject({ state: 'ended', endReason: 'admin_ended', endedAt: world.now() })
    })

    it('changes nothing for a lesson that was never started', async () => {
      await world.service.end(world.lessonId, 'adminEnded')
      expect(await session()).toBeNull()
    })

    it('after the removal of the teacher leaves the lesson to the new teacher', async () => {
      const { stream, lessonId } = await startAndPublish()
      await world.school.changeTeacher(lessonId, world.school.otherTeacher)
      await world.service.lessonChanged(lessonId)
      expect(world.engine.closed).toEqual([stream])
      expect(await session()).toMatchObject({ state: 'ended', endReason: 'teacher_removed' })
      expect(world.told).toContain(`recheck ${lessonId}`)
      expect((await start()).teacherId).toBe(world.school.otherTeacher.memberId)
    })
  })

  describe('a sweep', () => {
    it('does not change a healthy class', async () => {
      await startAndPublish()
      world.told.length = 0
      await world.service.sweep()
      expect(await session()).toMatchObject({ state: 'live' })
      expect([world.told, world.engine.closed]).toEqual([[], []])
    })

    it('ends an interrupted class when the grace is over, not before', async () => {
      const { stream } = await startAndPublish()
      world.engine.lose(stream)
      await world.service.idle()
      world.pass(INTERRUPTED_GRACE_MS - 1)
      await world.service.sweep()
      expect(await session()).toMatchObject({ state: 'interrupted' })
      world.pass(1)
      await world.service.sweep()
      expect(await session()).toMatchObject({ state: 'ended', endReason: 'grace_expired' })
    })

    it('does not end a class whose stream returned, even if the event was lost', async () => {
      const { stream } = await startAndPublish()
      world.engine.lose(stream)
      await world.service.idle()
      world.pass(INTERRUPTED_GRACE_MS)
      world.engine.publish(stream)
      await world.service.sweep()
      await world.service.idle()
      expect(await session()).toMatchObject({ state: 'live' })
    })

    it('ends a class an hour after its planned end', async () => {
      await startAndPublish()
      world.pass(LESSON_MS + OVERRUN_LIMIT_MS - 1)
      await world.service.sweep()
      expect(await session()).toMatchObject({ state: 'live' })
      world.pass(1)
      await world.service.sweep()
      expect(await session()).toMatchObject({ state: 'ended', endReason: 'overran' })
    })

    it('cuts a removed teacher even if the event was lost', async () => {
      const { stream } = await startAndPublish()
      await world.school.changeTeacher(world.lessonId, world.school.otherTeacher)
      await world.service.sweep()
      expect(world.engine.closed).toEqual([stream])
      expect(await session()).toMatchObject({ state: 'ended', endReason: 'teacher_removed' })
    })

    it('ends a class whose lesson was cancelled while it started', async () => {
      await startAndPublish()
      await world.school.cancel(world.lessonId, world.now())
      await world.service.sweep()
      expect(await session()).toMatchObject({ state: 'ended', endReason: 'admin_ended' })
    })

    it('closes streams that belong to no open session', async () => {
      const { stream } = await startAndPublish()
      world.engine.watch('unknown-stream', 1)
      await world.service.sweep()
      expect(world.engine.closed).toEqual(['unknown-stream'])
      expect(world.engine.isPublishing(stream)).toBe(true)
    })

    it('records the highest number of viewers', async () => {
      const { stream } = await startAndPublish()
      for (const viewers of [3, 7, 2]) {
        world.engine.watch(stream, viewers)
        await world.service.sweep()
      }
      expect(await session()).toMatchObject({ peakViewers: 7 })
    })
  })

  describe('a restart of the server', () => {
    it('keeps the class as interrupted, then live when the teacher returns', async () => {
      const { stream } = await startAndPublish()
      world.pass(60 * SECOND_MS)
      const restarted = world.boot()
      await restarted.service.recover()
      expect(await session()).toMatchObject({ state: 'interrupted', interruptedAt: world.now() })
      restarted.engine.publish(stream)
      await restarted.service.idle()
      expect(await session()).toMatchObject({ state: 'live' })
    })

    it('restarts the full grace after any downtime of the server', async () => {
      const { stream } = await startAndPublish()
      world.engine.lose(stream)
      await world.service.idle()
      world.pass(2 * INTERRUPTED_GRACE_MS)
      const restarted = world.boot()
      await restarted.service.recover()
      await restarted.service.sweep()
      expect(await session()).toMatchObject({ state: 'interrupted', interruptedAt: world.now() })
    })
  })
})
