import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import type { QosBatch, QosTimeline, Result, ApiErrorBody } from '../../../contract'
import { LATE_BATCH_LIMIT_MS } from './service'
import type { QosSample } from '../../../contract/qos/samples'
import { members } from '../account/tables'
import { createLiveJournal } from '../class/journal'
import { liveSessionFacts, liveSessions } from '../class/tables'
import { qosBatches, qosReporters } from './tables'
import { describeOnBothDatabases } from '../../../tests/support/server/databases'
import { addLesson, createTestSchool } from '../../../tests/support/server/school'
import type { TestSchool } from '../../../tests/support/server/school'
import { useServer } from '../../../tests/support/server/server'
import type { Tokens } from '../../../tests/support/server/server'
import { purge } from './purge'
import { createQosRepository, MOST_SAMPLES_PER_REPORTER } from './repository'

const SECOND_MS = 1_000
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

describeOnBothDatabases('QoS', database => {
  const server = useServer(database)
  let school: TestSchool
  let tokens: Tokens
  let lessonId: string
  let sessionId: string
  let startMs: number

  beforeEach(async () => {
    const { db } = database()
    school = await createTestSchool(db)
    tokens = await server().loginAll(school)
    startMs = server().clock.now().getTime() - 600 * SECOND_MS
    lessonId = await addLesson(db, school, new Date(startMs), new Date(startMs + HOUR_MS))
    sessionId = await addLiveSession(lessonId)
  })

  type NewSession = typeof liveSessions.$inferInsert
  async function addLiveSession(ofLesson: string, more: Partial<NewSession> = {}): Promise<string> {
    const [row] = await database().db.insert(liveSessions).values({
      schoolId: school.schoolId,
      lessonId: ofLesson,
      teacherId: school.teacher.memberId,
      stream: crypto.randomUUID().replaceAll('-', ''),
      state: 'starting',
      startedAt: new Date(startMs),
      interruptedAt: server().clock.now(),
      ...more,
    }).returning()
    if (!row) throw new Error('No session')
    return row.id
  }

  const changeSession = (change: Partial<NewSession>) =>
    database().db.update(liveSessions).set(change).where(eq(liveSessions.id, sessionId))

  const addLaterLesson = () =>
    addLesson(database().db, school, new Date(startMs + 2 * HOUR_MS), new Date(startMs + 3 * HOUR_MS))

  const sample = (second: number, more: Partial<QosSample> = {}): QosSample => ({
    atMs: startMs + second * SECOND_MS,
    state: 'good',
    isConnected: true,
    isReachable: true,
    isHidden: false,
    codes: [],
    ...more,
  })
  const seconds = (from: number, to: number, more: Partial<QosSample> = {}) =>
    Array.from({ length: to - from }, (_, n) => sample(from + n, more))

  const path = () => `/api/v1/lessons/${lessonId}/live/qos`
  let batches = 0
  const send = (token: string, samples: QosSample[], more: Partial<QosBatch> = {}) => {
    batches += 1
    const body: QosBatch = {
      sessionId, component: 'player', batch: `testtest-${batches}`, samples, dropped: 0, ...more,
    }
    return server().call<Result<'reportQosSamples'> & ApiErrorBody>('POST', path(), { token, body })
  }
  const postRaw = (body: unknown) => server().call<ApiErrorBody>('POST', path(), { token: tokens.student, body })
  const read = async (token = tokens.teacher, query = '') =>
    (await server().call<QosTimeline & ApiErrorBody>('GET', path() + query, { token })).body
  const exported = async (format: 'csv' | 'json', language = 'zh-CN') => {
    const options = { token: tokens.teacher, headers: { 'accept-language': language } }
    return (await server().call<Result<'exportQosTimeline'>>('GET', `${path()}/export?format=${format}`, options)).body
  }

  describe('samples', () => {
    it('are stored once, even when they are sent several times', async () => {
      for (let n = 0; n < 3; n += 1) {
        expect(await send(tokens.student, seconds(0, 20), { batch: 'samesame-1', dropped: 5 }))
          .toMatchObject({ status: 200, body: { taken: 20 } })
      }
      await Promise.all(Array.from({ length: 5 }, () => send(tokens.student, seconds(20, 40), { batch: 'samesame-2' })))
      const { people } = await read()
      const { memberId, name } = school.student
      expect(people).toMatchObject([{ memberId, name, role: 'student', component: 'player', samples: 40, dropped: 5 }])
    })

    it('are accepted from student, teacher and office; pusher samples only from the teacher', async () => {
      for (const token of [tokens.student, tokens.teacher, tokens.admin]) {
        expect((await send(token, seconds(0, 3))).status).toBe(200)
      }
      expect((await send(tokens.teacher, seconds(0, 3), { component: 'pusher' })).status).toBe(200)
      for (const token of [tokens.student, tokens.admin]) {
        expect(await send(token, seconds(0, 3), { component: 'pusher' }))
          .toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } })
      }
      for (const token of [tokens.strayStudent, tokens.otherTeacher]) {
        expect(await send(token, seconds(0, 3))).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })
      }
    })

    it('are refused for a session of another lesson', async () => {
      const other = await addLiveSession(await addLaterLesson())
      expect(await send(tokens.student, seconds(0, 3), { sessionId: other }))
        .toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })
    })

    it('from outside the time of the class are dropped', async () => {
      expect((await send(tokens.student, [sample(-3_600), sample(1), sample(90_000)])).body).toEqual({ taken: 1 })
      expect((await send(tokens.student, [sample(-3_600)])).body).toEqual({ taken: 0 })
    })

    it.each<[string, (body: QosBatch) => unknown]>([
      ['no samples', body => ({ ...body, samples: [] })],
      ['too many of them', body => ({ ...body, samples: seconds(0, 61) })],
      ['a URL as the state', body =>
        ({ ...body, samples: [{ ...sample(0), state: 'rtmp://host/live/x?txSecret=1' }] })],
      ['an unknown field', body => ({ ...body, samples: [{ ...sample(0), url: 'rtmp://host' }] })],
      ['a number that is none', body => ({ ...body, samples: [{ ...sample(0), status: { kbps: -1 } }] })],
      [
        'more codes than a second has',
        body => ({ ...body, samples: [sample(0, { codes: Array.from({ length: 17 }, () => 2007) })] }),
      ],
      ['a batch without a name', body => ({ ...body, batch: 'x' })],
    ])('are refused: %s', async (_name, change) => {
      const body = change({ sessionId, component: 'player', batch: 'testtest-0', samples: [sample(0)], dropped: 0 })
      expect(await postRaw(body)).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED' } })
    })

    it('are refused above the size limit of a request', async () => {
      const body = { sessionId, component: 'player', batch: 'testtest-0', samples: [], dropped: 0 }
      expect(await postRaw(JSON.stringify({ ...body, padding: 'x'.repeat(70_000) })))
        .toMatchObject({ status: 413, body: { code: 'BODY_TOO_LARGE' } })
    })

    it('are refused above the limit per person, and stored samples stay', async () => {
      await send(tokens.student, seconds(0, 20))
      await database().db.update(qosReporters)
        .set({ samples: MOST_SAMPLES_PER_REPORTER - 10 })
        .where(eq(qosReporters.sessionId, sessionId))
      expect((await send(tokens.student, seconds(20, 30))).status).toBe(200)
      expect(await send(tokens.student, seconds(30, 31))).toMatchObject({ status: 409, body: { code: 'QOS_FULL' } })
      expect((await send(tokens.teacher, seconds(0, 3))).status).toBe(200)
      expect(await database().db.select().from(qosBatches).where(eq(qosBatches.sessionId, sessionId))).toHaveLength(3)
    })

    it('that waited offline are accepted for a day after the class', async () => {
      const endedAt = server().clock.now()
      await changeSession({ state: 'ended', endedAt, endReason: 'teacher_ended' })
      const late = async (ms: number) => {
        await changeSession({ endedAt: new Date(endedAt.getTime() - ms) })
        return send(tokens.student, [{ ...sample(0), atMs: endedAt.getTime() - ms }])
      }
      expect((await late(LATE_BATCH_LIMIT_MS - SECOND_MS)).status).toBe(200)
      expect(await late(LATE_BATCH_LIMIT_MS + SECOND_MS)).toMatchObject({ status: 409, body: { code: 'LESSON_ENDED' } })
    })
  })

  describe('the timeline', () => {
    it('is readable for the lesson\'s teacher and the office, not for students', async () => {
      await send(tokens.student, seconds(0, 3))
      expect((await read(tokens.teacher)).people).toHaveLength(1)
      expect((await read(tokens.admin)).people).toHaveLength(1)
      expect((await read(tokens.student)).code).toBe('FORBIDDEN')
      for (const token of [tokens.strayStudent, tokens.otherTeacher]) expect((await read(token)).code).toBe('NOT_FOUND')
      for (const token of [tokens.student, tokens.strayStudent]) {
        expect([403, 404]).toContain((await server().call('GET', `${path()}/export?format=csv`, { token })).status)
      }
    })

    it('is empty before the first start', async () => {
      lessonId = await addLaterLesson()
      expect(await read()).toMatchObject({ sessionId: null, sessions: [], people: [], troubles: [], retentionDays: 14 })
    })

    it('shows the last session or the requested one', async () => {
      await send(tokens.student, seconds(0, 3))
      await changeSession({ state: 'ended', endedAt: server().clock.now() })
      const second = await addLiveSession(lessonId, { startedAt: server().clock.now() })
      const latest = await read()
      expect([latest.sessionId, latest.people, latest.sessions.map(({ id }) => id)])
        .toEqual([second, [], [sessionId, second]])
      expect((await read(tokens.teacher, `?sessionId=${sessionId}`)).people).toHaveLength(1)
      expect((await read(tokens.teacher, `?sessionId=${school.schoolId}`)).code).toBe('NOT_FOUND')
    })

    /** A class of nine minutes with three injected troubles. */
    async function troubledClass(): Promise<void> {
      const { db } = database()
      const facts = [['publishStarted', 5], ['serverStarted', 305], ['publishStarted', 312]] as const
      await db.insert(liveSessionFacts).values(facts.map(([type, second]) =>
        ({ sessionId, type, at: new Date(startMs + second * SECOND_MS) })))
      const slow: Partial<QosSample> = { state: 'slow', codes: [1101] }
      const cutOff: Partial<QosSample> = { state: 'lost', isReachable: false, codes: [3005] }
      const parts = [
        seconds(10, 60), seconds(60, 75, slow), seconds(75, 100),
        seconds(280, 300), seconds(300, 312, cutOff), seconds(312, 340),
      ]
      for (const part of parts) await send(tokens.teacher, part, { component: 'pusher' })
      const ofStudent = [
        seconds(180, 200), seconds(200, 214, { state: 'stalled', codes: [2007] }), seconds(214, 230),
        seconds(301, 308, cutOff), seconds(308, 313, { state: 'teacher-away' }), seconds(313, 330),
      ]
      for (const part of ofStudent) await send(tokens.student, part)
    }

    it('names the person, time and cause of each trouble', async () => {
      await troubledClass()
      const { troubles, people } = await read()
      const second = (iso: string) => (Date.parse(iso) - startMs) / SECOND_MS
      expect(troubles.map(({ cause, severity, member, startsAt, endsAt, affected }) => [
        cause, severity, member?.id ?? null, second(startsAt), second(endsAt), affected.length,
      ])).toEqual([
        ['teacher-network', 'slow', school.teacher.memberId, 60, 75, 1],
        ['student-network', 'lost', school.student.memberId, 200, 214, 1],
        ['service', 'lost', null, 300, 313, 2],
      ])
      const rows = people.map(({ role, component, segments }) =>
        [role, component, segments.map(({ trouble }) => trouble)])
      expect(rows).toEqual([
        ['teacher', 'pusher', [0, 2]], ['student', 'player', [1, 2, 2]],
      ])
    })

    it('is exported as a table and as JSON, in both languages, safe for spreadsheets', async () => {
      await database().db.update(members)
        .set({ name: '=cmd|"/c calc"!A1' })
        .where(eq(members.id, school.student.memberId))
      await troubledClass()
      const csv = await exported('csv')
      expect(csv.fileName).toMatch(/^kaike-qos-\d{4}-\d\d-\d\d\.csv$/)
      const rows = csv.content.split('\r\n')
      expect(rows[0]).toMatch(/^\uFEFF时间,姓名/)
      expect(rows).toHaveLength(1 + (await read()).people.reduce((sum, { samples }) => sum + samples, 0) + 1)
      for (const cause of ['老师的网络较慢', '这位学生的网络中断', '直播服务重启']) expect(csv.content).toContain(cause)
      expect(csv.content).toContain('"\'=cmd|""/c calc""!A1"')
      expect(csv.content).not.toMatch(/(^|,)=/m)
      expect((await exported('csv', 'en')).content).toContain('The service was restarted')
      interface ExportedJson { troubles: { text: string }[], people: { list: QosSample[] }[] }
      const json = JSON.parse((await exported('json')).content) as ExportedJson
      expect(json.troubles.map(({ text }) => text)).toEqual(['老师的网络较慢', '这位学生的网络中断', '直播服务重启'])
      expect(json.people[1]?.list).toHaveLength(20 + 14 + 16 + 7 + 5 + 17)
    })
  })

  it('is deleted after the retention time, in small steps, without other data', async () => {
    const { db } = database()
    const repository = createQosRepository(db)
    for (let n = 0; n < 5; n += 1) await send(tokens.student, seconds(n * 3, n * 3 + 3))
    await db.update(qosBatches)
      .set({ receivedAt: new Date(startMs - 20 * DAY_MS) })
      .where(eq(qosBatches.sessionId, sessionId))
    await send(tokens.student, seconds(60, 63))
    await db.insert(liveSessionFacts).values({ sessionId, type: 'publishStarted', at: new Date(startMs - 20 * DAY_MS) })
    expect(await repository.purge(new Date(startMs - 14 * DAY_MS), 2)).toBe(2)
    const stores = [repository, createLiveJournal(db)]
    await purge({ stores, retentionDays: 14, now: server().clock.now, log: { info: () => {}, warn: () => {} } })
    expect(await db.select().from(qosBatches).where(eq(qosBatches.sessionId, sessionId))).toHaveLength(1)
    expect(await db.select().from(liveSessionFacts).where(eq(liveSessionFacts.sessionId, sessionId))).toHaveLength(0)
    expect((await read()).people).toMatchObject([{ firstAt: new Date(startMs + 60 * SECOND_MS).toISOString() }])
  })
})
