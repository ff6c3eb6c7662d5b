import type { MiniProgram } from '../mini-program'

type Publish = (pushUrl: string, onClosed: (status: string | undefined) => void) => () => void

const LOOK_EVERY_MS = 50
/** WeChat's pusher reports it when the server closes its connection. */
const SERVER_CLOSED = 3004

/**
 * The media of a phone's pusher: while it moves, a stream goes to the URL of the stand-in. A new start makes a new
 * connection. What the server closes is reported to the stand-in.
 */
export class Uplink {
  /** Last status of each stream that the server has closed. */
  readonly closed: (string | undefined)[] = []
  readonly #phone: MiniProgram
  readonly #publish: Publish
  #run = ''
  #stop: (() => void) | undefined
  #isOver = false

  constructor(phone: MiniProgram, publish: Publish) {
    this.#phone = phone
    this.#publish = publish
    void this.#follow()
  }

  end(): void {
    this.#isOver = true
    this.#stop?.()
  }

  /** The network drops the connection, and the pusher has not noticed. */
  cut(): void {
    this.#stop?.()
    this.#stop = undefined
  }

  async #follow(): Promise<void> {
    while (!this.#isOver) {
      const view = await this.#phone.host.live('pusher').catch(() => undefined)
      const starts = view?.commands.filter(({ name }) => name === 'start').length
      const url = view?.isMoving ? String(view.attributes.url) : ''
      this.#becomes(url === '' ? '' : `${starts} ${view?.generation} ${url}`, url)
      await new Promise(done => setTimeout(done, LOOK_EVERY_MS))
    }
  }

  #becomes(run: string, url: string): void {
    if (this.#isOver || run === this.#run) return
    this.cut()
    this.#run = run
    if (url === '') return
    this.#stop = this.#publish(url, status => {
      this.closed.push(status)
      if (run === this.#run && !this.#isOver) void this.#phone.host.report('pusher', SERVER_CLOSED)
    })
  }
}
