import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { MEDIA_CLOSE } from '@contract/media/close'
import { PublishLink } from './publish-link'

class FakeSocket {
  readyState: number = WebSocket.CONNECTING
  bufferedAmount = 0
  onopen: (() => void) | null = null
  onmessage: ((event: { data: unknown }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null
  readonly sent: unknown[] = []
  send(bytes: unknown) { this.sent.push(bytes) }
  close() { this.readyState = WebSocket.CLOSED }
  accept() {
    this.readyState = WebSocket.OPEN
    this.onopen?.()
  }

  acknowledge(received: number) { this.onmessage?.({ data: JSON.stringify({ received }) }) }

  drop(code = 1006) {
    this.readyState = WebSocket.CLOSED
    this.onclose?.({ code })
  }
}

function setUp(url = 'ws://relay/live/a.flv') {
  const sockets: FakeSocket[] = []
  const reports: string[] = []
  const onOpen = vi.fn()
  const onOver = vi.fn()
  const link = new PublishLink({
    url: () => url,
    report: (event, message) => reports.push(message === undefined ? event : `${event} ${message}`),
    onOpen,
    onOver,
    openSocket: () => {
      const socket = new FakeSocket()
      sockets.push(socket)
      return socket as unknown as WebSocket
    },
    random: () => 0.5,
  })
  const last = () => sockets.at(-1) as FakeSocket
  return { link, sockets, reports, onOpen, onOver, last }
}

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

test('reports connected when open, and pushing once the relay accepts the stream', () => {
  const { link, reports, onOpen, last } = setUp()
  link.open()
  last().accept()
  expect(reports).toEqual(['CONNECTED'])
  expect(onOpen).toHaveBeenCalledOnce()
  vi.advanceTimersByTime(3000)
  expect(reports).toEqual(['CONNECTED'])
  last().acknowledge(0)
  last().acknowledge(1000)
  expect(reports).toEqual(['CONNECTED', 'PUSH_STARTED'])
})

test('a refusal is never reported as pushing and not retried', () => {
  const { link, sockets, reports, onOver, last } = setUp()
  link.open()
  last().accept()
  vi.advanceTimersByTime(3000)
  last().drop(MEDIA_CLOSE.REFUSED.code)
  vi.advanceTimersByTime(60_000)
  expect(reports).toEqual(['CONNECTED', 'SERVER_CLOSED REFUSED', 'NETWORK_LOST REFUSED'])
  expect(sockets).toHaveLength(1)
  expect(onOver).toHaveBeenCalledOnce()
})

test.each(['TAKEN_OVER', 'REPLACED'] as const)('makes no own tries after %s, by another device', reason => {
  const { link, sockets, reports, last } = setUp()
  link.open()
  last().accept()
  last().drop(MEDIA_CLOSE[reason].code)
  vi.advanceTimersByTime(60_000)
  expect(reports).toEqual(['CONNECTED', `SERVER_CLOSED ${reason}`, `NETWORK_LOST ${reason}`])
  expect(sockets).toHaveLength(1)
})

test('gives up after three own tries', () => {
  const { link, sockets, reports, onOver, last } = setUp()
  link.open()
  for (const delayMs of [500, 1000, 2000]) {
    last().drop()
    vi.advanceTimersByTime(delayMs)
  }
  last().drop()
  expect(sockets).toHaveLength(4)
  expect(reports.filter(report => report.startsWith('RECONNECTING'))).toHaveLength(3)
  expect(reports.at(-1)).toBe('NETWORK_LOST 1006')
  expect(onOver).toHaveBeenCalledOnce()
})

test('a push that ran has three new tries', () => {
  const { link, reports, last } = setUp()
  link.open()
  for (let loss = 0; loss < 5; loss += 1) {
    last().accept()
    last().acknowledge(0)
    last().drop()
    vi.advanceTimersByTime(500)
  }
  expect(reports).not.toContain('NETWORK_LOST 1006')
  expect(reports.filter(report => report === 'READ_WRITE_FAILED 1006')).toHaveLength(5)
})

test('reconnects after a restart of the server', () => {
  const { link, sockets, reports, last } = setUp()
  link.open()
  last().accept()
  last().drop(MEDIA_CLOSE.SERVER_RESTART.code)
  vi.advanceTimersByTime(500)
  expect(reports.slice(1)).toEqual(['SERVER_CLOSED SERVER_RESTART', 'RECONNECTING SERVER_RESTART'])
  expect(sockets).toHaveLength(2)
})

test('a server that never answers counts as a failed try', () => {
  const { link, reports } = setUp()
  link.open()
  vi.advanceTimersByTime(5000)
  expect(reports).toEqual(['CONNECT_FAILED timeout', 'RECONNECTING timeout'])
})

test('an ended push makes no more tries', () => {
  const { link, sockets, reports, last } = setUp()
  link.open()
  last().accept()
  link.close()
  vi.advanceTimersByTime(60_000)
  expect(reports).toEqual(['CONNECTED'])
  expect(sockets).toHaveLength(1)
  expect(link.isOpen).toBe(false)
})

test('a URL that is not a WebSocket URL fails immediately', () => {
  const reports: string[] = []
  const link = new PublishLink({
    url: () => 'not a url',
    report: event => reports.push(event),
    onOpen: () => {},
    onOver: () => {},
    openSocket: url => { throw new SyntaxError(url) },
  })
  link.open()
  expect(reports).toEqual(['NETWORK_LOST'])
})

/** Sends 1000 bytes a second for this time; the server acknowledges them or stays silent. */
function sendFor(seconds: number, { link, last }: ReturnType<typeof setUp>, answer?: (second: number) => unknown) {
  for (let second = 1; second <= seconds; second += 1) {
    link.send(new Uint8Array(1000))
    vi.advanceTimersByTime(1000)
    if (answer) last().onmessage?.({ data: answer(second) })
    link.checkAlive()
  }
}

test('reopens a silent connection although the browser still accepts bytes', () => {
  const world = setUp()
  world.link.open()
  world.last().accept()
  sendFor(60, world, second => JSON.stringify({ received: second * 1000 }))
  expect(world.reports).toEqual(['CONNECTED', 'PUSH_STARTED'])
  sendFor(7, world)
  expect(world.reports.slice(2)).toEqual(['READ_WRITE_FAILED silent', 'RECONNECTING silent'])
  vi.advanceTimersByTime(500)
  expect(world.sockets).toHaveLength(2)
})

test('a server that never sends a valid acknowledgement counts as silent', () => {
  const world = setUp()
  world.link.open()
  world.last().accept()
  sendFor(7, world, () => 'hello')
  expect(world.reports.slice(1)).toEqual(['READ_WRITE_FAILED silent', 'RECONNECTING silent'])
})

test('reports the delay of the current connection only', () => {
  const world = setUp()
  world.link.open()
  world.last().accept()
  sendFor(2, world, second => JSON.stringify({ received: second * 1000 }))
  sendFor(3, world)
  expect(world.link.lateMs).toBeGreaterThan(1500)
  world.last().drop()
  expect(world.link.lateMs).toBe(0)
})
