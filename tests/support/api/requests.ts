import { PROBE_PART_BYTES } from '../../../contract/class/probe'
import type { RouteName } from '../../../contract'
import { ROUTES } from '../../../contract'
import type { TestSchool } from '../server/school'

/** A request of one route in parts, so that a test can invalidate one part. */
export interface Request {
  name: RouteName
  params: Record<string, string>
  query: Record<string, string>
  /** Undefined: the request has no body. */
  body: Record<string, unknown> | undefined
}

/** Routes that only the teacher of the lesson may call. */
export const OF_ITS_TEACHER: ReadonlySet<RouteName> = new Set(['startLiveSession', 'probeUplink'])

const HOUR_MS = 60 * 60_000

/**
 * One valid request per route. The caller is the school's admin, or the lesson's teacher for `startLiveSession` and
 * `probeUplink`.
 */
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
    startLiveSession: { params: id, body: { device: 'phone-of-li-wei' } },
    stopLiveSession: { params: id },
    probeUplink: { params: id, body: { padding: 'x'.repeat(PROBE_PART_BYTES) } },
    watchLesson: { params: id },
    reportQosSamples: {
      params: id,
      body: {
        sessionId, component: 'player', batch: 'k3v9x0qa-17', dropped: 0,
        samples: [{
          atMs: now.getTime(), state: 'good', isConnected: true, isReachable: true, isHidden: false, codes: [2004],
          status: { kbps: 900, quality: 1 },
        }],
      },
    },
    getQosTimeline: { params: id, query: { sessionId } },
    exportQosTimeline: { params: id, query: { sessionId, format: 'csv' } },
    getHealth: {},
  }
  return (Object.keys(ROUTES) as RouteName[])
    .map(name => ({ name, params: {}, query: {}, body: undefined, ...parts[name] }))
}

export function urlOf({ name, params, query }: Pick<Request, 'name' | 'params' | 'query'>): string {
  const path = ROUTES[name].path.replaceAll(/\{(\w+)\}/g, (_whole, key: string) =>
    encodeURIComponent(params[key] ?? ''))
  const search = new URLSearchParams(query).toString()
  return search === '' ? path : `${path}?${search}`
}

/** Values that every field of the contract refuses. */
const WRONG_VALUES: unknown[] = [null, true, 42, '', '\u0000', 'x'.repeat(600), [], {}, [['nested']], { toString: 'x' }]

/** Values that every path parameter refuses. */
const WRONG_IDS = [
  'x', '0', 'null', '..', '%2e%2e', '00000000-0000-0000-0000-00000000000g', '\'; drop table lessons; --', '课',
  'x'.repeat(90),
]
/** Values that every query parameter refuses. */
const WRONG_QUERY_VALUES = ['', 'x', '2026-13-01', '1e9', '\u0000']

/** Variants of the request with exactly one error that validation must find, and the description of that error. */
export function badVariants(request: Request): [string, Request][] {
  const { params, query, body } = request
  const variants: [string, Request][] = [
    ['an unknown query parameter', { ...request, query: { ...query, surprise: '1' } }],
  ]
  for (const key of Object.keys(params)) {
    for (const wrong of WRONG_IDS) {
      variants.push([`${key}=${wrong.slice(0, 20)}`, { ...request, params: { ...params, [key]: wrong } }])
    }
  }
  for (const key of Object.keys(query)) {
    for (const wrong of WRONG_QUERY_VALUES) {
      variants.push([`${key}=${wrong}`, { ...request, query: { ...query, [key]: wrong } }])
    }
  }
  if (ROUTES[request.name].method === 'GET') return variants
  variants.push(['an unknown field', { ...request, body: { ...body, surprise: 1 } }])
  for (const key of Object.keys(body ?? {})) {
    for (const wrong of WRONG_VALUES) {
      if (wrong === null && key === 'roomId') continue // `null` means no room.
      if (wrong === 42 && key === 'dropped') continue // 42 is a valid count.
      if (typeof wrong === 'string' && wrong !== '' && isFreeText(key, wrong)) continue
      variants.push([`${key}=${JSON.stringify(wrong).slice(0, 20)}`, { ...request, body: { ...body, [key]: wrong } }])
    }
    if (key === 'roomId' || key === 'title' || key === 'device') continue
    const rest = Object.fromEntries(Object.entries(body ?? {}).filter(([other]) => other !== key))
    variants.push([`no ${key}`, { ...request, body: rest }])
  }
  return variants
}

/** The server compares hashes of passwords and tokens: any text of valid length is incorrect, but not malformed. */
const isFreeText = (key: string, value: string): boolean =>
  value.length < 250 && (key === 'password' || key === 'refreshToken')
