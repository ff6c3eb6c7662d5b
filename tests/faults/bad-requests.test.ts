import { randomUUID } from 'node:crypto'
import { Validator } from '@seriousme/openapi-schema-validator'
import fc from 'fast-check'
import { SignJWT } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { API_ERRORS, ROUTES } from '../../contract'
import type { ApiErrorBody, RouteName } from '../../contract'
import { useDatabase } from '../support/server/databases'
import { addLesson, addSession, createTestSchool } from '../support/server/school'
import type { TestSchool } from '../support/server/school'
import { useServer } from '../support/server/server'
import type { Answer } from '../support/server/server'
import { AnswerChecker, problemsOfError } from '../support/api/open-api'
import type { OpenApiDocument } from '../support/api/open-api'
import { OF_ITS_TEACHER, badVariants, urlOf, validRequests } from '../support/api/requests'
import type { Request } from '../support/api/requests'

const NAMES = Object.keys(ROUTES) as RouteName[]
const withAuth = (auth: 'none' | 'member') => NAMES.filter(name => ROUTES[name].auth === auth)
const WITH_BODY = NAMES.filter(name => ROUTES[name].method !== 'GET')
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

const database = useDatabase()
const server = useServer(database, { TRUST_PROXY: '1' })
let school: TestSchool
let requests: Map<RouteName, Request>
let tokens: { admin: string, teacher: string }
let document: OpenApiDocument
let checker: AnswerChecker
let addresses = 0

beforeAll(async () => {
  school = await createTestSchool(database().db)
  const now = server().clock.now()
  const lessonId = await addLesson(database().db, school, now, new Date(now.getTime() + 60 * 60_000))
  const sessionId = await addSession(database().db, school, lessonId, 'starting')
  requests = new Map(validRequests(school, lessonId, sessionId, now).map(request => [request.name, request]))
  const [admin, teacher] = [await server().login(school.admin), await server().login(school.teacher)]
  tokens = { admin: admin.accessToken, teacher: teacher.accessToken }
  document = (await server().call<OpenApiDocument>('GET', '/api/openapi.json')).body
  checker = new AnswerChecker(document)
})

const requestOf = (name: RouteName): Request => {
  const request = requests.get(name)
  if (!request) throw new Error(`No request for ${name}`)
  return request
}
const tokenFor = (name: RouteName): string => OF_ITS_TEACHER.has(name) ? tokens.teacher : tokens.admin

interface SendOptions {
  token?: string
  payload?: string
  headers?: Record<string, string>
}

/** Sends each request from a separate address, so that rate limits do not apply. */
function send(request: Request, { token = tokenFor(request.name), payload, headers = {} }: SendOptions = {}) {
  addresses += 1
  const address = `10.${addresses >> 16}.${(addresses >> 8) & 255}.${addresses & 255}`
  return server().call<Partial<ApiErrorBody>>(ROUTES[request.name].method, urlOf(request), {
    token, body: payload ?? request.body, headers: { 'x-forwarded-for': address, ...headers },
  })
}

/** Routes that end sign-ins or the lesson: the requests after them would fail. */
const isRepeatable = (name: RouteName): boolean => name !== 'logoutEverywhere' && name !== 'cancelLesson'

function expectError(name: RouteName, answer: Answer, code: ApiErrorBody['code'], what = ''): void {
  expect([what, problemsOfError(answer), checker.problems(name, answer)]).toEqual([what, [], []])
  expect([what, answer.body]).toMatchObject([what, { code }])
}

describe('the served document', () => {
  it('is valid OpenAPI for an independent validator', async () => {
    expect(await new Validator().validate({ ...structuredClone(document) })).toEqual({ valid: true })
  })

  it('has exactly the routes of the contract', () => {
    const documented = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map(method => `${method.toUpperCase()} ${path}`))
    expect(documented.sort()).toEqual(Object.values(ROUTES).map(({ method, path }) => `${method} ${path}`).sort())
  })

  it.each(NAMES.filter(isRepeatable))('describes the answer to a valid request: %s', async name => {
    const answer = await send(requestOf(name))
    expect(checker.problems(name, answer)).toEqual([])
    expect(answer.status).toBeLessThan(name === 'login' || name === 'refreshTokens' ? 402 : 300)
  })
})

describe('a request without a valid access token', () => {
  it.each(withAuth('member'))('is refused before its input is validated: %s', async name => {
    const expired = await new SignJWT({ school: school.schoolId, role: 'admin', family: randomUUID() })
      .setProtectedHeader({ alg: 'HS256' }).setIssuer('kaike').setSubject(school.admin.memberId)
      .setExpirationTime('15m')
      .sign(new TextEncoder().encode('not the key of this server at all'))
    for (const token of ['', 'nonsense', 'a.b.c', expired, 'x'.repeat(5_000), '" or 1=1']) {
      expectError(name, await send(requestOf(name), { token }), 'UNAUTHENTICATED', token)
      const invalid = { ...requestOf(name), query: { surprise: '1' } }
      expectError(name, await send(invalid, { token }), 'UNAUTHENTICATED', token)
    }
  })

  it('gets a different code when the token has expired', async () => {
    const { accessToken: token } = await server().login(school.otherTeacher)
    server().clock.pass(16 * 60_000)
    try {
      for (const name of withAuth('member')) expectError(name, await send(requestOf(name), { token }), 'TOKEN_EXPIRED')
    } finally {
      server().clock.pass(-16 * 60_000)
    }
  })
})

describe('a request with one error', () => {
  it.each(NAMES)('fails validation: %s', async name => {
    for (const [what, request] of badVariants(requestOf(name))) {
      const answer = await send(request)
      // A shortened or redirected path is a different path.
      const isElsewhere = answer.status === 404 && /=(\.\.|%2e%2e|x{20})$/.test(what)
      if (!isElsewhere) expectError(name, answer, 'VALIDATION_FAILED', what)
    }
  })

  it.each(WITH_BODY)('is refused when its body is not a JSON object, too large or of another type: %s', async name => {
    const request = { ...requestOf(name), body: undefined }
    const payloads = [
      '{', '{"a":}', 'undefined', '[]', '"text"', '42', 'true', '{"__proto__":{"x":1}}',
      '{"constructor":{"prototype":{}}}', '\u0000', '['.repeat(10_000),
    ]
    for (const payload of payloads) {
      expectError(name, await send(request, { payload }), 'VALIDATION_FAILED', payload.slice(0, 30))
    }
    const largePayload = JSON.stringify({ title: 'x'.repeat(70_000) })
    expectError(name, await send(request, { payload: largePayload }), 'BODY_TOO_LARGE')
    const types = [
      'text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x',
      'nonsense',
    ]
    for (const type of types) {
      const answer = await send(request, { payload: 'a=1', headers: { 'content-type': type } })
      expectError(name, answer, 'UNSUPPORTED_MEDIA_TYPE', type)
    }
  })

  it('gets the place of the error and only a short quote of the input', async () => {
    const request = requestOf('createLesson')
    const { body } = await send({
      ...request, body: { ...request.body, startsAt: 'tomorrow', ['x'.repeat(5_000)]: 1 },
    })
    expect(body.details).toMatchObject({ in: 'body' })
    expect(JSON.stringify(body.details)).toContain('/startsAt')
    expect(JSON.stringify(body).length).toBeLessThan(1_000)
  })
})

describe('a wrong method or path', () => {
  const paths = [...new Set(Object.values(ROUTES).map(({ path }) => path))]
  it.each(paths)('of %s is answered with the allowed methods', async path => {
    const known: string[] = Object.values(ROUTES).filter(route => route.path === path).map(({ method }) => method)
    for (const method of METHODS.filter(method => !known.includes(method))) {
      const url = path.replace('{id}', randomUUID())
      const answer = await server().call<ApiErrorBody>(method, url, { token: tokens.admin })
      expect([method, problemsOfError(answer), answer.body.code, answer.headers.allow])
        .toEqual([method, [], 'METHOD_NOT_ALLOWED', known.join(', ')])
    }
  })

  it.each([
    '/api', '/api/', '/api/v1', '/api/v2/lessons', '/api/v1/lessons/a/b/c', '/api/v1//lessons', '/api/v1/channel',
    '/api/%00', '/api/%zz', '/live/x.mp4', `/${'x'.repeat(500)}`,
  ])('is not found or not valid: %s', async path => {
    const answer = await server().call('GET', path)
    expect(problemsOfError(answer)).toEqual([])
    expect([400, 404]).toContain(answer.status)
  })
})

describe('any request', () => {
  it('gets an answer that the contract allows and never a server fault', async () => {
    const names = fc.constantFrom(...WITH_BODY.filter(isRepeatable))
    const ids = fc.option(fc.string({ unit: 'binary', maxLength: 60 }))
    await fc.assert(fc.asyncProperty(names, fc.json(), ids, async (name, payload, id) => {
      const request = requestOf(name)
      const answer = await send({ ...request, params: id === null ? request.params : { id } }, { payload })
      if (answer.status >= 300) expect(problemsOfError(answer)).toEqual([])
      // The id may change the path into one that the document does not have.
      if (answer.status !== 404 && answer.status !== 405) expect(checker.problems(name, answer)).toEqual([])
    }), { numRuns: 300 })
  })

  it('is answered in the language of its accept-language header', async () => {
    const languages = [
      ['en-GB,en;q=0.9', 'en'], ['zh-CN', 'zh'], ['fr', 'zh'], ['en;q=0.2,zh;q=0.8', 'zh'], ['', 'zh'],
    ] as const
    for (const [header, language] of languages) {
      const { body } = await send(requestOf('getMe'), { token: '', headers: { 'accept-language': header } })
      expect(body.message).toBe(API_ERRORS.UNAUTHENTICATED[language])
    }
  })
})
