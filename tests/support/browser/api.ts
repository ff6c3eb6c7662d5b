import type { Course, Lesson, Result, SignedIn } from '../../../contract'
import { OPEN_BEFORE_START_MS } from '../../../contract/lessons/phase'
import type { LessonPhase } from '../../../contract/lessons/phase'
import { PASSWORD, type ServerProcess } from './server-process'

type Server = Pick<ServerProcess, 'url'>
type TaughtCourse = Course & { teacher: NonNullable<Course['teacher']> }

const isTaught = (course: Course): course is TaughtCourse => course.teacher !== null

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Short enough for hundreds within the time a lesson may be opened early; a class may run past its planned end. */
const SHORT_LESSON_MS = 1_000
const AHEAD_MS = 10 * 60_000
/** Lessons in these phases keep their time on the timetable. */
const HELD: ReadonlySet<LessonPhase> = new Set(['live', 'interrupted', 'ended'])
/** Lessons in these phases can be cancelled. */
const MAY_CANCEL: ReadonlySet<LessonPhase> = new Set(['open', 'scheduled'])
const EVENING_MS = 19 * HOUR_MS
/** The demo school is in China, which has no summer time. */
const SCHOOL_OFFSET_MS = 8 * HOUR_MS

/** HTTP client of the office or another member, for tests that are not about their pages. */
export class Office {
  private readonly server: Server
  private token = ''

  private constructor(server: Server) {
    this.server = server
  }

  static async signIn(server: Server, account = 'admin'): Promise<Office> {
    const office = new Office(server)
    office.token = (await office.signIn(account)).accessToken
    return office
  }

  /** Signs an account in, as a new device does. */
  static newSignIn(server: Server, account: string): Promise<SignedIn> {
    return new Office(server).signIn(account)
  }

  private signIn(account: string): Promise<SignedIn> {
    return this.call<Result<'login'>>('POST', '/api/v1/auth/login', { account, password: PASSWORD })
  }

  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.server.url}${path}`, {
      method,
      headers: {
        ...(this.token && { authorization: `Bearer ${this.token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`)
    return await response.json() as T
  }

  /** The lesson of the demo school that can be started now. */
  async openLesson(): Promise<Lesson> {
    const [day = ''] = new Date(Date.now() + SCHOOL_OFFSET_MS).toISOString().split('T')
    const { lessons } = await this.call<Result<'listLessons'>>('GET', `/api/v1/lessons?from=${day}&to=${day}`)
    const open = lessons.find(lesson => lesson.phase === 'open')
    if (!open) throw new Error('The demo school has no lesson that can be started now')
    return open
  }

  /** Plans a lesson of the first course in `inDays` days, in the evening, which the demo school keeps free. */
  async schedule(title: string, inDays: number): Promise<Lesson> {
    const todayMs = Math.floor((Date.now() + SCHOOL_OFFSET_MS) / DAY_MS) * DAY_MS - SCHOOL_OFFSET_MS
    const startMs = todayMs + inDays * DAY_MS + EVENING_MS
    return this.scheduleAt(await this.courseOf(), title, startMs, startMs + HOUR_MS)
  }

  /**
   * Plans `count` lessons of a teacher that can all be started now, and cancels those of the demo school at that time.
   * They begin in ten minutes, or after the last held class if that is later.
   */
  async scheduleNow(count: number, account: string): Promise<Lesson[]> {
    const nowMs = Math.ceil(Date.now() / SHORT_LESSON_MS) * SHORT_LESSON_MS
    const [from = '', to = ''] = [nowMs, nowMs + DAY_MS]
      .map(ms => new Date(ms + SCHOOL_OFFSET_MS).toISOString().slice(0, 10))
    const { lessons } = await this.call<Result<'listLessons'>>('GET', `/api/v1/lessons?from=${from}&to=${to}`)
    const held = lessons.filter(({ startsAt, phase }) =>
      HELD.has(phase) && Date.parse(startsAt) < nowMs + OPEN_BEFORE_START_MS)
    const startMs = Math.max(nowMs + AHEAD_MS, ...held.map(({ endsAt }) => Date.parse(endsAt)))
    const untilMs = startMs + count * SHORT_LESSON_MS
    for (const { id, startsAt, endsAt, phase } of lessons) {
      const isInTheWay = Date.parse(startsAt) < untilMs && Date.parse(endsAt) > startMs
      if (MAY_CANCEL.has(phase) && isInTheWay) await this.call('POST', `/api/v1/lessons/${id}/cancel`, {})
    }
    const course = await this.courseOf(await Office.signIn(this.server, account))
    const planned: Lesson[] = []
    for (let lessonMs = startMs; lessonMs < untilMs; lessonMs += SHORT_LESSON_MS) {
      const [, time = ''] = new Date(lessonMs + SCHOOL_OFFSET_MS).toISOString().split(/[T.]/)
      planned.push(await this.scheduleAt(course, `随堂练习 ${time}`, lessonMs, lessonMs + SHORT_LESSON_MS))
    }
    return planned
  }

  /** A course of this teacher; without a teacher, the first course that has one. */
  private async courseOf(teacher?: Office): Promise<TaughtCourse> {
    const { courses } = await this.call<Result<'listCourses'>>('GET', '/api/v1/courses')
    const memberId = await teacher?.memberId()
    const course = courses
      .filter(isTaught)
      .find(candidate => memberId === undefined || candidate.teacher.id === memberId)
    if (!course) throw new Error('The demo school has no such course with a teacher')
    return course
  }

  private async memberId(): Promise<string> {
    return (await this.call<Result<'getMe'>>('GET', '/api/v1/me')).member.id
  }

  private async scheduleAt(course: TaughtCourse, title: string, startMs: number, endMs: number): Promise<Lesson> {
    return this.call<Lesson>('POST', '/api/v1/lessons', {
      courseId: course.id,
      teacherId: course.teacher.id,
      title,
      startsAt: new Date(startMs).toISOString(),
      endsAt: new Date(endMs).toISOString(),
    })
  }
}
