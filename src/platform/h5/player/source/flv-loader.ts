import type Mpegts from 'mpegts.js'

/** The end of a connection that this side did not close. */
export interface ConnectionEnd {
  /** False: it never opened. */
  wasOpen: boolean
  /** The close code of a WebSocket, the status of an HTTP answer, or 0. */
  code: number
}

export interface LoaderHandlers {
  onOpen: () => void
  onBytes: (bytes: Uint8Array) => void
  onEnd: (end: ConnectionEnd) => void
}

/** A connection that delivers bytes until it is closed. */
type Connect = (url: string, handlers: LoaderHandlers) => () => void

const openWebSocket: Connect = (url, { onOpen, onBytes, onEnd }) => {
  const socket = new WebSocket(url)
  let wasOpen = false
  socket.binaryType = 'arraybuffer'
  socket.onopen = () => {
    wasOpen = true
    onOpen()
  }
  socket.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data instanceof ArrayBuffer) onBytes(new Uint8Array(data))
  }
  socket.onclose = ({ code }) => onEnd({ wasOpen, code })
  return () => {
    socket.onopen = null
    socket.onmessage = null
    socket.onclose = null
    socket.close()
  }
}

const openHttp: Connect = (url, { onOpen, onBytes, onEnd }) => {
  const abort = new AbortController()
  let end: ConnectionEnd = { wasOpen: false, code: 0 }
  const read = async () => {
    const response = await fetch(url, { signal: abort.signal, cache: 'no-store' })
    end = { wasOpen: response.ok, code: response.status }
    if (!response.ok || !response.body) return
    onOpen()
    const reader = response.body.getReader()
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return
      onBytes(value)
    }
  }
  read()
    .catch(() => { /* Lost: reported below. Closed here: not reported. */ })
    .finally(() => {
      if (!abort.signal.aborted) onEnd(end)
    })
  return () => abort.abort()
}

/** Loader states of mpegts.js: `kIdle`, `kConnecting`, `kBuffering`, `kComplete`. */
const STATUS = { idle: 0, connecting: 1, buffering: 2, complete: 4 } as const

/**
 * A loader for mpegts.js that reports the facts that its own loaders hide: the opening of the connection, the received
 * bytes, and the close code with the relay's reason. It does not pass the end on to mpegts.js: the session decides how
 * to continue. After `closing` is aborted it delivers nothing.
 */
export const createFlvLoader = (
  handlers: LoaderHandlers,
  closing: AbortSignal,
): Mpegts.CustomLoaderConstructor => class implements Mpegts.BaseLoader {
  readonly type = 'kaike-flv'
  readonly needStashBuffer = false
  readonly _needStash = false
  _status: number = STATUS.idle
  #close: (() => void) | undefined
  #receivedBytes = 0

  // mpegts.js sets these.
  onContentLengthKnown: Mpegts.BaseLoader['onContentLengthKnown'] = () => {}
  onURLRedirect: Mpegts.BaseLoader['onURLRedirect'] = () => {}
  onDataArrival: Mpegts.BaseLoader['onDataArrival'] = () => {}
  onError: Mpegts.BaseLoader['onError'] = () => {}
  onComplete: Mpegts.BaseLoader['onComplete'] = () => {}

  get status(): number {
    return this._status
  }

  isWorking(): boolean {
    return this._status === STATUS.connecting || this._status === STATUS.buffering
  }

  open({ url }: Mpegts.MediaSegment): void {
    this._status = STATUS.connecting
    closing.addEventListener('abort', () => this.abort())
    const connect = /^wss?:/i.test(url) ? openWebSocket : openHttp
    this.#close = connect(url, {
      ...handlers,
      onOpen: () => {
        this._status = STATUS.buffering
        handlers.onOpen()
      },
      onBytes: bytes => this.#passOn(bytes),
    })
  }

  abort(): void {
    this.#close?.()
    this.#close = undefined
    this._status = STATUS.complete
  }

  destroy(): void {
    this.abort()
    this._status = STATUS.idle
  }

  #passOn(bytes: Uint8Array): void {
    if (!this.isWorking()) return
    handlers.onBytes(bytes)
    // The handler of these bytes may have closed the connection.
    if (!this.isWorking()) return
    // mpegts.js needs whole buffers.
    const chunk = bytes.slice().buffer
    const from = this.#receivedBytes
    this.#receivedBytes += chunk.byteLength
    this.onDataArrival(chunk, from, this.#receivedBytes)
  }
}
