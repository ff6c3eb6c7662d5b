import { randomUUID } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { ROUTES } from '../../contract'
import type { RouteName, ApiErrorBody } from '../../contract'
import { describeOnBothDatabases } from '../support/server/databases'
import { addLesson, addSession, createTestSchool } from '../support/server/school'
import type { Person, TestSchool } from '../support/server/school'
import { useServer } from '../support/server/server'
import { OF_ITS_TEACHER, urlOf, validRequests } from '../support/api/requests'
import type { Request } from '../support/api/requests'

/** Ids in a request, found by their format: the walk includes routes that are added later. */
function idPlaces({ params, query, body }: Request): ['params' | 'query' | 'body', string][] {
  const isId = (value: unknown) =>
    typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)
  const keysOf = (part: object = {}) => Object.entries(part).filter(([, value]) => isId(value)).map(([key]) => key)
  return [
    ...keysOf(params).map(key => ['params', key] as const),
    ...keysOf(query).map(key => ['query', key] as const),
    ...keysOf(body).map(key => ['body', key] as const),
  ].map(([part, key]) => [part, key])
}

describeOnBothDatabases('an id outside the caller\'s scope', database => {
  const server = useServer(database)
  let school: TestSchool
  let requests: Request[]
  let lessonId: string
  let foreign: Record<string, string>
  const tokens = new Map<Person, string>()

  beforeAll(async () => {
    const { db } = database()
    const now = server().clock.now()
    const soon = new Date(now.getTime() + 60 * 60_000)
    school = await createTestSchool(db)
    const other = await createTestSchool(db)
    lessonId = await addLesson(db, school, now, soon)
    const sessionId = await addSession(db, school, lessonId, 'starting')
    requests = validRequests(school, lessonId, sessionId, now)
    for (const person of [school.admin, school.teacher, school.otherTeacher, school.student, school.strayStudent]) {
      tokens.set(person, (await server().login(person)).accessToken)
    }
    foreign = {
      lesson: await addLesson(db, other, now, soon),
      school: other.schoolId,
      class: other.classId,
      course: other.courseId,
      room: other.roomId,
      teacher: other.teacher.memberId,
      student: other.student.memberId,
      admin: other.admin.memberId,
      unknown: randomUUID(),
      nil: '00000000-0000-0000-0000-000000000000',
    }
  })

  const send = (person: Person, request: Request) =>
    server().call<ApiErrorBody>(ROUTES[request.name].method, urlOf(request), {
      token: tokens.get(person), body: request.body,
    })

  it('is never found when it belongs to another school, in any part of a request', async () => {
    let walked = 0
    for (const request of requests.filter(({ name }) => ROUTES[name].auth === 'member')) {
      for (const [part, key] of idPlaces(request)) {
        for (const [kind, id] of Object.entries(foreign)) {
          const caller = OF_ITS_TEACHER.has(request.name) ? school.teacher : school.admin
          const { status, body } = await send(caller, { ...request, [part]: { ...request[part], [key]: id } })
          expect([request.name, part, key, kind, status, body.code])
            .toEqual([request.name, part, key, kind, 404, 'NOT_FOUND'])
          walked += 1
        }
      }
    }
    expect(walked).toBeGreaterThanOrEqual(12 * Object.keys(foreign).length)
  })

  it('is not found by other teachers and students of the school when it is a lesson of another class', async () => {
    const withLesson = requests.filter(({ params }) => params.id === lessonId)
    expect(withLesson.length).toBeGreaterThanOrEqual(10)
    for (const request of withLesson) {
      for (const stranger of [school.otherTeacher, school.strayStudent]) {
        const { status, body } = await send(stranger, request)
        expect([request.name, stranger.role, status, body.code])
          .toEqual([request.name, stranger.role, 404, 'NOT_FOUND'])
      }
    }
  })

  it('is not found by teachers and students when it is another member', async () => {
    const list = requests.find(({ name }) => name === 'listLessons')
    if (!list) throw new Error('No request for listLessons')
    const pairs = [[school.student, school.teacher.memberId], [school.teacher, school.student.memberId]] as const
    for (const [person, memberId] of pairs) {
      const { status } = await send(person, { ...list, query: { ...list.query, memberId } })
      expect(status).toBe(404)
    }
  })

  it('gets the same answer when it is foreign as when it does not exist', async () => {
    const names: RouteName[] = ['getLesson', 'getLiveSnapshot', 'watchLesson', 'cancelLesson']
    for (const request of requests.filter(({ name }) => names.includes(name))) {
      const [theirs, unknown] = await Promise.all(
        [foreign.lesson ?? '', randomUUID()].map(id => send(school.admin, { ...request, params: { id } })),
      )
      expect({ ...theirs?.body, requestId: '' }).toEqual({ ...unknown?.body, requestId: '' })
    }
  })
})
