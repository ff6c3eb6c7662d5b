import type { LessonPhase } from '../../../../contract/lessons/phase'
import { dueFact, graceEndsAt, onFact, startedSession } from '../../../../server/modules/class/rules/session'
import type { Fact, SessionState } from '../../../../server/modules/class/rules/session'
import { lessonPhase } from '../../../../server/modules/lessons/rules/phase'
import { PLANNED_END_MS, SERVER } from './assumptions'
import type { VirtualClock } from './clock'
import type { SeededRandom } from './random'

/** The right to publish or to play in one live session. */
export interface Ticket {
  session: number
  device: string
  number: number
  expiresAtMs: number
}

/** What a snapshot says. */
export interface ServerWord { phase: LessonPhase, isOtherDevice: boolean }

/** The device whose machine the bench watches. */
export const THIS_DEVICE = 'phone'

/** A publisher's connection as the server sees it. */
export interface Publisher {
  ticket: Ticket
  /** The client has left without a word: the server still holds the connection. */
  isAbandoned: boolean
  /** The server has closed the connection. */
  onClosed: () => void
}

interface Parts { clock: VirtualClock, random: SeededRandom }

const at = (ms: number): Date => new Date(ms)
const LESSON = { startsAt: at(0), endsAt: at(PLANNED_END_MS), cancelledAt: null }

/** The class on the server, with the server's own rules of sessions and phases. */
export class ClassServer {
  isUp = true
  /** Called with each change of the word. */
  readonly wordListeners = new Set<(word: ServerWord) => void>()
  readonly upListeners = new Set<(isUp: boolean) => void>()
  readonly #parts: Parts
  readonly #refusesSecond: boolean
  readonly #urlLifeMs: number
  #session = 0
  #state: SessionState | undefined
  #publisher: Publisher | undefined
  #number = 0
  #newest: Ticket | undefined
  #last: ServerWord = { phase: 'open', isOtherDevice: false }

  constructor(parts: Parts) {
    this.#parts = parts
    this.#refusesSecond = parts.random.chance(SERVER.refusesSecondShare)
    this.#urlLifeMs = parts.random.chance(SERVER.shortUrlShare) ? parts.random.between(SERVER.shortUrlMs) : SERVER.urlMs
  }

  get phase(): LessonPhase {
    const { clock } = this.#parts
    const session = this.#state && {
      state: this.#state.state, endReason: this.#state.state === 'ended' ? this.#state.endReason : null,
    }
    return lessonPhase(LESSON, session ?? null, at(clock.nowMs))
  }

  get word(): ServerWord {
    return { phase: this.phase, isOtherDevice: (this.#publisher?.ticket.device ?? THIS_DEVICE) !== THIS_DEVICE }
  }

  get publisher(): Publisher | undefined { return this.#publisher }

  /** A dead connection keeps the same device out. */
  get isBlocked(): boolean { return this.#refusesSecond && this.#publisher?.isAbandoned === true }

  /** The answer of `startLiveSession`: a newer ticket, of a new session where none is on air. */
  start(device: string): Ticket {
    if (!this.#state || this.#state.state === 'ended') {
      this.#session += 1
      this.#state = startedSession(at(this.#parts.clock.nowMs))
      this.#awaitGrace()
    }
    this.#number += 1
    this.#newest = this.#ticket(device)
    return this.#newest
  }

  /** The answer of `watchLesson`; null while the class is not on air. */
  watch(): Ticket | null {
    return this.phase === 'live' || this.phase === 'interrupted' ? this.#ticket('viewer') : null
  }

  isValid(ticket: Ticket): boolean {
    return ticket.session === this.#session && this.#state?.state !== 'ended' && this.#parts.clock.nowMs < ticket.expiresAtMs
  }

  /** Another device may publish with a newer ticket only; a device's own retries may use its older one. */
  publish(publisher: Publisher): 'accepted' | 'refused' {
    const { ticket } = publisher
    const isRevoked = this.#newest !== undefined && this.#newest.device !== ticket.device
      && this.#newest.number > ticket.number
    if (!this.isUp || !this.isValid(ticket) || isRevoked) return 'refused'
    const before = this.#publisher
    if (before && before.ticket.device === ticket.device && this.#refusesSecond) return 'refused'
    this.#publisher = publisher
    before?.onClosed()
    this.#notice('publishStarted')
    return 'accepted'
  }

  /** The publisher has closed its connection, or the server has noticed that it is dead. */
  publisherGone(publisher: Publisher): void {
    if (this.#publisher !== publisher) return
    this.#publisher = undefined
    this.#notice('publishStopped')
  }

  /** The server closes the stream. */
  kill(): void {
    const publisher = this.#publisher
    if (!publisher) return
    this.publisherGone(publisher)
    publisher.onClosed()
  }

  goDown(forMs: number): void {
    if (!this.isUp) return
    this.isUp = false
    const publisher = this.#publisher
    this.#publisher = undefined
    publisher?.onClosed()
    for (const listener of this.upListeners) listener(false)
    this.#parts.clock.after(forMs, () => {
      this.isUp = true
      this.#fact('serverStarted')
      for (const listener of this.upListeners) listener(true)
    })
  }

  #ticket(device: string): Ticket {
    return {
      session: this.#session, device, number: this.#number, expiresAtMs: this.#parts.clock.nowMs + this.#urlLifeMs,
    }
  }

  #notice(type: Fact['type']): void {
    const session = this.#session
    this.#parts.clock.after(this.#parts.random.between(SERVER.noticeMs), () => {
      // Notices may overtake each other; the engine's state at this moment counts.
      if (session === this.#session) this.#fact(this.#publisher ? 'publishStarted' : type === 'publishStarted' ? 'publishStopped' : type)
    })
  }

  #fact(type: Fact['type']): void {
    if (!this.#state || !this.isUp) return
    this.#state = onFact(this.#state, { type, at: at(this.#parts.clock.nowMs) })
    this.#awaitGrace()
    this.#tell()
  }

  #awaitGrace(): void {
    const state = this.#state
    if (!state || !('waitingSince' in state)) return
    const { clock } = this.#parts
    clock.after(graceEndsAt(state.waitingSince).getTime() - clock.nowMs, () => {
      const fact = this.#state && dueFact(this.#state, LESSON.endsAt, at(clock.nowMs))
      if (!fact || !this.#state) return
      this.#state = onFact(this.#state, fact)
      this.kill()
      this.#tell()
    })
  }

  #tell(): void {
    const { word } = this
    if (word.phase === this.#last.phase && word.isOtherDevice === this.#last.isOtherDevice) return
    this.#last = word
    for (const listener of this.wordListeners) listener(word)
  }
}
