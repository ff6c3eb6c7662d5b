import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import { AppError } from './app-error'
import { errorBody } from './error-handler'

/** Answers bytes that are not HTTP with the contract's error and closes the socket. */
export function handleClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const body = JSON.stringify(errorBody(new AppError('VALIDATION_FAILED'), randomUUID(), undefined))
  socket.end([
    'HTTP/1.1 400 Bad Request',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '', body,
  ].join('\r\n'), () => socket.destroy())
}
