import { afterEach, describe, expect, it, vi } from 'vitest'
import { isPortAllowed, tcpFailure, tcpPort } from './tcp-socket'
import { tcpPort as browserPort } from './tcp-socket.h5'
import type { TcpListeners } from './tcp-socket.types'

type Listener = (result?: unknown) => void

/** A `TCPSocket` that records its calls; `emit` plays an event. */
function stubSocket() {
  const listeners: Record<string, Listener> = {}
  const on = (name: string) => (listener: Listener) => { listeners[name] = listener }
  const socket = {
    connect: vi.fn(), write: vi.fn(), close: vi.fn(),
    onConnect: on('connect'), onMessage: on('message'), onError: on('error'), onClose: on('close'),
  }
  vi.stubGlobal('uni', { createTCPSocket: () => socket })
  return { socket, emit: (name: string, result?: unknown) => listeners[name]?.(result) }
}

const listeners = (): TcpListeners => ({ onConnect: vi.fn(), onData: vi.fn(), onFailure: vi.fn(), onClose: vi.fn() })
const SERVER = { host: 'class.example.com', port: 1935 }

afterEach(() => vi.unstubAllGlobals())

describe('a TCP connection in WeChat', () => {
  it('connects with a limit in seconds and passes on what happens', () => {
    const { socket, emit } = stubSocket()
    const heard = listeners()
    const connection = tcpPort.open(SERVER, heard)
    expect(socket.connect).toHaveBeenCalledWith({ address: 'class.example.com', port: 1935, timeout: 5 })
    emit('connect', {})
    expect(heard.onConnect).toHaveBeenCalledWith(connection)
    emit('message', { message: new Uint8Array([3, 0]).buffer })
    expect(heard.onData).toHaveBeenCalledWith(new Uint8Array([3, 0]))
    emit('error', { errMsg: 'connect fail, errno: 111' })
    expect(heard.onFailure).toHaveBeenCalledWith('refused')
    emit('close')
    expect(heard.onClose).toHaveBeenCalledOnce()
  })

  it('writes bytes and closes, also a second time', () => {
    const { socket } = stubSocket()
    const connection = tcpPort.open(SERVER, listeners())
    expect(connection).toBeDefined()
    const bytes = new ArrayBuffer(2)
    connection?.write(bytes)
    expect(socket.write).toHaveBeenCalledWith(bytes)
    socket.close.mockImplementation(() => { throw new Error('closed') })
    expect(() => connection?.close()).not.toThrow()
    expect(socket.close).toHaveBeenCalledOnce()
  })

  it('is impossible before base library 2.18.0, over the limit of sockets and to IPv6 literals', () => {
    vi.stubGlobal('uni', {})
    expect(tcpPort.open(SERVER, listeners())).toBeUndefined()
    vi.stubGlobal('uni', { createTCPSocket: () => { throw new Error('exceed max') } })
    expect(tcpPort.open(SERVER, listeners())).toBeUndefined()
    stubSocket()
    expect(tcpPort.open({ host: '[2001:db8::1]', port: 1935 }, listeners())).toBeUndefined()
  })

  it('is not tried to ports that WeChat forbids', () => {
    const { socket } = stubSocket()
    expect(tcpPort.open({ host: 'class.example.com', port: 443 }, listeners())).toBeUndefined()
    expect(socket.connect).not.toHaveBeenCalled()
    expect([80, 443, 1023, 3306, 8000, 8080, 8100, 8443].filter(isPortAllowed)).toEqual([])
    expect([1024, 1935, 1936, 7999, 8101, 19350].filter(isPortAllowed)).toHaveLength(6)
  })
})

it.each([
  [{ errCode: -2, errMsg: 'socket error, errno:111' }, 'refused'],
  [{ errCode: -2, errMsg: 'errno 61' }, 'refused'],
  [{ errMsg: 'Connection refused' }, 'refused'],
  [{ errCode: -2, errMsg: 'errno=113' }, 'refused'],
  [{ errCode: -4, errMsg: 'connect fail' }, 'refused'],
  [{ errCode: -4, errMsg: 'connect timeout' }, 'no-answer'],
  [{ errCode: -2, errMsg: 'errno: 110' }, 'no-answer'],
  [{ errCode: 1, errMsg: '' }, 'not-allowed'],
  [{ errCode: 2 }, 'not-allowed'],
  [{ errCode: -3, errMsg: 'fail' }, 'not-allowed'],
  [{ errMsg: 'invalid address' }, 'not-allowed'],
  [{ errMsg: 'fail: url not in domain list' }, 'not-allowed'],
  [{ errCode: -1, errMsg: 'system error' }, 'unknown'],
  [{}, 'unknown'],
] as const)('the error %j means %s', (error, failure) => {
  expect(tcpFailure(error)).toBe(failure)
})

it('a browser needs no TCP connection and has none', () => {
  expect(browserPort.isNeeded).toBe(false)
  expect(browserPort.open(SERVER, listeners())).toBeUndefined()
  expect(tcpPort.isNeeded).toBe(true)
})
