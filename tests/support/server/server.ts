import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll } from 'vitest'
import type { Body, Result, SignedIn, ApiErrorBody } from '../../../contract'
import { startServer } from '../../../server/app'
import type { RunningServer, StartOptions } from '../../../server/app'
import { readConfig } from '../../../server/config'
import type { OpenDatabase } from '../../../server/kernel/db/database'
import { createLog } from '../../../server/kernel/log'
import type { Person, TestSchool } from './school'
import { PASSWORD } from './school'

/** A clock that moves only when a test moves it. It begins at the real time, because tokens are checked by it. */
export class TestClock {
  #time = Date.now()
  now = (): Date => new Date(this.#time)

  pass(ms: number): void {
    this.#time += ms
  }
}

export interface Answer<T = unknown> {
  status: number
  headers: Record<string, string | string[] | number | undefined>
  body: T
}

interface CallOptions {
  token?: string | undefined
  body?: unknown
  headers?: Record<string, string>
}

/** The access token of each member of a test school. */
export type Tokens = Record<'admin' | 'teacher' | 'otherTeacher' | 'student' | 'strayStudent', string>
export interface TestServer {
  server: RunningServer
  clock: TestClock
  /** Sends JSON through the whole HTTP stack except the socket. */
  call<T = unknown>(method: string, path: string, options?: CallOptions): Promise<Answer<T>>
  login(person: Pick<Person, 'account'>): Promise<SignedIn>
  loginAll(school: TestSchool): Promise<Tokens>
}

/** A whole server on its own ports, for the tests of the calling block. */
export function useServer(
  database: () => OpenDatabase,
  env: Record<string, string> = {},
  options: Omit<StartOptions, 'database' | 'now'> = {},
): () => TestServer {
  let testServer: TestServer | undefined
  let dataDir: string | undefined
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'kaike-test-'))
    const config = readConfig({ PORT: '0', RTMP_PORT: '0', DATA_DIR: dataDir, DEMO: '0', ...env })
    const clock = new TestClock()
    const log = createLog('silent')
    const server = await startServer(config, { log, ...options, database: database(), now: clock.now })
    testServer = { server, clock, ...clientOf(server.app) }
  })
  afterAll(async () => {
    await testServer?.server.close()
    if (dataDir !== undefined) await rm(dataDir, { recursive: true, force: true })
  })
  return () => {
    if (!testServer) throw new Error('The server is there in tests and hooks only')
    return testServer
  }
}

function clientOf(app: FastifyInstance): Omit<TestServer, 'server' | 'clock'> {
  const call: TestServer['call'] = async <T>(
    method: string,
    path: string,
    { token, body, headers }: CallOptions = {},
  ) => {
    const answer = await app.inject({
      method: method as 'GET',
      url: path,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const isJson = answer.body !== '' && String(answer.headers['content-type']).startsWith('application/json')
    const parsed = isJson ? answer.json<T>() : answer.body as T
    return { status: answer.statusCode, headers: answer.headers, body: parsed }
  }
  const login: TestServer['login'] = async ({ account }) => {
    const body: Body<'login'> = { account, password: PASSWORD }
    const answer = await call<Result<'login'> | ApiErrorBody>('POST', '/api/v1/auth/login', { body })
    if ('code' in answer.body) throw new Error(`No sign-in: ${answer.body.code}`)
    return answer.body
  }
  const tokenOf = async (person: Person): Promise<string> => (await login(person)).accessToken
  return {
    call,
    login,
    loginAll: async school => ({
      admin: await tokenOf(school.admin),
      teacher: await tokenOf(school.teacher),
      otherTeacher: await tokenOf(school.otherTeacher),
      student: await tokenOf(school.student),
      strayStudent: await tokenOf(school.strayStudent),
    }),
  }
}
