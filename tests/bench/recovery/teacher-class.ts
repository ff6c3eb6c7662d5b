/** A class as its teacher's phone has it: the pusher's machine in the simulated world. */
import { CLASS_MS, PHONE } from './world/assumptions'
import { pusherDriver } from './driver'
import type { Driver } from './driver'
import { planIncidents } from './incidents'
import type { Incident } from './incidents'
import { PusherComponent } from './world/pusher-component'
import { recordOf } from './record'
import type { ClassRecord } from './record'
import { THIS_DEVICE } from './world/server'
import type { Publisher } from './world/server'
import { Stage } from './stage'
import type { ClassOptions } from './stage'

/** The teacher returns to the phone after another device had the class, and presses if the page asks for it. */
const RETURNS_AFTER_MS = 2_000
const LOOKS_FOR_MS = 30_000
const OTHER_RETURNS_MS = 3_000

export class TeacherClass {
  readonly stage: Stage
  readonly driver: Driver
  component: PusherComponent
  /** Times at which this phone took the class from the device that the teacher uses. */
  thefts = 0
  #isOtherDevice = false
  readonly #incidents: readonly Incident[]

  constructor(options: ClassOptions, incidents = planIncidents('pusher', options.seed), driverOf = pusherDriver) {
    this.#incidents = incidents
    this.stage = new Stage('pusher', options)
    this.component = this.#build()
    this.driver = driverOf(this.stage.driverParts(() => this.component, () => {
      this.component.destroy()
      this.component = this.#build()
    }))
    this.stage.listen(this.driver)
  }

  play(): ClassRecord {
    const { clock, watch } = this.stage
    clock.after(2_000, () => this.driver.press())
    for (const incident of this.#incidents) clock.after(incident.atMs, () => this.#begin(incident))
    clock.runUntil(2_000)
    const update = (): void => this.#update()
    const tick = (): void => { clock.after(5_000, tick) }
    tick()
    clock.runUntil(CLASS_MS, update)
    watch.end(CLASS_MS)
    return recordOf(this.stage, this.driver, this.#incidents, this.thefts)
  }

  /** This phone could be on air now. */
  get isPossible(): boolean {
    const { network, phone, server } = this.stage
    return network.isUp && server.isUp && phone.isShown && !phone.isMicBusy && !phone.isCameraBusy
      && !this.#isOtherDevice && !server.isBlocked
  }

  #build(): PusherComponent {
    const component: PusherComponent = new PusherComponent(
      this.stage, this.stage.nativeEvents(() => this.driver, () => this.component === component),
    )
    return component
  }

  #update(): void {
    const { clock, network, phone, watch } = this.stage
    const { driver, isPossible } = this
    const { isFlowing } = this.component
    const isExcused = !phone.isShown || phone.isInCall || this.#isOtherDevice || !network.hasRadio
    const wrong = this.stage.wrong(driver, isFlowing, isPossible, isExcused)
    watch.update(clock.nowMs, { isFlowing, isPossible, phase: driver.phase, wrong }, driver.trail)
  }

  #begin(incident: Incident): void {
    const { clock, dice, phone, server, watch } = this.stage
    const { kind, forMs } = incident
    this.stage.log(`* ${kind}${forMs > 0 ? `, ${(forMs / 1000).toFixed(1)} s` : ''}`)
    if (this.stage.begin(incident)) return
    switch (kind) {
      case 'phone call': return this.#call(forMs, 5001, dice.chance(PHONE.callHidesShare))
      case 'background': return this.#hide(forMs)
      case 'screen locked': return this.#hide(forMs)
      case 'alarm':
        if (dice.chance(0.5)) return this.#call(forMs, dice.chance(0.5) ? 5001 : undefined, false)
        // Only the sound is interrupted.
        phone.interruptionBegins()
        clock.after(forMs, () => this.stage.endInterruption())
        return
      case 'camera taken':
        phone.holdCamera(forMs)
        this.component.report(-1301)
        if (dice.chance(0.5)) clock.after(forMs, () => this.component.report(1003))
        return
      case 'stream killed':
        watch.cause(clock.nowMs)
        return server.kill()
      case 'other device': return this.#otherDevice(forMs)
      case 'encoder failed':
        watch.cause(clock.nowMs)
        return this.component.failEncoder(dice.chance(0.7) ? -1303 : -1304, dice.chance(0.5))
      case 'encoder restarted': return this.component.report(dice.chance(0.5) ? 1104 : 1103)
      case 'weak uplink': return this.#weakUplink(forMs)
      case 'component dead':
        watch.cause(clock.nowMs)
        return this.component.die()
      case 'command lost': return this.component.loseNextCommand(() => watch.cause(clock.nowMs))
    }
  }

  #call(forMs: number, code: number | undefined, hides: boolean): void {
    const { clock, dice, phone } = this.stage
    phone.isInCall = true
    phone.interruptionBegins()
    this.component.suspend(code)
    if (phone.isIos && dice.chance(PHONE.blackShare)) this.component.isBlack = true
    if (hides) phone.hide()
    clock.after(forMs, () => {
      phone.isInCall = false
      this.stage.holdDevices('mic')
      if (hides) phone.show()
      clock.after(dice.between([0, 500]), () => phone.interruptionEnds())
      this.#mayHeal()
    })
  }

  #hide(forMs: number): void {
    const { clock, dice, phone } = this.stage
    const { component } = this
    const code = phone.has5000 ? 5000 : undefined
    const endInterruption = this.stage.hide()
    const suspendsAtOnce = dice.chance(PHONE.suspendsAtOnceShare)
    const { ios, android } = PHONE.sendsHiddenMs
    const sendsMs = suspendsAtOnce ? 0 : dice.between(phone.isIos ? ios : android)
    const isLate = dice.chance(PHONE.late5000Share)
    clock.after(sendsMs, () => {
      if (!phone.isShown) component.suspend(isLate ? undefined : code)
    })
    clock.after(forMs, () => {
      this.stage.holdDevices('camera')
      phone.show()
      endInterruption()
      if (sendsMs >= forMs) return
      if (isLate && code !== undefined) clock.after(dice.between([100, 1_500]), () => component.suspend(code))
      else this.#mayHeal()
    })
  }

  #mayHeal(): void {
    const { clock, dice } = this.stage
    const { component } = this
    if (!dice.chance(PHONE.healsItselfShare)) return
    clock.after(dice.between([300, 2_000]), () => component.heal())
  }

  /** The teacher goes on with another device, and later returns to this one. */
  #otherDevice(forMs: number): void {
    const { clock, server } = this.stage
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
      if (server.publisher?.ticket.device === THIS_DEVICE) this.thefts += 1
      // The other device recovers by itself, unless this phone has the class.
      else clock.after(OTHER_RETURNS_MS, publish)
    }
    publish()
    clock.after(forMs, () => {
      this.#isOtherDevice = false
      if (other) server.publisherGone(other)
      this.#pressIfAsked(clock.nowMs + LOOKS_FOR_MS)
    })
  }

  #pressIfAsked(untilMs: number): void {
    const { clock, phone } = this.stage
    clock.after(RETURNS_AFTER_MS, () => {
      if (phone.isShown && this.driver.phase === 'taken-over') {
        this.stage.log('the teacher presses')
        return this.driver.press()
      }
      if (clock.nowMs < untilMs) this.#pressIfAsked(untilMs)
    })
  }

  #weakUplink(forMs: number): void {
    const { clock } = this.stage
    const endMs = clock.nowMs + forMs
    const report = (): void => {
      if (clock.nowMs > endMs) return
      this.component.report(1101)
      clock.after(4_000, report)
    }
    report()
  }
}
