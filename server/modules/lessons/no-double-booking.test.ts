import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeEach, expect, it } from 'vitest'
import type { Lesson, ApiErrorBody } from '../../../contract'
import { members } from '../account/tables'
import { lessons } from './tables'
import { describeOnBothDatabases } from '../../../tests/support/server/databases'
import { createTestSchool } from '../../../tests/support/server/school'
import type { TestSchool } from '../../../tests/support/server/school'
import { useServer } from '../../../tests/support/server/server'

const MINUTE_MS = 60_000

type Plan = Partial<Record<'courseId' | 'teacherId' | 'roomId' | 'title', string>>

describeOnBothDatabases('a teacher, a room and a class', database => {
  const server = useServer(database)
  let school: TestSchool
  let token: string
  let day: Date
  beforeEach(async () => {
    school = await createTestSchool(database().db)
    token = (await server().login(school.admin)).accessToken
    day = new Date(server().clock.now().getTime() + 7 * 24 * 60 * MINUTE_MS)
    day.setUTCHours(0, 0, 0, 0)
  })

  /** Minutes from midnight UTC of a day next week. */
  const at = (minute: number) => new Date(day.getTime() + minute * MINUTE_MS).toISOString()
  const create = (from: number, to: number, plan: Plan = {}) =>
    server().call<Lesson & ApiErrorBody>('POST', '/api/v1/lessons', {
      token,
      body: {
        courseId: school.courseId, teacherId: school.teacher.memberId, ...plan, startsAt: at(from), endsAt: at(to),
      },
    })

  it.each([
    ['equal', 600, 660],
    ['nested inside', 610, 650],
    ['around it', 590, 670],
    ['overlapping its start', 570, 601],
    ['overlapping its end', 659, 700],
  ])('are refused a second lesson that is %s', async (_name, from, to) => {
    const first = await create(600, 660)
    const second = await create(from, to)
    expect(second.status).toBe(409)
    expect(second.body.details).toMatchObject({ lesson: { id: first.body.id, startsAt: at(600), endsAt: at(660) } })
  })

  it('may have lessons that follow each other directly', async () => {
    const answers = [await create(600, 660), await create(660, 720), await create(540, 600)]
    const statuses = answers.map(({ status }) => status)
    expect(statuses).toEqual([201, 201, 201])
  })

  it('are refused an overlap across midnight', async () => {
    expect((await create(23 * 60, 25 * 60)).status).toBe(201)
    expect((await create(24 * 60 + 30, 26 * 60)).status).toBe(409)
    expect((await create(25 * 60, 26 * 60)).status).toBe(201)
  })

  it.each([
    ['teacher', 'TEACHER_BOOKED', (): Plan => ({ courseId: school.otherClass.courseId }), () => school.teacher.name],
    ['room', 'ROOM_BOOKED', (): Plan => ({
      courseId: school.otherClass.courseId, teacherId: school.otherTeacher.memberId, roomId: school.roomId,
    }), () => 'Room 1'],
    ['class', 'CLASS_BOOKED', (): Plan => ({ teacherId: school.otherTeacher.memberId }), () => '「A」'],
  ])('are named with the time in the refusal: %s', async (clash, code, plan, who) => {
    const first = await create(600, 660, { roomId: school.roomId, title: '几何' })
    const refused = await create(630, 690, plan())
    expect(refused).toMatchObject({
      status: 409,
      body: { code, details: { clash, lesson: { id: first.body.id, title: '几何' } } },
    })
    expect(refused.body.message).toContain(who())
    expect(refused.body.message).toContain('18:00–19:00') // 10:00 UTC in the school's time zone.
    expect(refused.body.message).toContain('几何')
  })

  it('are free again when the lesson is cancelled', async () => {
    const first = await create(600, 660)
    await server().call('POST', `/api/v1/lessons/${first.body.id}/cancel`, { token })
    expect((await create(600, 660)).status).toBe(201)
  })

  it('are booked by exactly one of twenty simultaneous requests, and the others get its lesson', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => create(600, 660, { roomId: school.roomId })))
    const won = answers.filter(({ status }) => status === 201)
    const lost = answers.filter(({ status }) => status === 409)
    expect([won.length, lost.length]).toEqual([1, 19])
    for (const { body } of lost) expect(body.details).toMatchObject({ lesson: { id: won[0]?.body.id } })
    expect(await database().db.select().from(lessons).where(eq(lessons.schoolId, school.schoolId))).toHaveLength(1)
  })

  it('give a substitute to one of two overlapping lessons only', async () => {
    const first = await create(600, 660)
    const otherPlan = { courseId: school.otherClass.courseId, teacherId: school.otherTeacher.memberId }
    const second = await create(630, 690, otherPlan)
    const teacherId = randomUUID()
    await database().db.insert(members).values({
      id: teacherId,
      schoolId: school.schoolId,
      account: teacherId,
      name: 'Substitute',
      role: 'teacher',
      passwordHash: '-',
    })
    const ask = ({ body }: typeof first) =>
      server().call<ApiErrorBody>('PUT', `/api/v1/lessons/${body.id}/teacher`, { token, body: { teacherId } })
    const answers = await Promise.all([ask(first), ask(second)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(answers.find(({ status }) => status === 409)?.body)
      .toMatchObject({ code: 'TEACHER_BOOKED', details: { clash: 'teacher' } })
  })

  it('are booked like a naive model for any sequence of requests', async () => {
    const request = fc.record({
      from: fc.integer({ min: 0, max: 40 }), length: fc.integer({ min: 1, max: 12 }),
      isOtherClass: fc.boolean(), isOtherTeacher: fc.boolean(), hasRoom: fc.boolean(),
    })
    await fc.assert(fc.asyncProperty(fc.array(request, { maxLength: 8 }), async requests => {
      await database().db.delete(lessons).where(eq(lessons.schoolId, school.schoolId))
      const booked: (typeof requests)[number][] = []
      for (const wanted of requests) {
        const overlaps = (other: typeof wanted): boolean =>
          wanted.from < other.from + other.length && other.from < wanted.from + wanted.length
        const shares = (other: typeof wanted): boolean =>
          wanted.isOtherClass === other.isOtherClass
          || wanted.isOtherTeacher === other.isOtherTeacher
          || (wanted.hasRoom && other.hasRoom)
        const clashes = booked.some(other => overlaps(other) && shares(other))
        const answer = await create(wanted.from * 10, (wanted.from + wanted.length) * 10, {
          courseId: wanted.isOtherClass ? school.otherClass.courseId : school.courseId,
          teacherId: (wanted.isOtherTeacher ? school.otherTeacher : school.teacher).memberId,
          ...(wanted.hasRoom && { roomId: school.roomId }),
        })
        expect(answer.status).toBe(clashes ? 409 : 201)
        if (!clashes) booked.push(wanted)
      }
    }), { numRuns: 25 })
  })
})
