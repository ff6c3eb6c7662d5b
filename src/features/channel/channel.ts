import { assertNever } from '@contract/kernel/assert-never'
import { CHANNEL_CLOSE } from '@contract/channel/close'
import { shouldReconnect } from '@contract/kernel/close-codes'
import type { ChannelCloseReason } from '@contract/channel/close'
import type { ServerMessage } from '@contract/channel/messages'
import type { LiveSnapshot } from '@contract/class/snapshot'
import { retryDelayMs } from '@/features/recovery/rules/backoff'
import { ApiError } from '@/http/api-error'
import { parseServerMessage } from './channel-messages'
import { connectSocket } from './channel-socket'
import type { ChannelSocket, ConnectSocket } from './channel-socket'

const HELLO_TIMEOUT_MS = 5_000
const BEATS_MISSED_UNTIL_DEAD = 3
const DEFAULT_BEAT_SECONDS = 10
/** After this many failures in a row, WebSocket counts as blocked. */
const FAILURES_UNTIL_POLLING = 2
const POLL_EVERY_MS = 3_000
/** WeChat drops sockets 5–10 s after it goes to the background, and does not always report it. */
const HIDDEN_SOCKET_LIFE_MS = 5_000

/** `polling` still tries to open the channel; `over` is final. */
export type ChannelLink = 'connecting' | 'open' | 'polling' | 'over'

export interface ChannelOptions {
  /** Requests a channel URL: at the start, and when the server refuses the last one. */
  getUrl: () => Promise<string>
  /** Requests the state without the channel. */
  poll: () => Promise<LiveSnapshot>
  onSnapshot: (live: LiveSnapshot) => void
  onViewers: (count: number) => void
  /** The server's clock, ISO 8601. */
  onServerTime: (serverTime: string) => void
  onLink: (link: ChannelLink) => void
  /** The server refused for good: by a close code, or by an error instead of a URL. */
  onRefused: (why: ChannelCloseReason | ApiError) => void
  connect?: ConnectSocket
  random?: () => number
}

type Timer = ReturnType<typeof setTimeout>

/** The lesson's realtime connection; it reconnects while the page is shown. */
export class LessonChannel {
  readonly #options: ChannelOptions
  #link: ChannelLink | undefined
  #url: string | undefined
  #socket: ChannelSocket | undefined
  /** Last event of the lesson that was received; undefined before `hello`. */
  #position: { epoch: string, seq: number } | undefined
  #beatSeconds = DEFAULT_BEAT_SECONDS
  #attempt = 0
  #hiddenAt: number | undefined
  /** Timeout for `hello` or for the next beats, or delay before the next try. */
  #timer: Timer | undefined
  #pollTimer: Timer | undefined
  /** Answers that belong to an earlier connection are ignored. */
  #generation = 0

  constructor(options: ChannelOptions) {
    this.#options = options
  }

  open(): void {
    this.#setLink('connecting')
    void this.#connect()
  }

  /** Final: the channel does not reopen. */
  close(): void {
    this.#leave()
    this.#setLink('over')
  }

  hidden(): void {
    if (this.#link === 'over') return
    this.#hiddenAt = Date.now()
    clearTimeout(this.#timer)
    this.#stopPolling()
  }

  shown(): void {
    if (this.#link === 'over' || this.#hiddenAt === undefined) return
    const hiddenMs = Date.now() - this.#hiddenAt
    this.#hiddenAt = undefined
    if (this.#link === 'open' && hiddenMs < HIDDEN_SOCKET_LIFE_MS) return this.#expectBeat()
    this.#attempt = 0
    void this.#connect()
  }

  /** Another network: tries at once instead of waiting for the next try. */
  networkRestored(): void {
    if (this.#link === 'over' || this.#link === 'open' || this.#hiddenAt !== undefined) return
    this.#attempt = 0
    void this.#connect()
  }

  async #connect(): Promise<void> {
    this.#drop()
    const generation = this.#generation
    const isOld = () => generation !== this.#generation
    try {
      const url = this.#url ??= await this.#options.getUrl()
      if (isOld()) return
      const { connect = connectSocket } = this.#options
      this.#timer = setTimeout(() => this.#lost(), HELLO_TIMEOUT_MS)
      this.#socket = connect(url, {
        onText: text => this.#onText(text),
        onClosed: code => this.#onClosed(code),
      })
    } catch (error) {
      if (!isOld()) this.#failed(error)
    }
  }

  #failed(error: unknown): void {
    if (error instanceof ApiError && error.refusal) this.#refused(error)
    else this.#lost()
  }

  #onText(text: string): void {
    const message = parseServerMessage(text)
    if (!message || (message.type !== 'hello' && !this.#position)) return
    if (message.type === 'hello') this.#greeted(message)
    else this.#heard(message)
    if (this.#hiddenAt === undefined) this.#expectBeat()
  }

  #greeted({ epoch, seq, beatSeconds, live }: ServerMessage & { type: 'hello' }): void {
    this.#position = { epoch, seq }
    this.#beatSeconds = beatSeconds
    this.#attempt = 0
    this.#stopPolling()
    this.#setLink('open')
    this.#options.onSnapshot(live)
  }

  #heard(message: Exclude<ServerMessage, { type: 'hello' }>): void {
    switch (message.type) {
      case 'live': return this.#advance(message)
      case 'viewers': return this.#options.onViewers(message.count)
      case 'beat': return this.#options.onServerTime(message.serverTime)
      default: return assertNever(message)
    }
  }

  #advance({ epoch, seq, live }: ServerMessage & { type: 'live' }): void {
    const last = this.#position
    if (last?.epoch === epoch && seq <= last.seq) return
    const isGap = last?.epoch !== epoch || seq !== last.seq + 1
    this.#position = { epoch, seq }
    this.#options.onSnapshot(live)
    if (isGap) void this.#reload()
  }

  #onClosed(code: number): void {
    this.#socket = undefined
    if (code === CHANNEL_CLOSE.BAD_TICKET.code) this.#url = undefined // Needs a new URL, then continues like any loss.
    else if (!shouldReconnect(code)) return this.#refused(reasonOf(code))
    this.#lost()
  }

  /** No connection: schedules the next try. */
  #lost(): void {
    this.#drop()
    this.#attempt += 1
    this.#setLink(this.#attempt < FAILURES_UNTIL_POLLING ? 'connecting' : 'polling')
    if (this.#hiddenAt !== undefined) return
    const delayMs = retryDelayMs(this.#attempt, this.#options.random ?? Math.random)
    this.#timer = setTimeout(() => void this.#connect(), delayMs)
    if (this.#link === 'polling') this.#startPolling()
  }

  #refused(why: ChannelCloseReason | ApiError): void {
    this.close()
    this.#options.onRefused(why)
  }

  #expectBeat(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#lost(), BEATS_MISSED_UNTIL_DEAD * this.#beatSeconds * 1000)
  }

  #startPolling(): void {
    this.#pollTimer ??= setInterval(() => void this.#reload(), POLL_EVERY_MS)
  }

  #stopPolling(): void {
    clearInterval(this.#pollTimer)
    this.#pollTimer = undefined
  }

  async #reload(): Promise<void> {
    const link = this.#link
    const position = this.#position
    try {
      const live = await this.#options.poll()
      // A message that the channel got meanwhile is newer.
      if (this.#link === link && this.#position === position) this.#options.onSnapshot(live)
    } catch (error) {
      if (this.#link === 'polling' && error instanceof ApiError && error.refusal) this.#refused(error)
    }
  }

  /** Ends the connection or the wait for one; polling continues. */
  #drop(): void {
    this.#generation += 1
    clearTimeout(this.#timer)
    this.#socket?.drop()
    this.#socket = undefined
    this.#position = undefined
  }

  #leave(): void {
    this.#drop()
    this.#stopPolling()
  }

  #setLink(link: ChannelLink): void {
    if (this.#link === link) return
    this.#link = link
    this.#options.onLink(link)
  }
}

const reasonOf = (code: number): ChannelCloseReason =>
  (Object.keys(CHANNEL_CLOSE) as ChannelCloseReason[]).find(reason => CHANNEL_CLOSE[reason].code === code)
  ?? 'BAD_MESSAGE'
