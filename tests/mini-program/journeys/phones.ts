import { afterAll, afterEach, beforeAll, inject } from 'vitest'
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'
import type { Lesson, Result } from '../../../contract'
import { LOWEST_VERSION } from '../../../src/platform/capabilities/table'
import { Office } from '../../support/browser/api'
import { PASSWORD } from '../../support/browser/server-process'
import { MiniProgram } from '../mini-program'
import type { StartOptions } from '../mini-program'
import { publishLightly } from './light-publisher'
import { Uplink } from './uplink'
import { DEFAULT_OPTIONS } from '../host/options.types'
import type { HostServer } from '../serve/host-server'

/** Default server address of the build (`src/http/server-url.ts`). */
const BUILT_FOR = 'http://127.0.0.1:8080'

/** The oldest base library that Kaike supports, and an intermediate one. */
export const OLDER_BASE_LIBRARIES = { oldest: LOWEST_VERSION, between: '2.25.0' } as const

/** Default base library of the phones: `KAIKE_BASE_LIBRARY=2.10.3 npm run test:mini-program`. */
const { KAIKE_BASE_LIBRARY: BASE_LIBRARY = DEFAULT_OPTIONS.baseLibrary } = process.env

const toSocket = (url: string) => url.replace(/^http/, 'ws')

/** The school's server and a browser, shared by all test files, and phones that run the mini-program. */
export class School {
  readonly server: { url: string }
  readonly browser: Browser
  readonly host: Omit<HostServer, 'close'>
  private readonly phones: MiniProgram[] = []
  private readonly signIns = new Map<string, Record<string, string>>()
  private readonly members = new Map<string, Promise<Office>>()
  private readonly streams: (() => void)[] = []

  private constructor(parts: Pick<School, 'server' | 'browser' | 'host'>) {
    this.server = parts.server
    this.browser = parts.browser
    this.host = parts.host
  }

  static async open(): Promise<School> {
    return new School({
      server: { url: inject('schoolUrl') },
      browser: await chromium.connect(inject('browserUrl')),
      host: inject('host'),
    })
  }

  /** Ends the connection and the tabs of this test file; the browser continues to run. */
  async close(): Promise<void> {
    await this.browser.close()
  }

  /** A phone that can reach only this school's server. */
  async phone(options: StartOptions = {}): Promise<MiniProgram> {
    const { url } = this.server
    const phone = await MiniProgram.start(this.browser, this.host, {
      hosts: { [BUILT_FOR]: url },
      domains: [BUILT_FOR, url, toSocket(url)],
      baseLibrary: BASE_LIBRARY,
      ...options,
    })
    this.phones.push(phone)
    return phone
  }

  /** A phone that stays open after its test. */
  async keptPhone(account: string, options: StartOptions = {}): Promise<MiniProgram> {
    const phone = await this.signedIn(account, options)
    this.phones.splice(this.phones.indexOf(phone), 1)
    return phone
  }

  /** Signs in by hand the first time, and later with the storage of that sign-in. */
  async signedIn(account: string, options: StartOptions = {}): Promise<MiniProgram> {
    const storage = this.signIns.get(account)
    const phone = await this.phone({ ...options, ...storage && { storage } })
    if (storage) await phone.routeBecomes('pages/lessons/lessons')
    else {
      await signIn(phone, account)
      this.signIns.set(account, await phone.host.storage())
    }
    return phone
  }

  /** Closes the phones and ends the streams of a test. */
  async collect(): Promise<void> {
    for (const stop of this.streams.splice(0)) stop()
    for (const phone of this.phones.splice(0)) await phone.close()
  }

  /** Calls the API as an account on another device. */
  async call<T>(account: string, method: string, path: string, body?: unknown): Promise<T> {
    const member = this.members.get(account) ?? Office.signIn(this.server, account)
    this.members.set(account, member)
    return (await member).call<T>(method, `/api/v1${path}`, body)
  }

  /** The state of a class according to the server. */
  snapshot(lesson: Lesson): Promise<Result<'getLiveSnapshot'>> {
    return this.call('admin', 'GET', `/lessons/${lesson.id}/live`)
  }

  /** Plans `count` lessons for this test file that `teacher` can start now. */
  async lessonsNow(count: number, teacher: string): Promise<Lesson[]> {
    return (await Office.signIn(this.server)).scheduleNow(count, teacher)
  }

  async lessonNow(): Promise<Lesson> {
    const [lesson] = await this.lessonsNow(1, 'teacher')
    if (!lesson) throw new Error('The office planned no lesson')
    return lesson
  }

  /** Publishes a stream to the relay. The returned function ends it as a lost network does. */
  publish(pushUrl: string, onClosed?: (status: string | undefined) => void): () => void {
    const stop = publishLightly(pushUrl, onClosed)
    this.streams.push(stop)
    return stop
  }

  /** Connects a phone's pusher with the relay until the end of the test. */
  uplinkOf(phone: MiniProgram): Uplink {
    const uplink = new Uplink(phone, (url, onClosed) => this.publish(url, onClosed))
    this.streams.push(() => uplink.end())
    return uplink
  }
}

export async function signIn(phone: MiniProgram, account: string): Promise<void> {
  await phone.fill('account', account)
  await phone.fill('password', PASSWORD)
  await phone.tap('sign-in')
  await phone.routeBecomes('pages/lessons/lessons')
}

/** Publishes a class from an encoder and resolves when the server reports it as live. */
export async function teacherOnAir(school: School, lesson: Lesson): Promise<() => void> {
  const { pushUrl } = await school.call<Result<'startLiveSession'>>('teacher', 'POST', `/lessons/${lesson.id}/live/start`)
  const stop = school.publish(pushUrl)
  while ((await school.snapshot(lesson)).phase !== 'live') await new Promise(done => setTimeout(done, 100))
  return stop
}

/** The teacher's page before the start of a class. */
export async function prepareClass(school: School, lesson: Lesson, options: StartOptions = {}): Promise<MiniProgram> {
  const phone = await school.signedIn('teacher', options)
  await phone.host.navigateTo(`/pages/teacher/broadcast?id=${lesson.id}`)
  await phone.until('the choice before the class', async () =>
    ['scheduled', 'open', 'elsewhere'].includes(await phone.phase() ?? ''))
  return phone
}

/** A teacher's phone on air, whose media reaches the relay. */
export async function teachOn(phone: MiniProgram, school: School, lesson: Lesson): Promise<Uplink> {
  await phone.tap('start-class')
  const uplink = school.uplinkOf(phone)
  await phone.phaseBecomes('live')
  await phone.until('the class at the server', async () => (await school.snapshot(lesson)).phase === 'live')
  return uplink
}

/** The school for a test file; cleans up after each test. */
export function useSchool(): () => School {
  let school: School | undefined
  beforeAll(async () => {
    school = await School.open()
  })
  afterEach(() => school?.collect())
  afterAll(() => school?.close())
  return () => {
    if (!school) throw new Error('The school is not open yet')
    return school
  }
}
