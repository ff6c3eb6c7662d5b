import type { Course, Lesson, Result } from '../../../contract/api'
import type { ServerProcess } from './server-process'
import { PASSWORD } from './server-process'

const HOUR_MS = 3_600_000

/** The office over HTTP, where a test is not about its pages. */
export class Office {
  private constructor(private readonly server: ServerProcess, private token: string) {}

  static async signIn(server: ServerProcess): Promise<Office> {
    const office = new Office(server, '')
    const { accessToken } = await office.call<Result<'login'>>('POST', '/api/v1/auth/login', { account: 'admin', password: PASSWORD })
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

  /** A lesson of the first course that begins `inHours` from now. */
  async schedule(title: string, inHours: number): Promise<Lesson> {
    const { courses } = await this.call<{ courses: Course[] }>('GET', '/api/v1/courses')
    const course = courses.find(candidate => candidate.teacher !== null)
    if (!course?.teacher) throw new Error('The demo school has no course with a teacher')
    const startMs = Date.now() + inHours * HOUR_MS
    return this.call<Lesson>('POST', '/api/v1/lessons', {
      courseId: course.id,
      teacherId: course.teacher.id,
      title,
      startsAt: new Date(startMs).toISOString(),
      endsAt: new Date(startMs + HOUR_MS).toISOString(),
    })
  }
}
