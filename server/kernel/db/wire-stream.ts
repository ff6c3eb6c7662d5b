import { Duplex } from 'node:stream'

/**
 * Looks like a TCP socket to `pg` and carries PostgreSQL's wire protocol to the embedded database's thread.
 * `pg` corks its writes, so one call of `send` is one query with all its parts. Answers arrive by `push`.
 */
export class WireStream extends Duplex {
  readonly #send: (bytes: Uint8Array) => void

  constructor(send: (bytes: Uint8Array) => void) {
    super()
    this.#send = send
  }

  /** `pg` calls these as on a `net.Socket`. */
  connect(): this {
    queueMicrotask(() => this.emit('connect'))
    return this
  }

  setNoDelay(): this { return this }
  setKeepAlive(): this { return this }
  ref(): this { return this }
  unref(): this { return this }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#send(Uint8Array.from(chunk)) // A copy: `pg` writes slices of a buffer that it reuses.
    done()
  }

  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this.#send(Buffer.concat(chunks.map(({ chunk }) => chunk)))
    done()
  }

  override _final(done: () => void): void {
    this.push(null)
    done()
  }
}
