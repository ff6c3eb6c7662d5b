import { fakeServer as server, uniStub } from '../../tests/support/client/fake-server'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import { api } from './http'
import { useNetworkStore } from './network'

beforeEach(() => {
  server.reset()
  vi.clearAllMocks()
  setActivePinia(createPinia())
})

const ask = () => api('getHealth').catch(() => {})

it('follows the offline and online reports of the device', () => {
  const network = useNetworkStore()
  const changed = uniStub.onNetworkStatusChange.mock.calls[0]?.[0]
  changed({ isConnected: false, networkType: 'none' })
  expect(network.isOnline).toBe(false)
  changed({ isConnected: true, networkType: '4g' })
  expect(network).toMatchObject({ isOnline: true, networkType: '4g' })
})

it('is offline after two failed requests in a row until the next answer', async () => {
  const network = useNetworkStore()
  await ask()
  expect(network.isServerReachable).toBe(true)
  await ask()
  expect(network).toMatchObject({ isServerReachable: false, isOnline: false, isConnected: true })
  server.on('GET /api/health', () => ({ status: 200, body: {} }))
  await ask()
  expect(network.isOnline).toBe(true)
})

it('does not believe a report of no network once the server has answered', async () => {
  vi.useFakeTimers()
  try {
    const network = useNetworkStore()
    server.on('GET /api/health', () => ({ status: 200, body: {} }))
    uniStub.onNetworkStatusChange.mock.calls[0]?.[0]({ isConnected: false, networkType: 'none' })
    await ask()
    expect(network.isConnected).toBe(false)
    await vi.advanceTimersByTimeAsync(15_000)
    expect(network.isConnected).toBe(true)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(server.requests.length).toBe(2)
  } finally {
    vi.useRealTimers()
  }
})
