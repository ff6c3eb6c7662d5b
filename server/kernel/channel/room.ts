import { randomUUID } from 'node:crypto'
import type { ChannelCloseReason } from '../../../contract/channel/close'
import type { LessonPhase } from '../../../contract/lessons/phase'
import type { LiveSnapshot } from '../../../contract/class/snapshot'
import type { Connection } from './connection'
import { encode } from './messages'

/** Interval of heartbeats; a client that misses three of them reconnects. */
export const BEAT_SECONDS = 10
/** One member on several devices and tabs; beyond it the oldest connection is closed. */
const MAX_CONNECTIONS_PER_MEMBER = 5
/** Time between the message that the lesson is over and the close, so that the client reads the message first. */
const GOODBYE_DELAY_MS = 1_000

const isOver = (phase: LessonPhase): boolean => phase === 'ended' || phase === 'cancelled'

/** The part whose changes are sent as a new state; viewers and the clock change all the time. */
const stateOf = (live: LiveSnapshot): string =>
  JSON.stringify({ ...live, publisherDevice: null, viewers: 0, peakViewers: 0, serverTime: '' })

/** Start and loss of the stream are sent with their phase, which the database has some milliseconds later. */
const isTakenOver = (before: LiveSnapshot, { phase, publisherDevice }: LiveSnapshot): boolean =>
  phase === 'live' && publisherDevice !== null && publisherDevice !== before.publisherDevice

const isNews = (before: LiveSnapshot, live: LiveSnapshot): boolean =>
  stateOf(before) !== stateOf(live) || isTakenOver(before, live)

/** All connections of one lesson, and the last state that they were sent. */
export class Room {
  readonly lessonId: string
  /** Names this sequence of events; a new room for the same lesson starts another one. */
  readonly #epoch = randomUUID()
  readonly #connections = new Set<Connection>()
  readonly #now: () => Date
  #seq = 0
  #live: LiveSnapshot | null = null
  #lastLoad = 0
  #goodbye: NodeJS.Timeout | undefined

  constructor(lessonId: string, now: () => Date) {
    this.lessonId = lessonId
    this.#now = now
  }

  get size(): number {
    return this.#connections.size
  }

  /** False until the first state is loaded; connections that joined before are greeted with it. */
  get isReady(): boolean {
    return this.#live !== null
  }

  memberIds(): string[] {
    return [...new Set([...this.#connections].map(({ memberId }) => memberId))]
  }

  add(connection: Connection): void {
    const own = [...this.#connections].filter(({ memberId }) => memberId === connection.memberId)
    if (own.length >= MAX_CONNECTIONS_PER_MEMBER) own[0]?.close('REPLACED')
    this.#connections.add(connection)
    if (this.#live) this.#greet(connection, this.#live)
  }

  remove(connection: Connection): void {
    this.#connections.delete(connection)
    if (this.#connections.size > 0) return
    clearTimeout(this.#goodbye)
    this.#goodbye = undefined
  }

  /** `load` numbers the readings in the order of their start: an older one that arrives late is dropped. */
  apply(live: LiveSnapshot, load: number): void {
    if (load < this.#lastLoad) return
    this.#lastLoad = load
    const before = this.#live
    this.#live = live
    if (before === null) {
      for (const connection of this.#connections) this.#greet(connection, live)
    } else if (isNews(before, live)) {
      this.#seq += 1
      this.broadcast(encode({ type: 'live', epoch: this.#epoch, seq: this.#seq, live }))
    } else if (before.viewers !== live.viewers) {
      this.broadcast(encode({ type: 'viewers', count: live.viewers }))
    }
    if (isOver(live.phase)) this.#sayGoodbye()
  }

  /** Sends to all connections that were greeted: `hello` is the first message of every connection. */
  broadcast(text: string): void {
    if (!this.isReady) return
    for (const connection of this.#connections) connection.send(text)
  }

  probe(): void {
    for (const connection of this.#connections) connection.probe()
  }

  closeAll(reason: ChannelCloseReason, isMeant: (memberId: string) => boolean = () => true): void {
    for (const connection of this.#connections) {
      if (isMeant(connection.memberId)) connection.close(reason)
    }
  }

  #greet(connection: Connection, live: LiveSnapshot): void {
    const fresh = { ...live, serverTime: this.#now().toISOString() }
    const [epoch, seq] = [this.#epoch, this.#seq]
    connection.send(encode({ type: 'hello', epoch, seq, live: fresh, beatSeconds: BEAT_SECONDS }))
    if (isOver(live.phase)) this.#sayGoodbye()
  }

  #sayGoodbye(): void {
    this.#goodbye ??= setTimeout(() => {
      this.#goodbye = undefined
      if (this.#live && isOver(this.#live.phase)) this.closeAll('LESSON_OVER')
    }, GOODBYE_DELAY_MS)
  }
}
