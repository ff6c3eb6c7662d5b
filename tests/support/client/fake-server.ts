import { vi } from 'vitest'

interface Request {
  url: string
  method: string
  data: unknown
  header: Record<string, string>
}

type Answer = { status: number, body: unknown } | 'timeout' | 'unreachable'
type Route = (request: Request) => unknown

interface RequestOptions extends Request {
  success: (answer: { statusCode: number, data: unknown }) => void
  fail: (failure: { errMsg: string }) => void
}

const routes = new Map<string, Route>()
const requests: Request[] = []
const storage = new Map<string, unknown>()

async function answer({ success, fail, ...request }: RequestOptions): Promise<void> {
  requests.push(request)
  await Promise.resolve() // Answers never arrive before `request` has returned.
  const { pathname } = new URL(request.url)
  const answered = await routes.get(`${request.method} ${pathname}`)?.(request) as Answer | undefined
  if (answered === undefined || answered === 'unreachable') fail({ errMsg: 'request:fail' })
  else if (answered === 'timeout') fail({ errMsg: 'request:fail timeout' })
  else success({ statusCode: answered.status, data: answered.body })
}

/** Import this file first: modules such as `@/i18n` use `uni` as soon as they are loaded. */
export const uniStub = {
  request: (options: RequestOptions) => void answer(options),
  getStorageSync: (key: string) => storage.get(key) ?? '',
  setStorageSync: (key: string, value: unknown) => void storage.set(key, structuredClone(value)),
  removeStorageSync: (key: string) => void storage.delete(key),
  getLocale: () => 'zh-Hans',
  getNetworkType: vi.fn(),
  onNetworkStatusChange: vi.fn(),
  onAudioInterruptionBegin: vi.fn<(listener: () => void) => void>(),
  offAudioInterruptionBegin: vi.fn(),
  onAudioInterruptionEnd: vi.fn<(listener: () => void) => void>(),
  offAudioInterruptionEnd: vi.fn(),
}
vi.stubGlobal('uni', uniStub)

/** A server whose routes are functions; a route that is not set is unreachable. */
export const fakeServer = {
  requests,
  storage,
  /** `on('GET /api/v1/me', () => …)`; the last one for a route counts. */
  on: (route: string, handler: Route) => void routes.set(route, handler),
  reset() {
    routes.clear()
    requests.length = 0
    storage.clear()
  },
}
