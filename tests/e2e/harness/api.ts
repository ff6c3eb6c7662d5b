import type { Course, Lesson, Result } from '../../../contract/api'
import { PASSWORD, type ServerProcess } from './server-process'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Several of these begin while a lesson may be opened, 15 minutes before it begins. */
const SHORT_LESSON_MS = 60_000
const EVENING_MS = 19 * HOUR_MS
/** The demo school is in China, which has no summer time. */
const SCHOOL_OFFSET_MS = 8 * HOUR_MS

/** The office, or another member, over HTTP, where a test is not about their pages. */
export class Office {
  private readonly server: ServerProcess
  private token = ''

  private constructor(server: ServerProcess) {
    this.server = server
  }

  static async signIn(server: ServerProcess, account = 'admin'): Promise<Office> {
    const office = new Office(server)
    const { accessToken } = await office.call<Result<'login'>>('POST', '/api/v1/auth/login', { account, password: PASSWORD })
    office.token = accessToken
    return office
  }

  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.server.url}${path}`, {
      method,
      headers: { ...(this.token && { authorization: `Bearer ${this.token}` }), ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`)
    return await response.json() as T
  }

  /** The lesson that the demo school has for everybody who wants to start one now. */
  async openLesson(): Promise<Lesson> {
    const [day = ''] = new Date(Date.now() + SCHOOL_OFFSET_MS).toISOString().split('T')
    const { lessons } = await this.call<Result<'listLessons'>>('GET', `/api/v1/lessons?from=${day}&to=${day}`)
    const open = lessons.find(lesson => lesson.phase === 'open')
    if (!open) throw new Error('The demo school has no lesson that can be started now')
    return open
  }

  /** A lesson of the first course in `inDays`, on an evening that the demo school keeps free at any time of the day. */
  async schedule(title: string, inDays: number): Promise<Lesson> {
    const todayMs = Math.floor((Date.now() + SCHOOL_OFFSET_MS) / DAY_MS) * DAY_MS - SCHOOL_OFFSET_MS
    const startMs = todayMs + inDays * DAY_MS + EVENING_MS
    return this.scheduleAt(title, startMs, startMs + HOUR_MS)
  }

  /** So many lessons that can all be started now, in place of those that the demo school has; the last one is an hour long. */
  async scheduleNow(count: number): Promise<Lesson[]> {
    const nowMs = Math.ceil(Date.now() / SHORT_LESSON_MS) * SHORT_LESSON_MS
    const untilMs = nowMs + count * SHORT_LESSON_MS + HOUR_MS
    const [from = '', to = ''] = [nowMs, untilMs].map(ms => new Date(ms + SCHOOL_OFFSET_MS).toISOString().slice(0, 10))
    const { lessons } = await this.call<Result<'listLessons'>>('GET', `/api/v1/lessons?from=${from}&to=${to}`)
    for (const { id, startsAt, endsAt, phase } of lessons) {
      if (phase === 'cancelled' || Date.parse(startsAt) >= untilMs || Date.parse(endsAt) <= nowMs) continue
      await this.call('POST', `/api/v1/lessons/${id}/cancel`, {})
    }
    const planned: Lesson[] = []
    for (let n = 0; n < count; n++) {
      const startMs = nowMs + n * SHORT_LESSON_MS
      planned.push(await this.scheduleAt(`now ${n}`, startMs, n === count - 1 ? untilMs : startMs + SHORT_LESSON_MS))
    }
    return planned
  }

  private async scheduleAt(title: string, startMs: number, endMs: number): Promise<Lesson> {
    const { courses } = await this.call<{ courses: Course[] }>('GET', '/api/v1/courses')
    const course = courses.find(candidate => candidate.teacher !== null)
    if (!course?.teacher) throw new Error('The demo school has no course with a teacher')
    return this.call<Lesson>('POST', '/api/v1/lessons', {
      courseId: course.id,
      teacherId: course.teacher.id,
      title,
      startsAt: new Date(startMs).toISOString(),
      endsAt: new Date(endMs).toISOString(),
    })
  }
}
