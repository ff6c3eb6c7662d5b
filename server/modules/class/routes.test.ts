import { beforeEach, describe, expect, it } from 'vitest'
import { deviceMark, ENCODER } from '../../../contract/class/device'
import { INTERRUPTED_GRACE_MS } from '../../../contract/class/snapshot'
import { OPEN_BEFORE_START_MS } from '../../../contract/lessons/phase'
import { PROBE_PART_BYTES } from '../../../contract/class/probe'
import { SCHEMAS } from '../../../contract/schemas'
import { createLiveWorld, KEYS, PUBLIC_URL, type LiveWorld } from '../../../tests/support/class-server/live-world'
import { createSchool } from '../../../tests/support/class-server/school'
import { describeOnBothDatabases } from '../../../tests/support/server/databases'
import type { Caller } from '../../kernel/policy'
import { readTicket } from '../../media/ticket'
import { verifyStream } from '../../media/signing'

const MINUTE_MS = 60_000

let world: LiveWorld

const context = (caller: Caller, id = world.lessonId) => ({
  params: { id },
  query: {},
  body: {},
  caller,
  remoteAddress: '127.0.0.1',
  language: 'zh' as const,
  publicUrl: PUBLIC_URL,
})
const getLiveSnapshot = (caller: Caller, id?: string) => world.handlers.getLiveSnapshot(context(caller, id))
const start = (caller: Caller, id?: string, device?: string) =>
  world.handlers.startLiveSession({ ...context(caller, id), body: { device } })
const stop = (caller: Caller) => world.handlers.stopLiveSession(context(caller))
const watch = (caller: Caller, id?: string) => world.handlers.watchLesson(context(caller, id))

const probe = (caller: Caller, id?: string) =>
  world.handlers.probeUplink({ ...context(caller, id), body: { padding: 'x'.repeat(PROBE_PART_BYTES) } })

async function publish(): Promise<string> {
  const { pushUrl } = await start(world.school.teacher)
  const stream = new URL(pushUrl).pathname.split('/').at(-1) ?? ''
  world.engine.publish(stream)
  await world.service.idle()
  return stream
}

describeOnBothDatabases('the live routes', database => {
  beforeEach(async () => { world = await createLiveWorld(database()) })

  describe('testing the uplink', () => {
    it('discards the data of the lesson\'s teacher, also before the waiting room opens', async () => {
      const inMinutes = (minutes: number) => new Date(world.now().getTime() + minutes * MINUTE_MS)
      const tomorrow = await world.school.addLesson(inMinutes(24 * 60), inMinutes(25 * 60))
      const answer = { ingest: { host: 'live.school.example', port: 1935 } }
      expect(await probe(world.school.teacher)).toEqual(answer)
      expect(SCHEMAS.probeUplink.response.parse(answer)).toEqual(answer)
      expect(await probe(world.school.teacher, tomorrow)).toEqual(answer)
    })

    it('names the host and port of the push URL', async () => {
      const { ingest } = await probe(world.school.teacher)
      const { pushUrl } = await start(world.school.teacher)
      expect(new URL(pushUrl).host).toBe(`${ingest.host}:${ingest.port}`)
    })

    it('accepts parts of one size only', () => {
      for (const length of [0, PROBE_PART_BYTES - 1, PROBE_PART_BYTES + 1]) {
        expect(SCHEMAS.probeUplink.body.safeParse({ padding: 'x'.repeat(length) }).success).toBe(false)
      }
      expect(SCHEMAS.probeUplink.body.safeParse({ padding: 'x'.repeat(PROBE_PART_BYTES) }).success).toBe(true)
    })

    it('is refused to all others', async () => {
      const { admin, student, otherTeacher, strayStudent } = world.school
      const refusals = [
        [admin, 'FORBIDDEN'],
        [student, 'FORBIDDEN'],
        [otherTeacher, 'NOT_FOUND'],
        [strayStudent, 'NOT_FOUND'],
      ] as const
      for (const [caller, code] of refusals) {
        await expect(probe(caller)).rejects.toMatchObject({ code })
      }
    })

    it('is limited to a dozen tests in ten minutes', async () => {
      for (let part = 0; part < 60; part += 1) await probe(world.school.teacher)
      await expect(probe(world.school.teacher)).rejects.toMatchObject({ code: 'RATE_LIMITED' })
      world.pass(10 * MINUTE_MS)
      expect(await probe(world.school.teacher)).toHaveProperty('ingest')
    })
  })

  describe('starting a class', () => {
    it('gives its teacher URLs whose signature and ticket are for publishing', async () => {
      const answer = await start(world.school.teacher)
      expect(SCHEMAS.startLiveSession.response.parse(answer)).toEqual(answer)
      const push = new URL(answer.pushUrl)
      const stream = push.pathname.replace('/live/', '')
      expect(push.origin === 'null' && push.host).toBe('live.school.example:1935')
      expect(answer.wsPushUrl).toBe(`ws://live.school.example:8080/live/${stream}.flv${push.search}`)
      const query = Object.fromEntries(push.searchParams)
      expect(verifyStream(KEYS.pushKey, stream, query, world.now())).toBe('valid')
      expect(readTicket(KEYS.ticketKey, query.ticket, world.now())).toMatchObject({
        ticket: {
          purpose: 'publish',
          memberId: world.school.teacher.memberId,
          lessonId: world.lessonId,
          sessionId: answer.live.sessionId,
        },
      })
      expect(answer.live).toMatchObject({ phase: 'open', interruptedAt: null, graceEndsAt: null })
    })

    it('returns the same class when its teacher starts it again', async () => {
      const [first, second] = [await start(world.school.teacher), await start(world.school.teacher)]
      expect(second.live.sessionId).toBe(first.live.sessionId)
      expect(new URL(second.pushUrl).pathname).toBe(new URL(first.pushUrl).pathname)
    })

    it('gives a ticket with the mark of the device, and with the encoders\' mark without a device', async () => {
      const pushOf = async (device?: string) => {
        const { pushUrl, live } = await start(world.school.teacher, world.lessonId, device)
        const reading = readTicket(KEYS.ticketKey, new URL(pushUrl).searchParams.get('ticket') ?? '', world.now())
        return { sessionId: live.sessionId ?? '', push: 'ticket' in reading ? reading.ticket.push : undefined }
      }
      const { sessionId, push } = await pushOf('phone-of-li-wei')
      expect(push).toEqual({ device: deviceMark(sessionId, 'phone-of-li-wei'), number: 1 })
      expect((await pushOf()).push).toEqual({ device: deviceMark(sessionId, ENCODER), number: 2 })
      expect((await pushOf('phone-of-li-wei')).push?.number).toBe(3)
    })

    it('accepts no id of a device but 8 to 64 letters, digits, hyphens and underscores', () => {
      const accepts = (device: unknown) => SCHEMAS.startLiveSession.body.safeParse({ device }).success
      expect(['a'.repeat(8), 'Az_-09'.repeat(10), undefined].map(accepts)).toEqual([true, true, true])
      expect([ENCODER, 'a'.repeat(65), 'phone of li wei', 'phone-of-李伟', 12345678, null].map(accepts))
        .toEqual(Array(6).fill(false))
    })

    it('is refused to all others', async () => {
      const { admin, student, otherTeacher, strayStudent } = world.school
      await expect(start(admin)).rejects.toMatchObject({ code: 'FORBIDDEN' })
      await expect(start(student)).rejects.toMatchObject({ code: 'FORBIDDEN' })
      await expect(start(otherTeacher)).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(start(strayStudent)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    })

    it('is refused before the waiting room opens and after the planned end', async () => {
      const at = (minutes: number) => new Date(world.now().getTime() + minutes * MINUTE_MS)
      const tomorrow = await world.school.addLesson(at(24 * 60), at(25 * 60))
      await expect(start(world.school.teacher, tomorrow)).rejects.toMatchObject({ code: 'LESSON_NOT_OPEN' })
      world.pass(24 * 60 * MINUTE_MS - OPEN_BEFORE_START_MS)
      await expect(start(world.school.teacher, tomorrow)).resolves.toBeDefined()
      await expect(start(world.school.teacher)).rejects.toMatchObject({ code: 'LESSON_ENDED' })
    })

    it('is refused when the lesson was cancelled or the teacher ended it', async () => {
      await start(world.school.teacher)
      await stop(world.school.teacher)
      await expect(start(world.school.teacher)).rejects.toMatchObject({ code: 'LESSON_ENDED' })
      await world.school.cancel(world.lessonId, world.now())
      await expect(start(world.school.teacher)).rejects.toMatchObject({ code: 'LESSON_CANCELLED' })
    })

    it('is possible again when the class ended because the stream did not return', async () => {
      const stream = await publish()
      world.engine.lose(stream)
      await world.service.idle()
      world.pass(INTERRUPTED_GRACE_MS)
      await world.service.sweep()
      expect(await getLiveSnapshot(world.school.teacher)).toMatchObject({ phase: 'open', endReason: 'grace_expired' })
      const again = await start(world.school.teacher)
      expect(new URL(again.pushUrl).pathname).not.toContain(stream)
    })
  })

  describe('the publishing device', () => {
    it('is in the snapshot of every member while it publishes', async () => {
      const { teacher, student, admin } = world.school
      const { pushUrl, live } = await start(teacher, world.lessonId, 'phone-of-li-wei')
      expect(live.publisherDevice).toBeNull()
      const stream = new URL(pushUrl).pathname.split('/').at(-1) ?? ''
      const mark = deviceMark(live.sessionId ?? '', 'phone-of-li-wei')
      world.engine.publish(stream, mark)
      for (const caller of [teacher, student, admin]) {
        expect((await getLiveSnapshot(caller)).publisherDevice).toBe(mark)
      }
      expect((await watch(student)).live.publisherDevice).toBe(mark)
      expect((await start(teacher, world.lessonId, 'laptop-of-li-wei')).live.publisherDevice).toBe(mark)
      world.engine.lose(stream)
      expect((await getLiveSnapshot(teacher)).publisherDevice).toBeNull()
    })
  })

  describe('ending a class', () => {
    it('is allowed to its teacher and the office', async () => {
      await publish()
      await expect(stop(world.school.student)).rejects.toMatchObject({ code: 'FORBIDDEN' })
      await expect(stop(world.school.otherTeacher)).rejects.toMatchObject({ code: 'NOT_FOUND' })
      expect(await stop(world.school.admin)).toMatchObject({ phase: 'ended', endReason: 'admin_ended' })
    })

    it('twice has the same effect as once', async () => {
      await publish()
      const first = await stop(world.school.teacher)
      world.pass(MINUTE_MS)
      expect(await stop(world.school.admin)).toEqual({ ...first, serverTime: world.now().toISOString() })
      expect(first).toMatchObject({ phase: 'ended', endReason: 'teacher_ended', viewers: 0 })
    })
  })

  describe('the stream statistics', () => {
    const stats = (caller: Caller, id?: string) => world.handlers.getStreamStats(context(caller, id))

    it('are readable for its teacher and the office', async () => {
      const { teacher, admin, student, otherTeacher, strayStudent } = world.school
      world.engine.watch(await publish(), 7)
      const answer = await stats(teacher)
      expect(SCHEMAS.getStreamStats.response.parse(answer)).toEqual(answer)
      expect(answer.stats).toMatchObject({ isPublishing: true, viewers: 7 })
      expect(await stats(admin)).toEqual(answer)
      await expect(stats(student)).rejects.toMatchObject({ code: 'FORBIDDEN' })
      await expect(stats(otherTeacher)).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(stats(strayStudent)).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(stats(teacher, '00000000-0000-0000-0000-000000000000')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    })

    it('are empty without a stream', async () => {
      expect((await stats(world.school.teacher)).stats).toBeNull()
      await publish()
      await stop(world.school.teacher)
      expect((await stats(world.school.teacher)).stats).toBeNull()
    })
  })

  describe('watching', () => {
    it('has no URLs before the stream arrives, then URLs for playing only', async () => {
      const { student } = world.school
      expect(await watch(student)).toMatchObject({ playUrls: null, live: { phase: 'open' } })
      const stream = await publish()
      const answer = await watch(student)
      expect(SCHEMAS.watchLesson.response.parse(answer)).toEqual(answer)
      const { flv = '', wsFlv, rtmp, hls } = answer.playUrls ?? {}
      const query = new URL(flv).search
      expect([flv, wsFlv, rtmp, hls]).toEqual([
        `http://live.school.example:8080/live/${stream}.flv${query}`,
        `ws://live.school.example:8080/live/${stream}.flv${query}`,
        `rtmp://live.school.example:1935/live/${stream}${query}`,
        `http://live.school.example:8080/live/${stream}.m3u8${query}`,
      ])
      const sent = Object.fromEntries(new URLSearchParams(query))
      expect(verifyStream(KEYS.playKey, stream, sent, world.now())).toBe('valid')
      expect(verifyStream(KEYS.pushKey, stream, sent, world.now())).toBe('forged')
      expect(readTicket(KEYS.ticketKey, sent.ticket, world.now()))
        .toMatchObject({ ticket: { purpose: 'play', memberId: student.memberId } })
    })

    it('keeps its URLs through an interruption and names the end of the wait', async () => {
      const stream = await publish()
      world.engine.lose(stream)
      await world.service.idle()
      const { playUrls, live } = await watch(world.school.student)
      expect(playUrls).not.toBeNull()
      expect(live).toMatchObject({
        phase: 'interrupted',
        interruptedAt: world.now().toISOString(),
        graceEndsAt: new Date(world.now().getTime() + INTERRUPTED_GRACE_MS).toISOString(),
      })
    })

    it('counts the viewers and keeps the highest number', async () => {
      const stream = await publish()
      world.engine.watch(stream, 12)
      expect(await getLiveSnapshot(world.school.student)).toMatchObject({ phase: 'live', viewers: 12, peakViewers: 12 })
      await world.service.sweep()
      world.engine.watch(stream, 5)
      expect(await getLiveSnapshot(world.school.student)).toMatchObject({ viewers: 5, peakViewers: 12 })
    })

    it('has no URLs once the lesson is over or cancelled', async () => {
      await publish()
      await stop(world.school.teacher)
      expect(await watch(world.school.student)).toMatchObject({ playUrls: null, live: { phase: 'ended' } })
      await world.school.cancel(world.lessonId, world.now())
      expect(await watch(world.school.student)).toMatchObject({ playUrls: null, live: { phase: 'cancelled' } })
    })

    it('finds no lesson of another class or school', async () => {
      const elsewhere = await createSchool(database().db)
      for (const stranger of [world.school.strayStudent, elsewhere.admin, elsewhere.student, elsewhere.teacher]) {
        await expect(watch(stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' })
        await expect(getLiveSnapshot(stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' })
      }
      await expect(getLiveSnapshot(world.school.admin, '00000000-0000-4000-8000-000000000000'))
        .rejects.toMatchObject({ code: 'NOT_FOUND' })
    })
  })
})
