import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { ROUTES } from '../../contract'
import type { RouteName } from '../../contract'
import type * as PolicyCore from '../../server/kernel/policy'
import { useDatabase } from '../support/server/databases'
import { addLesson, addSession, createTestSchool } from '../support/server/school'
import type { Person } from '../support/server/school'
import { useServer } from '../support/server/server'
import { urlOf, validRequests } from '../support/api/requests'

/** Actions that the policies were asked about, in order. */
const asked = vi.hoisted((): string[] => [])

vi.mock('../../server/kernel/policy', async importOriginal => {
  const core = await importOriginal<typeof PolicyCore>()
  return {
    ...core,
    definePolicy(rules: Parameters<typeof core.definePolicy>[0]): PolicyCore.Policy<string, never> {
      const recorded = Object.entries(rules).map(([action, rule]): [string, typeof rule] =>
        [action, (caller, subject) => {
          asked.push(action)
          return rule(caller, subject)
        }])
      return core.definePolicy(Object.fromEntries(recorded))
    },
  }
})

const KINDS = ['admin', 'teacher', 'otherTeacher', 'student', 'strayStudent'] as const
type Kind = (typeof KINDS)[number]

/** For each kind of member: allowed, forbidden (403), or the thing does not exist for them (404). */
type Answers = Record<Kind, 'yes' | 403 | 404>

const answers = (...given: Answers[Kind][]): Answers =>
  Object.fromEntries(KINDS.map((kind, index) => [kind, given[index]])) as Answers

const EVERYONE = answers('yes', 'yes', 'yes', 'yes', 'yes')
const OFFICE = answers('yes', 403, 403, 403, 403)
/** For actions on one lesson: members outside the lesson get 404. */
const OFFICE_ON_LESSON = answers('yes', 403, 404, 403, 404)
const ITS_TEACHER = answers(403, 'yes', 404, 403, 404)
const OFFICE_OR_ITS_TEACHER = answers('yes', 'yes', 404, 403, 404)
const ALL_OF_THE_LESSON = answers('yes', 'yes', 404, 'yes', 404)

/** Each route: public, or the action that its policy decides and the answer to each kind of member. */
const MATRIX: Record<RouteName, 'public' | [action: string, answers: Answers]> = {
  login: 'public',
  refreshTokens: 'public',
  logout: 'public',
  getHealth: 'public',
  logoutEverywhere: ['account.signOutEverywhere', EVERYONE],
  getMe: ['account.read', EVERYONE],
  listCourses: ['courses.list', OFFICE],
  listRooms: ['rooms.list', OFFICE],
  listTeachers: ['teachers.list', OFFICE],
  // The request names the teacher: the office and the teacher see these lessons. Others get 404 for the member.
  listLessons: ['lessons.list', answers('yes', 'yes', 404, 404, 404)],
  createLesson: ['lessons.plan', OFFICE],
  getLesson: ['lesson.see', ALL_OF_THE_LESSON],
  setLessonTeacher: ['lesson.change', OFFICE_ON_LESSON],
  cancelLesson: ['lesson.change', OFFICE_ON_LESSON],
  getLiveSnapshot: ['live.see', ALL_OF_THE_LESSON],
  getStreamStats: ['live.stats', OFFICE_OR_ITS_TEACHER],
  startLiveSession: ['live.start', ITS_TEACHER],
  stopLiveSession: ['live.stop', OFFICE_OR_ITS_TEACHER],
  probeUplink: ['live.probe', ITS_TEACHER],
  watchLesson: ['live.watch', ALL_OF_THE_LESSON],
  reportQosSamples: ['qos.reportPlayer', ALL_OF_THE_LESSON],
  getQosTimeline: ['qos.read', OFFICE_OR_ITS_TEACHER],
  exportQosTimeline: ['qos.read', OFFICE_OR_ITS_TEACHER],
}

const database = useDatabase()
const server = useServer(database)
let send: (kind: Kind, name: RouteName) => Promise<number>

async function openSchool(): Promise<typeof send> {
  const { db } = database()
  const school = await createTestSchool(db)
  const now = server().clock.now()
  const lessonId = await addLesson(db, school, now, new Date(now.getTime() + 60 * 60_000))
  const sessionId = await addSession(db, school, lessonId, 'starting')
  const requests = new Map(validRequests(school, lessonId, sessionId, now).map(request => [request.name, request]))
  const tokens = new Map<Kind, string>()
  for (const kind of KINDS) {
    const person: Person = school[kind]
    tokens.set(kind, (await server().login(person)).accessToken)
  }
  return async (kind, name) => {
    const request = requests.get(name)
    if (!request) throw new Error(`No request for ${name}`)
    const { status } = await server().call(ROUTES[name].method, urlOf(request), {
      token: tokens.get(kind), body: request.body,
    })
    return status
  }
}

beforeAll(async () => { send = await openSchool() })
beforeEach(() => { asked.length = 0 })

/** `yes` is no 403, 404 or fault. A conflict with the lesson's state does not concern permissions. */
const answerOf = (status: number): 'yes' | number =>
  status < 300 || status === 409 ? 'yes' : status

describe.each(Object.keys(MATRIX) as RouteName[])('%s', name => {
  const row = MATRIX[name]

  it('has the auth that the contract declares', () => {
    expect(row === 'public').toBe(ROUTES[name].auth === 'none')
  })

  if (row === 'public') {
    it('asks no policy', async () => {
      await send('admin', name)
      expect(asked).toEqual([])
    })
    return
  }

  const [action, expected] = row
  // This route ends the sign-ins of its callers, so it gets a separate school.
  const sender = async () => name === 'logoutEverywhere' ? openSchool() : send

  it.each(KINDS)('gives the answer of its policy to: %s', async kind => {
    const status = await (await sender())(kind, name)
    expect([kind, answerOf(status)]).toEqual([kind, expected[kind]])
    const isHidden = expected[kind] === 404 && name !== 'listLessons'
    if (isHidden) expect(asked).toEqual([])
    else expect(asked[0]).toBe(action)
  })
})
