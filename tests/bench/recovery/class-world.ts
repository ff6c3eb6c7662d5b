/** One phone, its network, the server and the page's links to it; what teacher and student have in common. */
import type { RawNetStatus } from '../../../src/features/codes/netstatus'
import { PHONE } from './world/assumptions'
import { VirtualClock } from './world/clock'
import { SeededRandom } from './world/random'
import type { Driver, DriverParts } from './driver'
import type { Incident, Machine } from './incidents'
import { Channel, Requests } from './world/link'
import { NativeEvents } from './world/native-events'
import { Network } from './world/network'
import { OnAirWatch } from './on-air-watch'
import type { FindingKind } from './on-air-watch'
import { Phone } from './world/phone'
import type { Reliability } from './world/reliability'
import { ClassServer } from './world/server'

export interface ClassOptions {
  seed: number
  reliability: Reliability
  /** Receives the events of the class, with their time. */
  log?: (atMs: number, line: string) => void
}

export class ClassWorld {
  readonly clock = new VirtualClock()
  readonly random: SeededRandom
  readonly phone: Phone
  readonly network: Network
  readonly server: ClassServer
  readonly requests: Requests
  readonly channel: Channel
  readonly watch = new OnAirWatch()
  readonly #machine: Machine
  readonly #options: ClassOptions

  constructor(machine: Machine, options: ClassOptions) {
    this.#machine = machine
    const { seed, reliability } = options
    this.#options = options
    const { clock } = this
    this.random = new SeededRandom(seed, `world of the ${machine}`)
    this.phone = new Phone({ clock, random: new SeededRandom(seed, 'phone'), reliability })
    const { phone, random } = this
    this.network = new Network({ clock, random, phone, reliability })
    this.server = new ClassServer({ clock, random: new SeededRandom(seed, 'server') })
    const parts = { clock, random, phone, network: this.network, server: this.server }
    this.requests = new Requests(parts)
    this.channel = new Channel(parts, this.requests)
  }

  log(line: string): void {
    this.#options.log?.(this.clock.nowMs, line)
  }

  get seed(): number { return this.#options.seed }

  get isLogging(): boolean { return this.#options.log !== undefined }

  /** The way from a component to the page of `driver`; `isPresent` is false once the component was built again. */
  nativeEvents(driver: () => Driver, isPresent: () => boolean): NativeEvents {
    return new NativeEvents({ ...this, reliability: this.#options.reliability }, {
      onCode: code => {
        if (!isPresent()) return
        if (this.isLogging) this.log(`code ${code}`)
        driver().onCode(code)
      },
      onStatus: (raw: RawNetStatus) => {
        if (isPresent()) driver().onStatus(raw)
      },
    })
  }

  driverParts<Component>(component: () => Component, rebuild: () => void): DriverParts<Component> {
    const { clock, phone, server, requests } = this
    return { clock, phone, server, requests, random: this.random, component, rebuild, log: line => this.log(line) }
  }

  /** Connects the page's listeners with the machine. */
  listen(driver: Driver): void {
    const { channel, phone } = this
    phone.listener = {
      onHidden: () => {
        this.log('page hidden')
        channel.hidden()
        driver.setCircumstances({ isShown: false })
      },
      onShown: () => {
        this.log('page shown')
        channel.shown()
        driver.setCircumstances({ isShown: true })
        driver.onShown()
      },
      onInterruptionBegan: () => {
        this.log('audio interruption begins')
        driver.onInterruptionBegan()
      },
      onInterruptionEnded: () => {
        this.log('audio interruption ends')
        driver.onInterruptionEnded()
      },
    }
    this.#followNetwork(driver)
    channel.onWord = word => {
      this.log(`server says ${word.phase}${word.isOtherDevice && this.#machine === 'pusher' ? ', from another device' : ''}`)
      driver.onWord(word)
    }
    channel.open()
  }

  /** As the page's composables do: `networkRestored` when device and server are both reachable again. */
  #followNetwork(driver: Driver): void {
    const { channel, requests } = this
    let wasConnected = true
    let wasOnline = true
    requests.onChange = () => {
      const { isConnected, isServerReachable } = requests
      const isOnline = isConnected && isServerReachable
      if (isConnected !== wasConnected) this.log(isConnected ? 'network reported' : 'no network reported')
      const isBack = isConnected && !wasConnected
      const isRestored = isOnline && !wasOnline
      wasConnected = isConnected
      wasOnline = isOnline
      driver.setCircumstances({ isOnline: isConnected, isServerHeard: isServerReachable })
      if (isBack) channel.networkRestored()
      if (isRestored) driver.networkRestored()
    }
  }

  /** The incidents that do not concern the component itself. Returns whether it was one of them. */
  begin({ kind, forMs }: Incident): boolean {
    const { clock, network, server, watch } = this
    switch (kind) {
      case 'network away': network.goDown('no-network', forMs, this.random.chance(0.3)); return true
      case 'network leads nowhere': network.goDown('no-path', forMs, false); return true
      case 'Wi-Fi to mobile data': network.goDown('no-network', forMs, true); return true
      case 'connection lost':
        watch.cause(clock.nowMs)
        network.breakConnections(this.random.chance(0.5))
        return true
      case 'server restarted': server.goDown(forMs); return true
      case 'channel silent': this.channel.goSilent(forMs); return true
      default: return false
    }
  }

  /** Hides the program. Returns the step that ends the interruption of the sound, where the background is one. */
  hide(): () => void {
    const interrupts = this.random.chance(PHONE.backgroundInterruptsShare)
    if (interrupts) this.phone.interruptionBegins()
    this.phone.hide()
    return () => {
      if (interrupts) this.endInterruption()
    }
  }

  /** Nobody knows whether the sound came back, so a start after it is no mistake. */
  endInterruption(): void {
    this.watch.cause(this.clock.nowMs)
    this.phone.interruptionEnds()
  }

  /** Devices that stay busy for a while after a call or the background. */
  holdDevices(what: 'camera' | 'mic'): void {
    if (!this.random.chance(PHONE.busyShare)) return
    const forMs = this.random.between(PHONE.busyMs)
    if (what === 'camera') this.phone.holdCamera(forMs)
    else this.phone.holdMic(forMs)
  }

  /** The finding that the present moment would be, if it lasts. `isExcused`: the world itself explains the wait. */
  wrong(driver: Driver, isFlowing: boolean, isPossible: boolean, isExcused: boolean): FindingKind | undefined {
    if (isExcused) return undefined
    if (isFlowing) return driver.saysFlowing ? undefined : 'does not know'
    if (!isPossible) return undefined
    if (driver.saysFlowing) return 'says live'
    return driver.hasButton ? 'waits for a person' : 'dead end'
  }
}
