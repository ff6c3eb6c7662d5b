import { COMPONENT, SERVER } from './assumptions'
import type { Span } from './assumptions'
import type { Due, VirtualClock } from './clock'
import type { SeededRandom } from './random'
import { failedConnection } from './failed-connection'
import type { CommandDone, NativeEvents } from './native-events'
import type { Network } from './network'
import type { Phone } from './phone'
import type { ClassServer, Ticket } from './server'

export interface PlayerWorld {
  clock: VirtualClock
  random: SeededRandom
  phone: Phone
  network: Network
  server: ClassServer
  /** The teacher's media reaches the server. */
  hasMedia: () => boolean
  /** The engine ends a viewer's stream with its publisher, with 2006 if it is RTMP. */
  endsViewers: boolean
}

type Activity = 'idle' | 'connecting' | 'connected' | 'pausing-between-tries' | 'down'

/** WeChat's `live-player`: one native component from its creation to the next rebuild. */
export class PlayerComponent {
  readonly #world: PlayerWorld
  readonly #events: NativeEvents
  #src: Ticket | undefined
  #activity: Activity = 'idle'
  #epoch = 0
  #run = 0
  #ownTries = 0
  #isDead = false
  /** The picture stands still and no code says so: nothing arrives, or what arrives is not decoded. */
  #frozen: 'pull' | 'decoder' | undefined
  #onCommandLost: (() => void) | undefined
  #hasPicture = false
  /** Time since which no media arrives; undefined while it does. */
  #dryAtMs: number | undefined
  #status: Due | undefined

  constructor(world: PlayerWorld, events: NativeEvents) {
    this.#world = world
    this.#events = events
    world.network.onDead(isReset => {
      if (this.#activity === 'connected' && isReset) this.#later(COMPONENT.resetNoticedMs, () => this.#retry())
    })
  }

  /** The picture moves. */
  get isMoving(): boolean {
    return this.#hasPicture && !this.#frozen && this.#arrives()
  }

  /** The connection is dead, and the component has not noticed. */
  get isUnaware(): boolean {
    return this.#activity === 'connected' && this.#epoch !== this.#world.network.epoch
  }

  /** A changed `src` starts the component; an identical one does not. */
  setSrc(src: Ticket | undefined): void {
    if (this.#src === src || this.#isDead) return
    this.#src = src
    this.#close()
    if (src) this.#open()
  }

  play(done: CommandDone): void {
    if (this.#isLost()) return
    this.#events.callback(done)
    if (!this.#src) return
    this.#close()
    this.#open()
  }

  stop(done: CommandDone): void {
    if (this.#isLost()) return
    this.#close()
    this.#events.callback(done)
  }

  destroy(): void {
    this.#close()
    this.#isDead = true
  }

  die(): void {
    this.#close()
    this.#isDead = true
  }

  loseNextCommand(onLost: () => void): void { this.#onCommandLost = onLost }

  freeze(what: 'pull' | 'decoder'): void {
    if (this.#activity === 'connected') this.#frozen = what
  }

  /** The pull stops with a code: a closed window (6000, 2033), or 2032 of an interrupted audio session. */
  halt(code: number | undefined): void {
    if (this.#activity === 'idle' || this.#isDead) return
    this.#run += 1
    this.#activity = 'down'
    this.#hasPicture = false
    if (code !== undefined) this.#events.code(code)
  }

  /** Plays on by itself. */
  heal(): void {
    if (this.#isDead || !this.#src || this.#activity !== 'down') return
    this.#ownTries = 0
    this.#connect()
  }

  #isLost(): boolean {
    if (this.#isDead) return true
    const onLost = this.#onCommandLost
    this.#onCommandLost = undefined
    onLost?.()
    return onLost !== undefined
  }

  #later(span: Span, step: () => void): void {
    const run = this.#run
    this.#world.clock.after(this.#world.random.between(span), () => {
      if (run === this.#run) step()
    })
  }

  #open(): void {
    this.#ownTries = 0
    this.#status = this.#world.clock.after(COMPONENT.statusEveryMs, () => this.#sendStatus())
    this.#watch()
    this.#connect()
  }

  #close(): void {
    this.#run += 1
    if (this.#status) this.#status.isCancelled = true
    this.#activity = 'idle'
    this.#hasPicture = false
    this.#frozen = undefined
    this.#dryAtMs = undefined
  }

  #connect(): void {
    const { network, server, endsViewers } = this.#world
    this.#activity = 'connecting'
    this.#hasPicture = false
    this.#dryAtMs = undefined
    if (!network.isUp || !server.isUp) {
      const [span, code] = failedConnection(this.#world)
      return this.#later(span, () => this.#retry(code))
    }
    this.#later(COMPONENT.connectMs, () => {
      if (!network.isUp) return this.#later(COMPONENT.timeoutMs, () => this.#retry(3003))
      const isAllowed = this.#src !== undefined && server.isValid(this.#src)
      if (!isAllowed || (endsViewers && !this.#world.hasMedia())) return this.#retry(3002)
      this.#activity = 'connected'
      this.#epoch = network.epoch
      this.#events.code(2001)
      this.#events.code(2002)
    })
  }

  /** Media arrives from the server. */
  #arrives(): boolean {
    const { network, server, hasMedia } = this.#world
    return this.#activity === 'connected' && network.isUp && server.isUp && this.#epoch === network.epoch && hasMedia()
  }

  /** Looks at the cache twice a second while the component runs; a first picture waits for its keyframe as long. */
  #watch(): void {
    const { clock } = this.#world
    const look = (): void => {
      if (this.#status?.isCancelled) return
      this.#look()
      clock.after(COMPONENT.looksEveryMs, look)
    }
    clock.after(COMPONENT.looksEveryMs, look)
  }

  #look(): void {
    if (this.#activity !== 'connected') return
    const { clock, random, endsViewers, hasMedia, network } = this.#world
    if (this.#arrives()) {
      this.#dryAtMs = undefined
      if (this.#hasPicture || this.#frozen) return
      this.#hasPicture = true
      this.#ownTries = 0
      this.#events.code(2003)
      this.#events.code(2008)
      this.#events.code(2004)
      this.#events.code(2032)
      return
    }
    if (this.#dryAtMs === undefined) {
      this.#dryAtMs = clock.nowMs
      if (endsViewers && network.isUp && !hasMedia()) {
        if (random.chance(0.5)) this.halt(2006)
        else this.#retry(3005)
        return
      }
    }
    const dryMs = clock.nowMs - this.#dryAtMs
    if (this.#hasPicture && dryMs > COMPONENT.playsFromCacheMs) {
      this.#hasPicture = false
      this.#events.code(2007)
    }
    // The server keeps a viewer while the teacher is away, so silence alone does not break the connection.
    const isDead = !network.isUp || this.#epoch !== network.epoch || !this.#world.server.isUp
    if (isDead && dryMs > SERVER.cutsSilentMs) this.#retry(3005)
  }

  #retry(reason?: number): void {
    this.#hasPicture = false
    if (reason !== undefined) this.#events.code(reason)
    if (this.#ownTries >= COMPONENT.ownRetries) {
      this.#activity = 'down'
      this.#events.code(-2301)
      return
    }
    this.#ownTries += 1
    this.#activity = 'pausing-between-tries'
    this.#events.code(2103)
    this.#later([COMPONENT.retryEveryMs, COMPONENT.retryEveryMs], () => this.#connect())
  }

  #sendStatus(): void {
    this.#status = this.#world.clock.after(COMPONENT.statusEveryMs, () => this.#sendStatus())
    const isArriving = this.#arrives() && this.#frozen !== 'pull'
    const videoCache = this.isMoving ? 1_200 : isArriving ? 4_000 : 0
    this.#events.status({
      videoBitrate: isArriving ? 850 : 0, audioBitrate: isArriving ? 48 : 0, videoFPS: this.isMoving ? 15 : 0,
      netSpeed: isArriving ? 900 : 0, videoCache, netQualityLevel: isArriving ? 1 : 6,
    })
  }
}
