/** A class as a student's phone has it: the player's machine in the simulated world. */
import { CHECK_EVERY_MS, CLASS_MS, PHONE, SERVER, START_MS } from './world/assumptions'
import { playerDriver } from './driver'
import type { Driver } from './driver'
import { planIncidents } from './incidents'
import type { Incident } from './incidents'
import { PlayerComponent } from './world/player-component'
import { recordOf } from './record'
import type { ClassRecord } from './record'
import type { Publisher } from './world/server'
import { ClassWorld } from './class-world'
import type { ClassOptions } from './class-world'

/** A teacher's machine is back this long after the server. */
const TEACHER_RETURNS_MS = [1_500, 5_000] as const

export class StudentClass {
  readonly world: ClassWorld
  readonly driver: Driver
  component: PlayerComponent
  readonly #incidents: readonly Incident[]
  readonly #endsViewers: boolean
  #teacher: Publisher | undefined
  #teacherAway = 0

  constructor(options: ClassOptions, incidents = planIncidents('player', options.seed), driverOf = playerDriver) {
    this.#incidents = incidents
    this.world = new ClassWorld('player', options)
    this.#endsViewers = this.world.random.chance(SERVER.dropsViewersShare)
    this.component = this.#build()
    this.driver = driverOf(this.world.driverParts(() => this.component, () => {
      this.component.destroy()
      this.component = this.#build()
    }))
    this.world.listen(this.driver)
    this.world.server.upListeners.add(isUp => {
      if (isUp) this.#teacherReturns()
    })
  }

  play(): ClassRecord {
    const { clock, watch } = this.world
    this.begin()
    clock.runUntil(START_MS)
    const tick = (): void => { clock.after(CHECK_EVERY_MS, tick) }
    tick()
    clock.runUntil(CLASS_MS, () => this.#update())
    watch.end(CLASS_MS)
    return recordOf(this.world, this.driver, this.#incidents, 0)
  }

  /** Schedules the start of the class and its incidents. */
  begin(): void {
    const { clock } = this.world
    clock.after(START_MS, () => this.#publish())
    for (const incident of this.#incidents) clock.after(incident.atMs, () => this.#begin(incident))
  }

  /** This phone could show a moving picture now. */
  get isPossible(): boolean {
    const { network, phone, server } = this.world
    return network.isUp && server.isUp && phone.isShown && !phone.isInCall && this.#hasMedia
      && !this.component.isUnaware
  }

  get #hasMedia(): boolean {
    return this.#teacher !== undefined && this.world.server.publisher === this.#teacher
  }

  #build(): PlayerComponent {
    const component: PlayerComponent = new PlayerComponent(
      {
        clock: this.world.clock, random: this.world.random, phone: this.world.phone, network: this.world.network,
        server: this.world.server, hasMedia: () => this.#hasMedia, endsViewers: this.#endsViewers,
      },
      this.world.nativeEvents(() => this.driver, () => this.component === component),
    )
    return component
  }

  #update(): void {
    const { clock, network, phone, server, watch } = this.world
    const { driver, isPossible } = this
    const isFlowing = this.component.isMoving
    const isExcused = !phone.isShown || phone.isInCall || !network.hasRadio || !this.#hasMedia || !server.isUp
    const wrong = this.world.wrong(driver, isFlowing, isPossible, isExcused)
    watch.update(clock.nowMs, { isFlowing, isPossible, phase: driver.phase, wrong }, driver.trail)
  }

  #publish(): void {
    const { server } = this.world
    if (!server.isUp || this.#teacherAway > 0) return
    const teacher: Publisher = {
      ticket: server.start('teacher'), isAbandoned: false,
      onClosed: () => {
        if (this.#teacher === teacher) this.#teacher = undefined
      },
    }
    this.#teacher = teacher
    server.publish(teacher)
  }

  #teacherReturns(): void {
    const { clock, random } = this.world
    clock.after(random.between(TEACHER_RETURNS_MS), () => {
      if (!this.#hasMedia) this.#publish()
    })
  }

  #teacherLeaves(forMs: number): void {
    const { clock, server } = this.world
    this.#teacherAway += 1
    if (this.#teacher) server.publisherGone(this.#teacher)
    this.#teacher = undefined
    clock.after(forMs, () => {
      this.#teacherAway -= 1
      this.#publish()
    })
  }

  #begin(incident: Incident): void {
    const { clock, random, watch } = this.world
    const { kind, forMs } = incident
    this.world.log(`* ${kind}${forMs > 0 ? `, ${(forMs / 1000).toFixed(1)} s` : ''}`)
    if (this.world.begin(incident)) return
    switch (kind) {
      case 'phone call': return this.#call(forMs, random.chance(PHONE.callHidesShare))
      case 'alarm': return this.#call(forMs, false)
      case 'background':
      case 'screen locked': return this.#hide(forMs)
      case 'teacher away': return this.#teacherLeaves(forMs)
      case 'window closed':
        watch.cause(clock.nowMs)
        return this.component.halt(random.chance(0.5) ? 6000 : 2033)
      case 'picture frozen':
        watch.cause(clock.nowMs)
        return this.component.freeze(random.chance(0.5) ? 'decoder' : 'pull')
      case 'component dead':
        watch.cause(clock.nowMs)
        return this.component.die()
      case 'command lost': return this.component.loseNextCommand(() => watch.cause(clock.nowMs))
    }
  }

  /** WeChat pauses all sound of the program; on iOS the SDK's 2032 means an interrupted audio session. */
  #call(forMs: number, hides: boolean): void {
    const { clock, random, phone } = this.world
    phone.isInCall = true
    phone.interruptionBegins()
    this.component.halt(phone.isIos && random.chance(0.5) ? 2032 : undefined)
    if (hides) phone.hide()
    clock.after(forMs, () => {
      phone.isInCall = false
      if (hides) phone.show()
      clock.after(random.between([0, 500]), () => phone.interruptionEnds())
      this.#mayHeal()
    })
  }

  /** Android plays on while the system lets it; iOS stops the picture. */
  #hide(forMs: number): void {
    const { clock, random, phone } = this.world
    const { component } = this
    const endInterruption = this.world.hide()
    const playsMs = random.between(phone.isIos ? PHONE.sendsHiddenMs.ios : PHONE.sendsHiddenMs.android)
    clock.after(playsMs, () => {
      if (!phone.isShown) component.halt(undefined)
    })
    clock.after(forMs, () => {
      phone.show()
      endInterruption()
      if (playsMs < forMs) this.#mayHeal()
    })
  }

  #mayHeal(): void {
    const { clock, random } = this.world
    const { component } = this
    if (!random.chance(PHONE.playsOnShare)) return
    clock.after(random.between([300, 2_000]), () => component.heal())
  }
}
