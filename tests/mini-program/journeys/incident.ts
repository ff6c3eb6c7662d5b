import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Trace, TraceStep } from '../../support/traces/trace'
import type { Lesson, Result } from '../../../contract'
import { isPublishedFrom } from '../../../contract/class/device'
import type { MiniProgram } from '../mini-program'
import type { School } from './phones'

const TRACES = 'src/features/recovery/traces'

/** Reports after which a pusher's media reaches no viewer, until it reports 1002 again. */
const MEDIA_STOPS: ReadonlySet<number> = new Set([-1307, -1303, 1102, 3001, 3002, 3003, 3004, 3005, 5000, 5001])
const MEDIA_FLOWS = 1002
/** A player reports this code with its first picture. */
const PICTURE = 2004
/** Buttons that start or resume teaching on a page, in order of preference. */
const START_BUTTONS = ['start-class', 'retry-capture', 'take-back', 'resume-class', 'try-now']
const RESTART_BUTTON = '.stage-hint .action'
/** A separate teacher, because the server limits the checks before class per teacher and ten minutes. */
export const TEACHER = 'teacher2'
const OTHER_PHONE = 'other-phone-of-the-teacher'
const AGREE_WITHIN_MS = 10_000
const LOOK_EVERY_MS = 20

/** Phase of the page → phases of the server that agree with it. A page that has given up agrees with several. */
const AGREES: Readonly<Record<string, readonly string[]>> = {
  live: ['live'],
  buffering: ['live'],
  interrupted: ['interrupted', 'live'],
  open: ['open', 'scheduled'],
  ended: ['ended'],
  failed: ['open', 'interrupted', 'live'],
}

export const readTraces = (): Trace[] => readdirSync(TRACES).sort()
  .map(file => JSON.parse(readFileSync(join(TRACES, file), 'utf8')) as Trace)
  .filter(({ isForMachineOnly }) => !isForMachineOnly)

/** Replays one recorded incident on a phone and on the server. */
export class Incident {
  readonly #trace: Trace
  readonly #school: School
  readonly #phone: MiniProgram
  readonly #lesson: Lesson
  #stopPublisher: (() => void) | undefined
  #publishedUrl = ''
  #atMs = 0

  constructor(parts: { trace: Trace, school: School, phone: MiniProgram, lesson: Lesson }) {
    this.#trace = parts.trace
    this.#school = parts.school
    this.#phone = parts.phone
    this.#lesson = parts.lesson
  }

  /** Plays every step at its time; throws at a step that cannot be reproduced here. */
  async play(): Promise<void> {
    const { steps } = this.#trace
    for (const [index, step] of steps.entries()) {
      await this.#pass(step.atMs)
      if (step.input) await this.#bringAbout(step.input, steps.slice(index + 1))
      await this.#phone.host.settle()
    }
  }

  /** Completes a trace that ends while the component connects, as a good network does. */
  async settle(): Promise<void> {
    const { component, steps } = this.#trace
    if (steps.at(-1)?.expect?.phase !== 'connecting') return
    await this.#report(component === 'pusher' ? MEDIA_FLOWS : PICTURE, [])
  }

  /** Resolves with the phases of page and server once they agree; rejects after `AGREE_WITHIN_MS`. */
  async agreement(): Promise<{ page: string, server: string }> {
    const deadline = Date.now() + AGREE_WITHIN_MS
    for (;;) {
      await this.#phone.host.advance(1_000)
      const page = await this.#phone.phase() ?? 'nothing'
      const server = await this.serverPhase()
      if (AGREES[page]?.includes(server)) return { page, server }
      if (Date.now() > deadline) {
        throw new Error(`After ${this.#trace.name} the page says ${page}, the server ${server}`)
      }
    }
  }

  async serverPhase(): Promise<string> {
    return (await this.#school.snapshot(this.#lesson)).phase
  }

  stop(): void {
    this.#stopPublisher?.()
    this.#stopPublisher = undefined
    this.#publishedUrl = ''
  }

  async #pass(atMs: number): Promise<void> {
    if (atMs > this.#atMs) await this.#phone.host.advance(atMs - this.#atMs)
    this.#atMs = Math.max(this.#atMs, atMs)
  }

  async #bringAbout(input: NonNullable<TraceStep['input']>, later: readonly TraceStep[]): Promise<void> {
    const { host } = this.#phone
    switch (input.type) {
      case 'reported': return this.#report(Number(input.code), later)
      case 'pageHidden': return host.hide()
      case 'pageShown': return host.show()
      case 'networkLost': return host.setNetworkType('none')
      case 'networkRestored': return host.setNetworkType('wifi')
      case 'callEnded': return host.emit('audioInterruptionEnd')
      case 'startRequested': return this.#press(START_BUTTONS)
      case 'retryRequested': return this.#press(['try-now'])
      case 'serverSaid': return this.#serverSays(String(input.phase))
      // The page opens the preview itself; the real server gives the answers.
      case 'previewRequested':
      case 'serverAnswered': return
      default: throw new Error(`${this.#trace.name}: ${input.type} cannot be reproduced here`)
    }
  }

  async #report(code: number, later: readonly TraceStep[]): Promise<void> {
    const { component } = this.#trace
    const isTakenOver = code === 3004
      && later.find(({ input }) => input?.type === 'serverAnswered')?.input?.isOtherDevice === true
    if (isTakenOver) await this.#otherDevicePublishes()
    else if (component === 'pusher' && MEDIA_STOPS.has(code)) this.stop()
    const isThere = async (): Promise<boolean> => await this.#phone.host.live(component) !== undefined
    // A page whose class has ended has removed the component: there is nothing left to report.
    if (await this.#phone.phase() === 'ended' && !await isThere()) return
    await this.#phone.until(`a ${component}`, isThere)
    await this.#phone.host.report(component, code)
    if (component === 'pusher' && code === MEDIA_FLOWS) await this.#publishWhatThePhoneWould()
  }

  async #serverSays(phase: string): Promise<void> {
    switch (phase) {
      case 'live': {
        if (this.#trace.component === 'pusher') return
        await this.#publish((await this.#start()).pushUrl)
        return
      }
      case 'interrupted':
        this.stop()
        return this.#serverBecomes('interrupted')
      case 'ended':
        await this.#school.call(TEACHER, 'POST', `/lessons/${this.#lesson.id}/live/stop`)
        return
      case 'open': return
      default: throw new Error(`${this.#trace.name}: the phase ${phase} cannot be reproduced here`)
    }
  }

  #start(device?: string): Promise<Result<'startLiveSession'>> {
    return this.#school.call(TEACHER, 'POST', `/lessons/${this.#lesson.id}/live/start`, device && { device })
  }

  /** The server closes the phone's stream. */
  async #otherDevicePublishes(): Promise<void> {
    const { pushUrl } = await this.#start(OTHER_PHONE)
    this.#school.publish(pushUrl)
    await this.#phone.until('another device at the server', async () =>
      isPublishedFrom(await this.#school.snapshot(this.#lesson), OTHER_PHONE))
  }

  async #publishWhatThePhoneWould(): Promise<void> {
    const { url } = (await this.#phone.host.live('pusher'))?.attributes ?? {}
    // The server refuses the URL of a phone whose class another device has taken over.
    if (typeof url === 'string' && url !== '' && url !== this.#publishedUrl) await this.#publish(url)
  }

  async #publish(pushUrl: string): Promise<void> {
    this.stop()
    this.#stopPublisher = this.#school.publish(pushUrl)
    this.#publishedUrl = pushUrl
    await this.#serverBecomes('live')
  }

  async #serverBecomes(phase: string): Promise<void> {
    await this.#phone.until(`${phase} at the server`, async () => await this.serverPhase() === phase)
  }

  async #press(buttons: readonly string[]): Promise<void> {
    const { host } = this.#phone
    await this.#phone.until(`one of ${buttons.join(', ')}`, async () => {
      // Not `advance`, which also waits for the uplink test of the check before class.
      await host.advanceBlindly(LOOK_EVERY_MS)
      for (const testId of buttons) {
        if (!await this.#phone.has(testId)) continue
        await this.#phone.tap(testId)
        return true
      }
      if (await this.#phone.front(RESTART_BUTTON).count() === 0) return false
      await this.#phone.touch(RESTART_BUTTON)
      return true
    })
  }
}
