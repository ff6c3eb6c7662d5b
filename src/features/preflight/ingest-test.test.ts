import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { TcpConnection, TcpListeners, TcpPort } from '@/platform/device/tcp-socket.types'
import { testIngest } from './ingest-test'
import { helloBytes } from './rules/rtmp-handshake'

const port = vi.hoisted(() => ({ isNeeded: true, open: vi.fn<TcpPort['open']>() }))
vi.mock('@/platform/device/tcp-socket', () => ({ tcpPort: port }))
afterAll(() => { vi.doUnmock('@/platform/device/tcp-socket') })

const SERVER = { host: 'class.example.com', port: 1935 }
const connection = { write: vi.fn<TcpConnection['write']>(), close: vi.fn() }
let peer: TcpListeners

/** S0 and S1 of an RTMP server, then S2. */
const ANSWER = new Uint8Array(1 + 2 * 1_536).fill(7)
ANSWER[0] = 3

beforeEach(() => {
  vi.useFakeTimers()
  vi.clearAllMocks()
  port.isNeeded = true
  connection.write.mockReset()
  port.open.mockImplementation((_, listeners) => {
    peer = listeners
    return connection
  })
})

/** Runs a test against what `play` does to it, and ends the time limit. */
async function outcomeOf(play: () => void): Promise<string> {
  const outcome = testIngest(SERVER)
  play()
  await vi.advanceTimersByTimeAsync(5_000)
  return outcome
}

describe('the port of the pusher', () => {
  it('is open after the server\'s half of the handshake, in any parts', async () => {
    for (const cut of [1, 700, 1_537, ANSWER.length]) {
      expect(await outcomeOf(() => {
        peer.onConnect(connection)
        peer.onData(ANSWER.subarray(0, cut))
        peer.onData(ANSWER.subarray(cut))
      })).toBe('open')
    }
    expect(port.open.mock.lastCall?.[0]).toEqual(SERVER)
    expect(connection.write).toHaveBeenCalledWith(helloBytes())
  })

  it('has 5 s to answer', async () => {
    expect(await outcomeOf(() => {})).toBe('no-answer')
    expect(await outcomeOf(() => peer.onConnect(connection))).toBe('no-answer')
    expect(await outcomeOf(() => {
      peer.onConnect(connection)
      peer.onData(ANSWER.subarray(0, 1_000))
    })).toBe('no-answer')
    const pending = vi.fn()
    void testIngest(SERVER).then(pending)
    await vi.advanceTimersByTimeAsync(4_999)
    expect(pending).not.toHaveBeenCalled()
  })

  it.each([
    ['refused', 'refused'], ['no-answer', 'no-answer'], ['not-allowed', 'untestable'], ['unknown', 'untestable'],
  ] as const)('that fails as %s is %s', async (failure, outcome) => {
    expect(await outcomeOf(() => peer.onFailure(failure))).toBe(outcome)
  })

  it('is refused if the connection closes before it is open', async () => {
    expect(await outcomeOf(() => peer.onClose())).toBe('refused')
  })

  it('is not RTMP if the peer answers otherwise, closes or resets after the connection', async () => {
    const page = new TextEncoder().encode('HTTP/1.1 302 Found')
    const plays = [() => peer.onData(page), () => peer.onClose(), () => peer.onFailure('refused')]
    for (const play of plays) {
      expect(await outcomeOf(() => {
        peer.onConnect(connection)
        play()
      })).toBe('not-rtmp')
    }
  })

  it('is untestable if the platform cannot connect or write', async () => {
    connection.write.mockImplementation(() => { throw new Error('write') })
    expect(await outcomeOf(() => peer.onConnect(connection))).toBe('untestable')
    port.open.mockReturnValue(undefined)
    expect(await outcomeOf(() => {})).toBe('untestable')
  })

  it('is not needed where media uses the port of the API', async () => {
    port.isNeeded = false
    expect(await testIngest(SERVER)).toBe('not-needed')
    expect(port.open).not.toHaveBeenCalled()
  })

  it('is left after each outcome, also one that comes while the connection is opened', async () => {
    await outcomeOf(() => peer.onFailure('refused'))
    expect(connection.close).toHaveBeenCalledTimes(1)
    await outcomeOf(() => {})
    expect(connection.close).toHaveBeenCalledTimes(2)
    port.open.mockImplementation((_, listeners) => {
      listeners.onFailure('refused')
      return connection
    })
    expect(await outcomeOf(() => {})).toBe('refused')
    expect(connection.close).toHaveBeenCalledTimes(3)
  })
})
