import { COMPONENT, PHONE } from './assumptions'
import type { Span } from './assumptions'
import type { Due, VirtualClock } from './clock'
import type { SeededRandom } from './random'
import { failedConnection } from './failed-connection'
import type { CommandDone, NativeEvents } from './native-events'
import type { Network } from './network'
import type { Phone } from './phone'
import { PublisherLink } from './publisher-link'
import type { ClassServer, Ticket } from './server'

export interface PusherWorld {
  clock: VirtualClock
  random: SeededRandom
  phone: Phone
  network: Network
  server: ClassServer
}

type Activity = 'idle' | 'opening' | 'connecting' | 'sending' | 'pausing-between-tries' | 'down'

const IN_BACKGROUND = { ios: 102, android: 1_107_003 }

/** WeChat's `live-pusher`: one native component from its creation to the next rebuild. */
export class PusherComponent {
  url: Ticket | undefined
  /** Until pause and resume, the phone sends black. */
  isBlack = false
  readonly #world: PusherWorld
  readonly #events: NativeEvents
  #activity: Activity = 'idle'
  /** A push was started and not stopped; Android ignores `start` then. */
  #isStarted = false
  #isDead = false
  #onCommandLost: (() => void) | undefined
  /** Encoding fails: once, or until the component is built again. */
  #encoderFails: 'no' | 'once' | 'until-rebuilt' = 'no'
  #link: PublisherLink | undefined
  /** Steps of an earlier run have no effect. */
  #run = 0
  #ownTries = 0
  #status: Due | undefined

  constructor(world: PusherWorld, events: NativeEvents) {
    this.#world = world
    this.#events = events
    world.network.onDead(isReset => this.#linkDied(isReset))
    world.network.onDown(() => this.#networkDown())
  }

  /** Media reaches the server. */
  get isFlowing(): boolean {
    const { network, server } = this.#world
    return this.#activity === 'sending' && this.#link?.isAlive === true && network.isUp && server.isUp && !this.isBlack
  }

  get isRunning(): boolean { return this.#activity !== 'idle' }

  /** The connection is dead, and the component has not noticed. */
  get isUnaware(): boolean {
    return this.#activity === 'sending' && !this.#isDead && this.#link?.isAlive !== true
  }

  start(done: CommandDone): void {
    if (this.#isLost()) return
    const { phone } = this.#world
    if (!phone.isShown) return this.#refuse(done)
    if (this.#isStarted && !phone.isIos) return this.#events.callback(done)
    this.#close()
    this.#isStarted = true
    this.#events.callback(done)
    this.#openDevices()
    this.#status = this.#world.clock.after(COMPONENT.statusEveryMs, () => this.#sendStatus())
  }

  stop(done: CommandDone): void {
    if (this.#isLost()) return
    if (!this.#world.phone.isShown) return this.#refuse(done)
    this.#close()
    this.#isStarted = false
    this.#activity = 'idle'
    this.#events.callback(done)
  }

  pause(done: CommandDone): void {
    if (!this.#isLost()) this.#events.callback(done)
  }

  resume(done: CommandDone): void {
    if (this.#isLost()) return
    this.isBlack = false
    this.#events.callback(done)
  }

  /** The page removes the component. */
  destroy(): void {
    this.#close()
    this.#isDead = true
    this.#activity = 'idle'
  }

  /** The component ignores everything until it is built again. */
  die(): void {
    this.#isDead = true
    this.#end()
    this.#endStatus()
    this.#activity = 'down'
    this.#dropLink('abandon')
  }

  /** The next command has no effect and no callback. */
  loseNextCommand(onLost: () => void): void { this.#onCommandLost = onLost }

  failEncoder(code: -1303 | -1304, untilRebuilt: boolean): void {
    if (this.#activity !== 'sending') return
    this.#encoderFails = untilRebuilt ? 'until-rebuilt' : 'once'
    this.#encoderFailed(code)
  }

  /** The system takes the push away: by a call (5001) or in the background (5000). */
  suspend(code: number | undefined): void {
    if (this.#isDead || this.#activity === 'idle') return
    this.#end()
    this.#activity = 'down'
    this.#dropLink('leave')
    if (code !== undefined) this.#events.code(code)
  }

  /** A suspended component connects again by itself. */
  heal(): void {
    if (this.#isDead || this.#activity !== 'down' || !this.#isStarted) return
    this.#ownTries = 0
    this.#retry()
  }

  /** A report that changes nothing here, such as 1101. */
  report(code: number): void {
    if (this.#activity === 'sending' && !this.#isDead) this.#events.code(code)
  }

  #isLost(): boolean {
    if (this.#isDead) return true
    const onLost = this.#onCommandLost
    this.#onCommandLost = undefined
    onLost?.()
    return onLost !== undefined
  }

  #refuse(done: CommandDone): void {
    this.#events.callback(done, this.#world.phone.isIos ? IN_BACKGROUND.ios : IN_BACKGROUND.android)
  }

  /** Ends all pending steps of the component. */
  #end(): void {
    this.#run += 1
  }

  #close(): void {
    this.#end()
    this.#endStatus()
    this.#dropLink('leave')
    this.#ownTries = 0
  }

  #endStatus(): void {
    if (this.#status) this.#status.isCancelled = true
  }

  #later(span: Span, step: () => void): void {
    const run = this.#run
    this.#world.clock.after(this.#world.random.between(span), () => {
      if (run === this.#run) step()
    })
  }

  #openDevices(): void {
    this.#activity = 'opening'
    this.#later(COMPONENT.openDeviceMs, () => {
      const { phone, random } = this.#world
      if (phone.isMicBusy) {
        return this.#deviceFailed(phone.isIos && random.chance(PHONE.audioSystemShare) ? -1308 : -1302)
      }
      if (phone.isCameraBusy) return this.#deviceFailed(-1301)
      this.#events.code(1003)
      this.#later(COMPONENT.firstFrameMs, () => this.#events.code(1007))
      this.#connect()
    })
  }

  #deviceFailed(code: number): void {
    this.#activity = 'down'
    this.#events.code(code)
  }

  #connect(): void {
    const { network, server } = this.#world
    this.#activity = 'connecting'
    if (!network.isUp || !server.isUp) {
      const [span, code] = failedConnection(this.#world)
      return this.#later(span, () => this.#retry(code))
    }
    const { epoch } = network
    this.#later(COMPONENT.connectMs, () => {
      this.#events.code(1001)
      this.#later(COMPONENT.handshakeMs, () => {
        if (!network.isUp || network.epoch !== epoch) {
          return this.#later(COMPONENT.timeoutMs, () => this.#retry(3003))
        }
        this.#publish()
      })
    })
  }

  #publish(): void {
    const { server } = this.#world
    if (!this.url) return this.#retry(3004)
    const link = new PublisherLink(this.#world, this.url, closed => this.#serverClosed(closed))
    if (server.publish(link) === 'refused') return this.#retry(3004)
    this.#link = link
    this.#ownTries = 0
    this.#events.code(1008)
    this.#events.code(1002)
    this.#activity = 'sending'
    if (this.#encoderFails !== 'no') this.#later(COMPONENT.firstFrameMs, () => this.#encoderFailed(-1303))
  }

  #encoderFailed(code: number): void {
    if (this.#encoderFails === 'once') this.#encoderFails = 'no'
    this.#end()
    this.#activity = 'down'
    this.#events.code(code)
    this.#dropLink('leave')
  }

  /** The component's own retries, each with 1102. */
  #retry(reason?: number): void {
    if (reason !== undefined) this.#events.code(reason)
    if (this.#ownTries >= COMPONENT.ownRetries) {
      this.#activity = 'down'
      this.#events.code(-1307)
      return
    }
    this.#ownTries += 1
    this.#activity = 'pausing-between-tries'
    this.#events.code(1102)
    this.#later([COMPONENT.retryEveryMs, COMPONENT.retryEveryMs], () => this.#connect())
  }

  #serverClosed(link: PublisherLink): void {
    if (this.#link !== link || this.#isDead) return
    this.#link = undefined
    const { network, random } = this.#world
    // The news arrives only where the connection still works.
    if (network.isUp && link.isInEpoch) {
      this.#later([50, 300], () => this.#retry(random.chance(0.7) ? 3004 : 3005))
    } else this.#later(COMPONENT.deadNoticedMs, () => this.#retry(3005))
  }

  #linkDied(isReset: boolean): void {
    const link = this.#link
    if (!link || link.isAlive) return
    this.#dropLink('abandon')
    if (this.#isDead || this.#activity !== 'sending') return
    this.#later(isReset ? COMPONENT.resetNoticedMs : COMPONENT.deadNoticedMs, () => {
      this.#retry(this.#world.random.chance(0.5) ? 3005 : undefined)
    })
  }

  #networkDown(): void {
    const link = this.#link
    if (!link || this.#isDead || this.#activity !== 'sending') return
    this.#later(COMPONENT.deadNoticedMs, () => {
      if (this.#link !== link || this.#world.network.isUp) return
      this.#dropLink('abandon')
      this.#retry(3005)
    })
    link.cutIfSilent()
  }

  #dropLink(how: 'leave' | 'abandon'): void {
    const link = this.#link
    this.#link = undefined
    link?.[how]()
  }

  #sendStatus(): void {
    this.#status = this.#world.clock.after(COMPONENT.statusEveryMs, () => this.#sendStatus())
    const isSending = this.#activity === 'sending' && this.#link?.isAlive === true && this.#world.network.isUp
    const hasVideo = isSending && !this.isBlack
    this.#events.status({
      videoBitrate: hasVideo ? 850 : 0, audioBitrate: isSending ? 48 : 0, videoFPS: hasVideo ? 15 : 0,
      netSpeed: hasVideo ? 900 : isSending ? 48 : 0, netQualityLevel: isSending ? 1 : 6,
    })
  }
}
