import { Duplex } from 'node:stream'
import type { MessagePort } from 'node:worker_threads'

/**
 * Looks like a TCP socket to `pg` and carries PostgreSQL's wire protocol over a `MessagePort` to the embedded database.
 * One message a write; `pg` corks its writes, so one message is one query with all its parts.
 */
export class WireStream extends Duplex {
  readonly #port: MessagePort

  constructor(port: MessagePort) {
    super()
    this.#port = port
    port.on('message', (bytes: Uint8Array) => this.push(bytes))
    port.on('close', () => this.push(null))
  }

  /** `pg` calls these as on a `net.Socket`. */
  connect(): this {
    queueMicrotask(() => this.emit('connect'))
    return this
  }

  setNoDelay(): this { return this }
  setKeepAlive(): this { return this }

  ref(): this {
    this.#port.ref()
    return this
  }

  unref(): this {
    this.#port.unref()
    return this
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#send(chunk)
    done()
  }

  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this.#send(Buffer.concat(chunks.map(({ chunk }) => chunk)))
    done()
  }

  override _final(done: () => void): void {
    this.#port.close()
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#port.close()
    done(error)
  }

  /** A copy: `pg` writes slices of a buffer that it reuses. */
  #send(bytes: Buffer): void {
    this.#port.postMessage(Uint8Array.from(bytes))
  }
}
