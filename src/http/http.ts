import type { Body, Params, Query, Result, RouteName } from '@contract'
import { ROUTES } from '@contract'
import type { RouteSpec } from '@contract/kernel/routes'
import { language } from '@/i18n'
import { ApiError, clientError, toApiError } from './api-error'
import { serverUrl } from './server-url'
import { createSignal } from './signal'
import { createRenewal } from './token-renewal'
import { readTokens } from './token-storage'

const TIMEOUT_MS = 10_000

/** `{ [Name]: T }`, or an empty type if T has no keys. */
type Part<Name extends string, T> = Record<string, never> extends T
  ? (string extends keyof T ? unknown : { [K in Name]?: T })
  : { [K in Name]: T }

export type ApiInput<R extends RouteName> = Part<'params', Params<R>> & Part<'query', Query<R>> & Part<'body', Body<R>>
type InputArguments<R extends RouteName> = unknown extends ApiInput<R> ? [] : [input: ApiInput<R>]

interface AnyInput {
  params?: Record<string, string>
  query?: Record<string, string | undefined>
  body?: object
}

const signedOut = createSignal<[]>()
const exchanges = createSignal<['answered' | 'unreachable']>()

/** The server ended the sign-in: every page returns to the login. */
export const onSignedOut = signedOut.on
/** After each request: whether an answer arrived. */
export const onExchange = exchanges.on

function urlOf(path: string, { params = {}, query = {} }: AnyInput): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`])
  return `${serverUrl()}${filled}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`
}

/** One request; resolves with the body of the answer, rejects with `ApiError`. */
function send(route: RouteName, input: AnyInput, accessToken?: string): Promise<unknown> {
  const { method, path } = ROUTES[route]
  return new Promise((resolve, reject) => {
    uni.request({
      url: urlOf(path, input),
      method,
      // Without a body uni-app would send the text `""`.
      data: method === 'GET' ? undefined : input.body ?? {},
      header: {
        'Accept-Language': language() === 'zh' ? 'zh-CN' : 'en',
        ...(method === 'GET' ? {} : { 'Content-Type': 'application/json' }),
        ...(accessToken ? { Authorization: `Bearer ${accessToken}` } : {}),
      },
      timeout: TIMEOUT_MS,
      success({ statusCode, data }) {
        exchanges.emit('answered')
        if (statusCode === 204) resolve(null)
        else if (statusCode >= 200 && statusCode < 300) resolve(data)
        else reject(toApiError(statusCode, data))
      },
      fail({ errMsg = '' }: { errMsg?: string }) {
        exchanges.emit('unreachable')
        reject(clientError(/timeout/i.test(errMsg) ? 'TIMEOUT' : 'OFFLINE'))
      },
    })
  })
}

const renew = createRenewal(refreshToken =>
  send('refreshTokens', { body: { refreshToken } }) as Promise<Result<'refreshTokens'>>)

/** Sends with the access token, renewed once if the server refuses it. */
async function sendAsMember(route: RouteName, input: AnyInput): Promise<unknown> {
  const accessToken = readTokens()?.accessToken
  try {
    return await send(route, input, accessToken)
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error
    const renewed = accessToken && await renew(accessToken)
    if (renewed) return send(route, input, renewed)
    signedOut.emit()
    throw error
  }
}

/**
 * Calls a route of the contract: `api('getLesson', { params: { id } })`. Rejects with `ApiError`, whose `message` is in
 * the user's language. The answer is not validated against the contract: zod stays on the server.
 */
export async function api<R extends RouteName>(route: R, ...inputs: InputArguments<R>): Promise<Result<R>> {
  const { auth }: RouteSpec = ROUTES[route]
  const input: AnyInput = inputs[0] ?? {}
  const answer = await (auth === 'member' ? sendAsMember(route, input) : send(route, input))
  return answer as Result<R>
}
