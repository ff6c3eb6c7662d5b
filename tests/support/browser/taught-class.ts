import type { ChildProcess } from 'node:child_process'
import type { Lesson, Result } from '../../../contract'
import type { LiveSnapshot } from '../../../contract/class/snapshot'
import { Office } from './api'
import { makeClassFile, pushFile } from './clips'
import { ServerProcess } from './server-process'

const ON_AIR_WITHIN_MS = 15_000

/** A class taught from a file, for tests of the student's side: started, interrupted and ended over HTTP. */
export class TaughtClass {
  private ffmpeg: ChildProcess | undefined

  readonly server: ServerProcess
  readonly lesson: Lesson
  private readonly office: Office
  private readonly teacher: Office
  private readonly file: string

  private constructor(server: ServerProcess, office: Office, teacher: Office, lesson: Lesson) {
    this.server = server
    this.office = office
    this.teacher = teacher
    this.lesson = lesson
    this.file = makeClassFile()
  }

  static async plan(): Promise<TaughtClass> {
    const server = await ServerProcess.start()
    const office = await Office.signIn(server)
    return new TaughtClass(server, office, await Office.signIn(server, 'teacher'), await office.openLesson())
  }

  live(): Promise<LiveSnapshot> {
    return this.office.call('GET', `/api/v1/lessons/${this.lesson.id}/live`)
  }

  /** Starts or resumes the stream; resolves when the server receives it. */
  async teach(): Promise<void> {
    const path = `/api/v1/lessons/${this.lesson.id}/live/start`
    const { pushUrl } = await this.teacher.call<Result<'startLiveSession'>>('POST', path)
    this.ffmpeg = pushFile(this.file, pushUrl)
    const deadline = Date.now() + ON_AIR_WITHIN_MS
    while ((await this.live()).phase !== 'live') {
      if (Date.now() > deadline) throw new Error('The class is not on air, although it is pushed')
      await new Promise(done => setTimeout(done, 100))
    }
  }

  /** Kills the teacher's stream. */
  stepAway(): void {
    this.ffmpeg?.kill('SIGKILL')
  }

  async end(): Promise<void> {
    await this.teacher.call('POST', `/api/v1/lessons/${this.lesson.id}/live/stop`)
  }

  /** Plans another lesson of the same students. */
  planAnother(title: string, inDays: number): Promise<Lesson> {
    return this.office.schedule(title, inDays)
  }

  async dispose(): Promise<void> {
    this.stepAway()
    await this.server.dispose()
  }
}
