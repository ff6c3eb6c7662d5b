/** A class as its teacher's phone has it: the pusher's machine in the simulated world. */
import { CHECK_EVERY_MS, CLASS_MS, PHONE, START_MS } from './world/assumptions'
import { pusherDriver } from './driver'
import type { Driver } from './driver'
import { planIncidents } from './incidents'
import type { Incident } from './incidents'
import { PusherComponent } from './world/pusher-component'
import { recordOf } from './record'
import type { ClassRecord } from './record'
import { THIS_DEVICE } from './world/server'
import type { Publisher } from './world/server'
import { ClassWorld } from './class-world'
import type { ClassOptions } from './class-world'

/** The teacher returns to the phone after another device had the class, and presses if the page asks for it. */
const RETURNS_AFTER_MS = 2_000
const PRESSES_AGAIN_MS = 5_000
const MOST_PRESSES = 3
const OTHER_RETURNS_MS = 3_000

export class TeacherClass {
  readonly world: ClassWorld
  readonly driver: Driver
  component: PusherComponent
  /** Times at which this phone took the class from the device that the teacher uses. */
  unwantedTakeovers = 0
  #isOtherDevice = false
  readonly #incidents: readonly Incident[]

  constructor(options: ClassOptions, incidents = planIncidents('pusher', options.seed), driverOf = pusherDriver) {
    this.#incidents = incidents
    this.world = new ClassWorld('pusher', options)
    this.component = this.#build()
    this.driver = driverOf(this.world.driverParts(() => this.component, () => {
      this.component.destroy()
      this.component = this.#build()
    }))
    this.world.listen(this.driver)
  }

  play(): ClassRecord {
    const { clock, watch } = this.world
    this.begin()
    clock.runUntil(START_MS)
    const tick = (): void => { clock.after(CHECK_EVERY_MS, tick) }
    tick()
    clock.runUntil(CLASS_MS, () => this.#update())
    watch.end(CLASS_MS)
    return recordOf(this.world, this.driver, this.#incidents, this.unwantedTakeovers)
  }

  /** Schedules the start of the class and its incidents. */
  begin(): void {
    const { clock } = this.world
    clock.after(START_MS, () => this.driver.press())
    for (const incident of this.#incidents) clock.after(incident.atMs, () => this.#begin(incident))
  }

  /** This phone could be on air now. */
  get isPossible(): boolean {
    const { network, phone, server } = this.world
    return network.isUp && server.isUp && phone.isShown && !phone.isMicBusy && !phone.isCameraBusy
      && !this.#isOtherDevice && !server.isBlocked && !this.component.isUnaware
  }

  #build(): PusherComponent {
    const component: PusherComponent = new PusherComponent(
      this.world, this.world.nativeEvents(() => this.driver, () => this.component === component),
    )
    return component
  }

  #update(): void {
    const { clock, network, phone, watch } = this.world
    const { driver, isPossible } = this
    const { isFlowing } = this.component
    const isExcused = !phone.isShown || phone.isInCall || this.#isOtherDevice || !network.hasRadio
    const wrong = this.world.wrong(driver, isFlowing, isPossible, isExcused)
    watch.update(clock.nowMs, { isFlowing, isPossible, phase: driver.phase, wrong }, driver.trail)
  }

  #begin(incident: Incident): void {
    const { clock, random, phone, server, watch } = this.world
    const { kind, forMs } = incident
    this.world.log(`* ${kind}${forMs > 0 ? `, ${(forMs / 1000).toFixed(1)} s` : ''}`)
    if (this.world.begin(incident)) return
    switch (kind) {
      case 'phone call': return this.#call(forMs, 5001, random.chance(PHONE.callHidesShare))
      case 'background': return this.#hide(forMs)
      case 'screen locked': return this.#hide(forMs)
      case 'alarm':
        if (random.chance(0.5)) return this.#call(forMs, random.chance(0.5) ? 5001 : undefined, false)
        // Only the sound is interrupted.
        phone.interruptionBegins()
        clock.after(forMs, () => this.world.endInterruption())
        return
      case 'camera taken':
        phone.holdCamera(forMs)
        this.component.report(-1301)
        if (random.chance(0.5)) clock.after(forMs, () => this.component.report(1003))
        return
      case 'stream killed':
        watch.cause(clock.nowMs)
        return server.kill()
      case 'other device': return this.#otherDevice(forMs)
      case 'encoder failed':
        watch.cause(clock.nowMs)
        return this.component.failEncoder(random.chance(0.7) ? -1303 : -1304, random.chance(0.5))
      case 'encoder restarted': return this.component.report(random.chance(0.5) ? 1104 : 1103)
      case 'weak uplink': return this.#weakUplink(forMs)
      case 'component dead':
        watch.cause(clock.nowMs)
        return this.component.die()
      case 'command lost': return this.component.loseNextCommand(() => watch.cause(clock.nowMs))
    }
  }

  #call(forMs: number, code: number | undefined, hides: boolean): void {
    const { clock, random, phone } = this.world
    phone.isInCall = true
    phone.interruptionBegins()
    const isBlack = phone.isIos && random.chance(PHONE.blackShare)
    if (isBlack && this.component.isRunning) this.component.isBlack = true
    this.component.suspend(code)
    if (hides) phone.hide()
    clock.after(forMs, () => {
      phone.isInCall = false
      this.world.holdDevices('mic')
      if (hides) phone.show()
      clock.after(random.between([0, 500]), () => phone.interruptionEnds())
      this.#mayHeal()
    })
  }

  #hide(forMs: number): void {
    const { clock, random, phone } = this.world
    const { component } = this
    const code = phone.has5000 ? 5000 : undefined
    const endInterruption = this.world.hide()
    const suspendsAtOnce = random.chance(PHONE.suspendsAtOnceShare)
    const { ios, android } = PHONE.sendsHiddenMs
    const sendsMs = suspendsAtOnce ? 0 : random.between(phone.isIos ? ios : android)
    const isLate = random.chance(PHONE.late5000Share)
    clock.after(sendsMs, () => {
      if (!phone.isShown) component.suspend(isLate ? undefined : code)
    })
    clock.after(forMs, () => {
      this.world.holdDevices('camera')
      phone.show()
      endInterruption()
      if (sendsMs >= forMs) return
      if (isLate && code !== undefined) clock.after(random.between([100, 1_500]), () => component.suspend(code))
      else this.#mayHeal()
    })
  }

  #mayHeal(): void {
    const { clock, random } = this.world
    const { component } = this
    if (!random.chance(PHONE.healsItselfShare)) return
    clock.after(random.between([300, 2_000]), () => component.heal())
  }

  /** The teacher goes on with another device, and later returns to this one. */
  #otherDevice(forMs: number): void {
    const { clock, server } = this.world
    if (this.#isOtherDevice || !server.isUp) return
    this.#isOtherDevice = true
    let other: Publisher | undefined
    const publish = (): void => {
      if (!this.#isOtherDevice) return
      const own = other = { ticket: server.start('other'), isAbandoned: false, onClosed: () => closed(own) }
      server.publish(own)
    }
    const closed = (own: Publisher): void => {
      if (!this.#isOtherDevice || other !== own) return
      if (server.publisher?.ticket.device === THIS_DEVICE) this.unwantedTakeovers += 1
      // The other device recovers by itself, unless this phone has the class.
      else clock.after(OTHER_RETURNS_MS, publish)
    }
    publish()
    clock.after(forMs, () => {
      this.#isOtherDevice = false
      if (other) server.publisherGone(other)
      this.#pressIfAsked()
    })
  }

  /** The teacher looks at the page when it is shown, and presses again if the start fails. */
  #pressIfAsked(presses = 0): void {
    const { clock, phone } = this.world
    clock.after(presses === 0 ? RETURNS_AFTER_MS : PRESSES_AGAIN_MS, () => {
      const { phase } = this.driver
      const isAsked = phase === 'taken-over' || (presses > 0 && phase === 'failed')
      if (this.component.isFlowing || this.#isOtherDevice || presses === MOST_PRESSES) return
      if (!phone.isShown || !isAsked) return this.#pressIfAsked(presses)
      this.world.log('the teacher presses')
      this.driver.press()
      this.#pressIfAsked(presses + 1)
    })
  }

  #weakUplink(forMs: number): void {
    const { clock } = this.world
    const endMs = clock.nowMs + forMs
    const report = (): void => {
      if (clock.nowMs > endMs) return
      this.component.report(1101)
      clock.after(4_000, report)
    }
    report()
  }
}
