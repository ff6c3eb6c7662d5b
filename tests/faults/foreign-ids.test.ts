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

/** Where a request holds an id, found by its shape: a route that is added later is walked as well. */
function idPlaces({ params, query, body }: Request): ['params' | 'query' | 'body', string][] {
  const isId = (value: unknown) => typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)
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
      lesson: await addLesson(db, other, now, soon), school: other.schoolId, class: other.classId, course: other.courseId, room: other.roomId,
      teacher: other.teacher.memberId, student: other.student.memberId, admin: other.admin.memberId, nobody: randomUUID(), nil: '00000000-0000-0000-0000-000000000000',
    }
  })

  const send = (person: Person, request: Request) =>
    server().call<ApiErrorBody>(ROUTES[request.name].method, urlOf(request), { token: tokens.get(person), body: request.body })

  it('of another school is never found, wherever it stands', async () => {
    let walked = 0
    for (const request of requests.filter(({ name }) => ROUTES[name].auth === 'member')) {
      for (const [part, key] of idPlaces(request)) {
        for (const [kind, id] of Object.entries(foreign)) {
          const caller = OF_ITS_TEACHER.has(request.name) ? school.teacher : school.admin
          const { status, body } = await send(caller, { ...request, [part]: { ...request[part], [key]: id } })
          expect([request.name, part, key, kind, status, body.code]).toEqual([request.name, part, key, kind, 404, 'NOT_FOUND'])
          walked += 1
        }
      }
    }
    expect(walked).toBeGreaterThanOrEqual(12 * Object.keys(foreign).length)
  })

  it('of another class\'s lesson is not found by its school\'s other teachers and students', async () => {
    const withLesson = requests.filter(({ params }) => params.id === lessonId)
    expect(withLesson.length).toBeGreaterThanOrEqual(10)
    for (const request of withLesson) {
      for (const stranger of [school.otherTeacher, school.strayStudent]) {
        const { status, body } = await send(stranger, request)
        expect([request.name, stranger.role, status, body.code]).toEqual([request.name, stranger.role, 404, 'NOT_FOUND'])
      }
    }
  })

  it('of another member is not found by teachers and students', async () => {
    const list = requests.find(({ name }) => name === 'listLessons')
    if (!list) throw new Error('No request for listLessons')
    for (const [person, memberId] of [[school.student, school.teacher.memberId], [school.teacher, school.student.memberId]] as const) {
      expect((await send(person, { ...list, query: { ...list.query, memberId } })).status).toBe(404)
    }
  })

  it('answers as if it did not exist: the same words for foreign and unknown', async () => {
    const names: RouteName[] = ['getLesson', 'getLiveSnapshot', 'watchLesson', 'cancelLesson']
    for (const request of requests.filter(({ name }) => names.includes(name))) {
      const [theirs, unknown] = await Promise.all([foreign.lesson ?? '', randomUUID()].map(id => send(school.admin, { ...request, params: { id } })))
      expect({ ...theirs?.body, requestId: '' }).toEqual({ ...unknown?.body, requestId: '' })
    }
  })
})
