import { beforeEach, describe, expect, it } from 'vitest'
import type { Lesson, Result, ApiErrorBody } from '../../../contract'
import { describeOnBothDatabases } from '../../../tests/support/server/databases'
import { addLesson, addSession, createTestSchool } from '../../../tests/support/server/school'
import type { Person, TestSchool } from '../../../tests/support/server/school'
import { useServer } from '../../../tests/support/server/server'
import type { Tokens } from '../../../tests/support/server/server'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

describeOnBothDatabases('lessons', database => {
  const server = useServer(database)
  let school: TestSchool
  let tokens: Tokens
  beforeEach(async () => {
    school = await createTestSchool(database().db)
    tokens = await server().loginAll(school)
  })

  const inMs = (ms: number) => new Date(server().clock.now().getTime() + ms)
  const addAt = (startsAt: string, endsAt: string) =>
    addLesson(database().db, school, new Date(startsAt), new Date(endsAt))
  const addIn = (ms: number) => addLesson(database().db, school, inMs(ms), inMs(ms + HOUR_MS))
  const list = async (token: string, query: string) => {
    const { body } = await server().call<Result<'listLessons'>>('GET', `/api/v1/lessons?${query}`, { token })
    return body.lessons.map(({ id }) => id)
  }
  const create = (body: object, token = tokens.admin) =>
    server().call<Lesson & ApiErrorBody>('POST', '/api/v1/lessons', { token, body })
  const plan = (overrides: object = {}) => ({
    courseId: school.courseId, teacherId: school.teacher.memberId,
    startsAt: inMs(DAY_MS).toISOString(), endsAt: inMs(DAY_MS + HOUR_MS).toISOString(), ...overrides,
  })
  const hourFrom = (ms: number) => ({ startsAt: inMs(ms).toISOString(), endsAt: inMs(ms + HOUR_MS).toISOString() })

  describe('are listed', () => {
    it('by days of the school\'s time zone, in order, including those that began the evening before', async () => {
      const lateEvening = await addAt('2027-03-09T15:30:00Z', '2027-03-09T16:30:00Z') // 23:30–00:30 in Shanghai.
      const evening = await addAt('2027-03-10T11:00:00Z', '2027-03-10T12:00:00Z')
      const morning = await addAt('2027-03-09T16:30:00Z', '2027-03-09T17:30:00Z') // 00:30 on the 10th.
      const nextDay = await addAt('2027-03-10T16:00:00Z', '2027-03-10T17:00:00Z') // 00:00 on the 11th.
      await addAt('2027-03-09T14:30:00Z', '2027-03-09T15:30:00Z')
      expect(await list(tokens.admin, 'from=2027-03-10&to=2027-03-10')).toEqual([lateEvening, morning, evening])
      expect(await list(tokens.admin, 'from=2027-03-11&to=2027-03-12')).toEqual([nextDay])
    })

    it('completely to the office, and to others their own only', async () => {
      const lesson = await addAt('2027-03-10T01:00:00Z', '2027-03-10T02:00:00Z')
      const day = 'from=2027-03-10&to=2027-03-10'
      expect(await list(tokens.admin, day)).toEqual([lesson])
      expect(await list(tokens.teacher, day)).toEqual([lesson])
      expect(await list(tokens.student, day)).toEqual([lesson])
      expect(await list(tokens.otherTeacher, day)).toEqual([])
      expect(await list(tokens.strayStudent, day)).toEqual([])
    })

    it('for one member to the office and to that member', async () => {
      const lesson = await addAt('2027-03-10T01:00:00Z', '2027-03-10T02:00:00Z')
      const of = ({ memberId }: Person) => `from=2027-03-10&to=2027-03-10&memberId=${memberId}`
      expect(await list(tokens.admin, of(school.teacher))).toEqual([lesson])
      expect(await list(tokens.admin, of(school.student))).toEqual([lesson])
      expect(await list(tokens.admin, of(school.otherTeacher))).toEqual([])
      expect(await list(tokens.student, of(school.student))).toEqual([lesson])
    })

    it.each([
      ['from=2027-03-10&to=2027-03-09', 400],
      ['from=2027-03-01&to=2027-06-02', 400],
      ['from=2027-03-01&to=2027-06-01', 200],
      ['from=2027-02-29&to=2027-03-01', 400],
    ])('for a sensible range: %s', async (query, status) => {
      expect((await server().call('GET', `/api/v1/lessons?${query}`, { token: tokens.admin })).status).toBe(status)
    })
  })

  describe('are planned', () => {
    it('with the class and name of the course', async () => {
      const { status, body } = await create(plan({ roomId: school.roomId }))
      expect(status).toBe(201)
      expect(body).toMatchObject({
        title: 'Maths A', course: { id: school.courseId }, class: { id: school.classId, name: 'A' },
        teacher: { id: school.teacher.memberId }, room: { id: school.roomId }, phase: 'scheduled',
      })
      expect((await server().call('GET', `/api/v1/lessons/${body.id}`, { token: tokens.student })).body).toEqual(body)
    })

    it('by the office only', async () => {
      for (const token of [tokens.teacher, tokens.student]) expect((await create(plan(), token)).status).toBe(403)
    })

    it.each<[string, () => object, string]>([
      ['ends before it starts', () => ({ endsAt: inMs(DAY_MS - 1).toISOString() }), '/endsAt'],
      ['ends as it starts', () => ({ endsAt: inMs(DAY_MS).toISOString() }), '/endsAt'],
      ['is longer than eight hours', () => ({ endsAt: inMs(DAY_MS + 8 * HOUR_MS + 1).toISOString() }), '/endsAt'],
      [
        'began more than a day ago',
        () => ({ ...hourFrom(-DAY_MS), startsAt: inMs(-DAY_MS - 1).toISOString() }),
        '/startsAt',
      ],
      ['begins in more than two years', () => hourFrom(733 * DAY_MS), '/startsAt'],
      ['is taught by a student', () => ({ teacherId: school.student.memberId }), '/teacherId'],
    ])('unless it %s', async (_name, overrides, path) => {
      const answer = await create(plan(overrides()))
      expect(answer)
        .toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED', details: { issues: [{ path }] } } })
    })

    it('with eight hours at most and a day ago at the earliest', async () => {
      expect((await create(plan({ endsAt: inMs(DAY_MS + 8 * HOUR_MS).toISOString() }))).status).toBe(201)
      expect((await create(plan(hourFrom(-DAY_MS)))).status).toBe(201)
    })

    it('with any offset from UTC', async () => {
      const { body } = await create(plan({ startsAt: '2027-03-10T09:00:00+08:00', endsAt: '2027-03-10T02:00:00Z' }))
      expect([body.startsAt, body.endsAt]).toEqual(['2027-03-10T01:00:00.000Z', '2027-03-10T02:00:00.000Z'])
    })

    it('not with a course, teacher or room of another school', async () => {
      const other = await createTestSchool(database().db)
      const foreign = [{ courseId: other.courseId }, { teacherId: other.teacher.memberId }, { roomId: other.roomId }]
      for (const overrides of foreign) {
        expect(await create(plan(overrides))).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })
      }
    })
  })

  describe('get another teacher', () => {
    const setTeacher = (lessonId: string, { memberId }: Person, token = tokens.admin) =>
      server().call<Lesson & ApiErrorBody>('PUT', `/api/v1/lessons/${lessonId}/teacher`, {
        token,
        body: { teacherId: memberId },
      })

    it('from the office, and then belong to that teacher', async () => {
      const lesson = await addIn(DAY_MS)
      expect(await setTeacher(lesson, school.otherTeacher))
        .toMatchObject({ status: 200, body: { teacher: { id: school.otherTeacher.memberId } } })
      expect((await server().call('GET', `/api/v1/lessons/${lesson}`, { token: tokens.teacher })).status).toBe(404)
      expect((await server().call('GET', `/api/v1/lessons/${lesson}`, { token: tokens.otherTeacher })).status).toBe(200)
    })

    it('and end the session on air of the previous one', async () => {
      const lesson = await addIn(-10 * MINUTE_MS)
      await addSession(database().db, school, lesson, 'starting')
      expect((await setTeacher(lesson, school.otherTeacher)).status).toBe(200)
      const path = `/api/v1/lessons/${lesson}/live`
      const live = await server().call<Result<'getLiveSnapshot'>>('GET', path, { token: tokens.admin })
      expect(live.body).toMatchObject({ phase: 'open', endReason: 'teacher_removed' })
    })

    it('only from the office, only a teacher, and only before they are over or cancelled', async () => {
      const lesson = await addIn(DAY_MS)
      expect((await setTeacher(lesson, school.otherTeacher, tokens.teacher)).status).toBe(403)
      expect((await setTeacher(lesson, school.student)).status).toBe(400)
      expect((await setTeacher(await addIn(-2 * HOUR_MS), school.otherTeacher)).body.code).toBe('LESSON_ENDED')
      await server().call('POST', `/api/v1/lessons/${lesson}/cancel`, { token: tokens.admin })
      expect((await setTeacher(lesson, school.otherTeacher)).body.code).toBe('LESSON_CANCELLED')
    })
  })

  describe('are cancelled', () => {
    const cancel = (lessonId: string, token = tokens.admin) =>
      server().call<Lesson & ApiErrorBody>('POST', `/api/v1/lessons/${lessonId}/cancel`, { token })

    it('by the office, once or twice', async () => {
      const lesson = await addIn(DAY_MS)
      expect(await cancel(lesson)).toMatchObject({ status: 200, body: { phase: 'cancelled' } })
      expect(await cancel(lesson)).toMatchObject({ status: 200, body: { phase: 'cancelled' } })
    })

    it('not by others', async () => {
      const lesson = await addIn(DAY_MS)
      const statuses = [(await cancel(lesson, tokens.teacher)).status, (await cancel(lesson, tokens.student)).status]
      expect(statuses).toEqual([403, 403])
    })

    it.each(['starting', 'live', 'interrupted'] as const)('not while %s', async state => {
      const lesson = await addIn(-10 * MINUTE_MS)
      await addSession(database().db, school, lesson, state)
      // The next sweep marks a session without a stream as interrupted, which is still on air.
      expect(await cancel(lesson)).toMatchObject({ status: 409, body: { code: 'LESSON_ON_AIR' } })
    })

    it('not when they are over', async () => {
      expect((await cancel(await addIn(-2 * HOUR_MS))).body.code).toBe('LESSON_ENDED')
      const taught = await addIn(-10 * MINUTE_MS)
      await addSession(database().db, school, taught, 'ended')
      expect((await cancel(taught)).body.code).toBe('LESSON_ENDED')
    })
  })

  it('show courses, rooms and teachers to the office of the same school only', async () => {
    for (const [path, key] of [['courses', 'courses'], ['rooms', 'rooms'], ['teachers', 'teachers']] as const) {
      const { body } = await server()
        .call<Record<string, { id: string }[]>>('GET', `/api/v1/${path}`, { token: tokens.admin })
      const ours = {
        courses: [school.courseId, school.otherClass.courseId],
        rooms: [school.roomId],
        teachers: [school.teacher.memberId, school.otherTeacher.memberId],
      }
      expect(body[key]?.map(({ id }) => id).sort()).toEqual(ours[key].sort())
      expect((await server().call('GET', `/api/v1/${path}`, { token: tokens.teacher })).status).toBe(403)
      expect((await server().call('GET', `/api/v1/${path}`, { token: tokens.student })).status).toBe(403)
    }
  })
})
