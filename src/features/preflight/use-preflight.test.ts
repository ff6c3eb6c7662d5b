import { fakeServer, uniStub } from '../../../tests/support/client/fake-server'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick, ref } from 'vue'
import { useNetworkStore } from '@/http/network'
import { fireHook } from '../../../tests/support/client/uni-app'
import { withSetup } from '../../../tests/support/client/with-setup'
import type { Access } from './access.types'
import type { testIngest } from './ingest-test'
import { usePreflight } from './use-preflight'

const access: { now: Access, changed: () => void } = vi.hoisted(() => ({
  now: { camera: 'granted', microphone: 'granted' },
  changed: () => {},
}))
const ask = vi.hoisted(() => vi.fn<() => Promise<void>>())
vi.mock('./access', () => ({
  accessPort: {
    read: () => Promise.resolve(access.now),
    ask,
    openSystem: undefined,
    openPrivacyGuide: undefined,
    onChange: (listener: () => void) => {
      access.changed = listener
      return () => {}
    },
  },
}))

const ingest = vi.hoisted(() => vi.fn<typeof testIngest>())
vi.mock('./ingest-test', () => ({ testIngest: ingest }))

afterAll(() => {
  vi.doUnmock('./ingest-test')
  vi.doUnmock('./access')
})
Object.assign(uniStub, { getDeviceInfo: () => ({ platform: 'android' }) })

const INGEST = { host: 'class.example.com', port: 1935 }
const MEASURED = { status: 200, body: { ingest: INGEST } }
const PROBE = 'POST /api/v1/lessons/l/live/probe'
const isOpen = ref(true)
const preview = vi.fn()
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
/** Time after which the first test has finished. */
const MEASURED_MS = 2_100
const probes = () => fakeServer.requests.filter(({ url }) => url.endsWith('/live/probe')).length

async function enter() {
  const { result } = withSetup(() => usePreflight({
    isOpen: () => isOpen.value, lessonId: () => 'l', isMirrored: () => true, failure: () => undefined, preview,
  }))
  fireHook('onShow')
  await pass(0)
  return result
}
type Preflight = Awaited<ReturnType<typeof enter>>
const stateOf = ({ steps }: Preflight, name: string) => steps.value.find(step => step.name === name)?.state

beforeEach(() => {
  vi.useFakeTimers()
  fakeServer.reset()
  access.now = { camera: 'granted', microphone: 'granted' }
  isOpen.value = true
  preview.mockReset()
  ask.mockReset().mockResolvedValue()
  fakeServer.on('GET /api/health', () => ({ status: 200, body: { status: 'ok' } }))
  fakeServer.on(PROBE, () => MEASURED)
  ingest.mockReset().mockResolvedValue('open')
})
afterEach(() => vi.useRealTimers())

describe('the access check', () => {
  it('opens the preview after the dialogs granted everything', async () => {
    access.now = { privacy: 'needed', camera: 'unasked', microphone: 'unasked' }
    const preflight = await enter()
    expect(preflight.trouble.value).toBe('privacy-refused')
    ask.mockImplementation(() => {
      access.now = { privacy: 'agreed', camera: 'granted', microphone: 'granted' }
      return Promise.resolve()
    })
    await preflight.ask()
    expect(preflight.trouble.value).toBeUndefined()
    expect(preview).toHaveBeenCalledOnce()
  })

  it('opens the preview when a refused device is allowed in the settings', async () => {
    access.now = { camera: 'denied', microphone: 'granted' }
    const preflight = await enter()
    await preflight.ask()
    expect(preflight.trouble.value).toBe('camera-denied')
    expect(preview).not.toHaveBeenCalled()
    access.now = { camera: 'granted', microphone: 'granted' }
    access.changed()
    await pass(0)
    expect(preview).toHaveBeenCalledOnce()
  })
})

describe('the microphone', () => {
  it('is good after a loud sound', async () => {
    const preflight = await enter()
    preflight.heard({ volume: 40 })
    expect(stateOf(preflight, 'sound')).toBe('good')
  })

  it('is bad after 8 s of silence, until the next sound', async () => {
    const preflight = await enter()
    preflight.heard({ volume: 0 })
    await pass(7_900)
    expect(stateOf(preflight, 'sound')).toBe('checking')
    await pass(200)
    expect(stateOf(preflight, 'sound')).toBe('bad')
    preflight.heard({ volume: 40 })
    expect(stateOf(preflight, 'sound')).toBe('good')
  })

  it('is not checked after the class has started', async () => {
    const preflight = await enter()
    isOpen.value = false
    preflight.heard({ volume: 40 })
    expect(stateOf(preflight, 'sound')).toBe('checking')
  })
})

describe('the uplink', () => {
  it('is not measured while camera and microphone open', async () => {
    const preflight = await enter()
    await pass(1_900)
    expect(fakeServer.requests).toEqual([])
    expect(stateOf(preflight, 'uplink')).toBe('checking')
  })

  it('is not measured if the class starts before the first test', async () => {
    await enter()
    isOpen.value = false
    await pass(MEASURED_MS)
    expect(fakeServer.requests).toEqual([])
  })

  it('is measured when a hidden page is shown, if a test is due', async () => {
    const preflight = await enter()
    fireHook('onHide')
    await pass(60_000)
    expect(fakeServer.requests).toEqual([])
    fireHook('onShow')
    await pass(100)
    expect(stateOf(preflight, 'uplink')).toBe('good')
  })

  it('is measured automatically with five parts', async () => {
    const preflight = await enter()
    await pass(MEASURED_MS)
    expect(probes()).toBe(5)
    expect(preflight.uplinkProblem.value).toBe('')
    expect(preflight.advice.value?.profile).toBe('FHD')
    expect(preflight.isReady.value).toBe(false)
    preflight.heard({ volume: 40 })
    expect(preflight.isReady.value).toBe(true)
  })

  it('is measured again if the server did not answer', async () => {
    fakeServer.on(PROBE, () => 'unreachable')
    const preflight = await enter()
    await pass(MEASURED_MS)
    expect(stateOf(preflight, 'uplink')).toBe('bad')
    fakeServer.on(PROBE, () => MEASURED)
    await pass(5_100)
    expect(stateOf(preflight, 'uplink')).toBe('good')
  })

  it('is retried only on a visible page', async () => {
    fakeServer.on(PROBE, () => 'unreachable')
    const preflight = await enter()
    await pass(MEASURED_MS)
    fireHook('onHide')
    fakeServer.on(PROBE, () => MEASURED)
    await pass(60_000)
    expect(probes()).toBe(1)
    fireHook('onShow')
    await pass(100)
    expect(stateOf(preflight, 'uplink')).toBe('good')
  })

  it('is not measured again automatically after a refusal', async () => {
    fakeServer.on(PROBE, () => ({ status: 429, body: { code: 'RATE_LIMITED', message: 'Too many', requestId: 'r' } }))
    const preflight = await enter()
    await pass(MEASURED_MS)
    expect(preflight.uplinkProblem.value).not.toBe('')
    await pass(30_000)
    expect(probes()).toBe(1)
  })

  it('is good only with an answer from the port of the push URL', async () => {
    const preflight = await enter()
    await pass(MEASURED_MS)
    expect(ingest).toHaveBeenCalledExactlyOnceWith(INGEST)
    expect(preflight.ingest.value).toEqual({ ...INGEST, outcome: 'open' })
    expect(stateOf(preflight, 'uplink')).toBe('good')
  })

  it('is bad with its speed while that port is blocked, until a new test passes', async () => {
    ingest.mockResolvedValue('no-answer')
    const preflight = await enter()
    await pass(MEASURED_MS)
    expect(stateOf(preflight, 'uplink')).toBe('bad')
    expect(preflight.advice.value?.profile).toBe('FHD')
    ingest.mockResolvedValue('open')
    void preflight.testUplink()
    await pass(100)
    expect(stateOf(preflight, 'uplink')).toBe('good')
  })

  it('is measured again on another network while that port is blocked', async () => {
    ingest.mockResolvedValue('refused')
    const preflight = await enter()
    await pass(MEASURED_MS)
    useNetworkStore().networkType = 'none'
    await pass(100)
    expect(ingest).toHaveBeenCalledTimes(1)
    ingest.mockResolvedValue('open')
    useNetworkStore().networkType = '5g'
    await pass(100)
    expect(stateOf(preflight, 'uplink')).toBe('good')
    useNetworkStore().networkType = 'wifi'
    await pass(100)
    expect(ingest).toHaveBeenCalledTimes(2)
  })

  it('is checking until the port has answered', async () => {
    let answer = (_: 'open') => {}
    ingest.mockReturnValue(new Promise(resolve => { answer = resolve }))
    const preflight = await enter()
    await pass(MEASURED_MS)
    expect(stateOf(preflight, 'uplink')).toBe('checking')
    answer('open')
    await pass(0)
    expect(stateOf(preflight, 'uplink')).toBe('good')
  })

  it('says nothing about the port if the server did not answer', async () => {
    fakeServer.on(PROBE, () => 'unreachable')
    const preflight = await enter()
    await pass(MEASURED_MS)
    expect(ingest).not.toHaveBeenCalled()
    expect(preflight.ingest.value).toBeUndefined()
  })

  it('is not measured after the class has started', async () => {
    isOpen.value = false
    await enter()
    await pass(MEASURED_MS)
    await nextTick()
    expect(probes()).toBe(0)
  })
})
