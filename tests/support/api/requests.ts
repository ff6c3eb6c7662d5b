import { PROBE_PART_BYTES } from '../../../contract/class/probe'
import type { RouteName } from '../../../contract'
import { ROUTES } from '../../../contract'
import type { TestSchool } from '../server/school'

/** A request of one route in parts, so that one part can be made wrong. */
export interface Request {
  name: RouteName
  params: Record<string, string>
  query: Record<string, string>
  /** Undefined: sent without one. */
  body: Record<string, unknown> | undefined
}

/** What its teacher alone may do. */
export const OF_ITS_TEACHER: ReadonlySet<RouteName> = new Set(['startLiveSession', 'probeUplink'])

const HOUR_MS = 60 * 60_000

/** A request of every route that the school's admin may make (`startLiveSession`, `probeUplink`: its teacher) and that gets past validation. */
export function validRequests(school: TestSchool, lessonId: string, sessionId: string, now: Date): Request[] {
  const startsAt = new Date(now.getTime() + 50 * HOUR_MS)
  const id = { id: lessonId }
  const today = now.toISOString().slice(0, 10)
  const parts: Record<RouteName, Partial<Omit<Request, 'name'>>> = {
    login: { body: { account: school.student.account, password: 'wrong' } },
    refreshTokens: { body: { refreshToken: 'unknown' } },
    logout: { body: { refreshToken: 'unknown' } },
    logoutEverywhere: {},
    getMe: {},
    listCourses: {},
    listRooms: {},
    listTeachers: {},
    listLessons: { query: { from: today, to: today, memberId: school.teacher.memberId } },
    createLesson: {
      body: {
        courseId: school.courseId, teacherId: school.teacher.memberId, roomId: school.roomId, title: 'Maths',
        startsAt: startsAt.toISOString(), endsAt: new Date(startsAt.getTime() + HOUR_MS).toISOString(),
      },
    },
    getLesson: { params: id },
    setLessonTeacher: { params: id, body: { teacherId: school.teacher.memberId } },
    cancelLesson: { params: id },
    getLiveSnapshot: { params: id },
    getStreamStats: { params: id },
    startLiveSession: { params: id },
    stopLiveSession: { params: id },
    probeUplink: { params: id, body: { padding: 'x'.repeat(PROBE_PART_BYTES) } },
    watchLesson: { params: id },
    reportQosSamples: {
      params: id,
      body: {
        sessionId, component: 'player', batch: 'k3v9x0qa-17', dropped: 0,
        samples: [{ atMs: now.getTime(), state: 'good', isConnected: true, isReachable: true, isHidden: false, codes: [2004], status: { kbps: 900, quality: 1 } }],
      },
    },
    getQosTimeline: { params: id, query: { sessionId } },
    exportQosTimeline: { params: id, query: { sessionId, format: 'csv' } },
    getHealth: {},
  }
  return (Object.keys(ROUTES) as RouteName[]).map(name => ({ name, params: {}, query: {}, body: undefined, ...parts[name] }))
}

export function urlOf({ name, params, query }: Pick<Request, 'name' | 'params' | 'query'>): string {
  const path = ROUTES[name].path.replaceAll(/\{(\w+)\}/g, (_whole, key: string) => encodeURIComponent(params[key] ?? ''))
  const search = new URLSearchParams(query).toString()
  return search === '' ? path : `${path}?${search}`
}

/** Values that no field of the contract takes. */
const WRONG_VALUES: unknown[] = [null, true, 42, '', '\u0000', 'x'.repeat(600), [], {}, [['nested']], { toString: 'x' }]

/** Values that no parameter in a path takes. */
const WRONG_IDS = ['x', '0', 'null', '..', '%2e%2e', '00000000-0000-0000-0000-00000000000g', '\'; drop table lessons; --', '课', 'x'.repeat(90)]

/** The request with exactly one thing wrong that validation must find, and what that is. */
export function badVariants(request: Request): [string, Request][] {
  const { params, query, body } = request
  const variants: [string, Request][] = [['an unknown query parameter', { ...request, query: { ...query, surprise: '1' } }]]
  for (const key of Object.keys(params)) {
    for (const wrong of WRONG_IDS) variants.push([`${key}=${wrong.slice(0, 20)}`, { ...request, params: { ...params, [key]: wrong } }])
  }
  for (const key of Object.keys(query)) {
    for (const wrong of ['', 'x', '2026-13-01', '1e9', '\u0000']) variants.push([`${key}=${wrong}`, { ...request, query: { ...query, [key]: wrong } }])
  }
  if (ROUTES[request.name].method === 'GET') return variants
  variants.push(['an unknown field', { ...request, body: { ...body, surprise: 1 } }])
  for (const key of Object.keys(body ?? {})) {
    for (const wrong of WRONG_VALUES) {
      if (wrong === null && key === 'roomId') continue // No room is a value.
      if (wrong === 42 && key === 'dropped') continue // A count.
      if (typeof wrong === 'string' && wrong !== '' && isFreeText(key, wrong)) continue
      variants.push([`${key}=${JSON.stringify(wrong).slice(0, 20)}`, { ...request, body: { ...body, [key]: wrong } }])
    }
    if (key === 'roomId' || key === 'title') continue
    variants.push([`no ${key}`, { ...request, body: Object.fromEntries(Object.entries(body ?? {}).filter(([other]) => other !== key)) }])
  }
  return variants
}

/** Passwords and tokens are compared by their hash: any text within the length is only wrong, not malformed. */
const isFreeText = (key: string, value: string): boolean => value.length < 250 && (key === 'password' || key === 'refreshToken')
