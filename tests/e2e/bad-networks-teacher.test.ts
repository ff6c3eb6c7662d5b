import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  isWellAgain, openClass, PICTURE_BACK_WITHIN_MS, sentenceOf, takePhases, triesInVain, waitSeconds,
} from '../support/browser/class-on-air'
import type { ClassOnAir, Person } from '../support/browser/class-on-air'
import { phaseBecomes, pictureMoves } from '../support/browser/picture'

/** Retries of the component before it gives up: `RETRY_DELAYS_MS` of the browser's pusher. */
const COMPONENT_TRIES = 3
/** Retries of the app: for the class channel and for a new URL. */
const APP_TRIES = 10

describe('a class whose teacher has a bad network', () => {
  let theClass: ClassOnAir
  let teacher: Person
  let student: Person

  beforeAll(async () => {
    theClass = await openClass(['student'])
    teacher = theClass.teacher
    const [first] = theClass.students
    if (!first) throw new Error('The class has no student')
    student = first
  })
  afterAll(() => theClass.close())
  afterEach(() => [teacher, student].forEach(({ network }) => network.heal()))

  // Each test starts with a healthy class and an empty record of phases.
  beforeEach(async () => {
    await isWellAgain(theClass)
    await Promise.all([teacher, student].map(takePhases))
  })

  /** Waits until teacher, student and server all report that the teacher's stream is gone. */
  async function isInterrupted(timeoutMs?: number): Promise<void> {
    await Promise.all([
      phaseBecomes(teacher.page, 'reconnecting', timeoutMs),
      phaseBecomes(student.page, 'interrupted', timeoutMs),
      theClass.serverPhaseBecomes('interrupted', timeoutMs),
    ])
  }

  it('stays on air when packets arrive late and unevenly', async () => {
    teacher.network.delay(300, 300)
    await waitSeconds(4)
    await pictureMoves(student.page, PICTURE_BACK_WITHIN_MS)
    expect(await theClass.serverPhase()).toBe('live')
    teacher.network.heal()
    await isWellAgain(theClass)
    expect(await takePhases(teacher)).not.toContain('reconnecting')
  })

  it('shows the picture again when packets stay late after a hiccup', async () => {
    teacher.network.delay(300, 300)
    await waitSeconds(2)
    teacher.network.freeze()
    await waitSeconds(1)
    teacher.network.thaw()
    await waitSeconds(4)
    await pictureMoves(student.page, PICTURE_BACK_WITHIN_MS)
    teacher.network.heal()
    await isWellAgain(theClass)
    expect(await takePhases(teacher)).not.toContain('reconnecting')
  })

  it('lowers the quality on a slow uplink and stays on air', async () => {
    teacher.network.throttle({ upKbps: 150 })
    await teacher.page.getByTestId('reduced').waitFor()
    expect(await theClass.serverPhase()).toBe('live')
    teacher.network.heal()
    await isWellAgain(theClass, [student], PICTURE_BACK_WITHIN_MS)
    await sentenceOf(teacher, 'my-network-slow').waitFor({ state: 'hidden', timeout: 30_000 })
    expect(await takePhases(teacher)).not.toContain('reconnecting')
  })

  it('stays on air during three seconds without a packet', async () => {
    teacher.network.freeze()
    await waitSeconds(3)
    expect(await theClass.serverPhase()).toBe('live')
    teacher.network.thaw()
    await isWellAgain(theClass)
    expect(await takePhases(teacher)).not.toContain('reconnecting')
  })

  it('comes back after a silence longer than the server\'s timeout', async () => {
    teacher.network.freeze()
    await isInterrupted(25_000)
    await waitSeconds(3)
    teacher.network.thaw()
    await isWellAgain(theClass)
  })

  it('comes back after a cut of two seconds', async () => {
    teacher.network.cut()
    await isInterrupted()
    await waitSeconds(2)
    teacher.network.heal()
    await isWellAgain(theClass)
  })

  it('comes back after a cut that outlasts the component\'s retries', async () => {
    teacher.network.cut()
    await triesInVain(teacher, 'media', COMPONENT_TRIES)
    await sentenceOf(teacher, 'service-unreachable').waitFor()
    await triesInVain(teacher, 'web', APP_TRIES)
    await isInterrupted()
    teacher.network.heal()
    await isWellAgain(theClass)
  })

  it('comes back after a reset', async () => {
    teacher.network.reset()
    await phaseBecomes(teacher.page, 'reconnecting')
    await isWellAgain(theClass)
  })

  it('comes back once the server accepts connections again', async () => {
    teacher.network.refuse()
    teacher.network.reset()
    await isInterrupted()
    await triesInVain(teacher, 'media', 1)
    teacher.network.heal()
    await isWellAgain(theClass)
  })

  it('names the service when only the media is cut, and comes back', async () => {
    teacher.network.cut('media')
    await isInterrupted()
    await sentenceOf(teacher, 'media-unreachable').waitFor()
    teacher.network.heal()
    await isWellAgain(theClass)
  })

  it('stays on air while only the API and the channel are cut', async () => {
    teacher.network.cut('web')
    await triesInVain(teacher, 'web', APP_TRIES)
    await pictureMoves(student.page, PICTURE_BACK_WITHIN_MS)
    teacher.network.heal()
    await isWellAgain(theClass)
    expect(await takePhases(teacher)).not.toContain('reconnecting')
    expect(await takePhases(student)).not.toContain('interrupted')
  })

  it('comes back after teacher and student were cut at the same time', async () => {
    teacher.network.cut()
    student.network.cut()
    await Promise.all([teacher, student].map(({ page }) => phaseBecomes(page, 'reconnecting')))
    await theClass.serverPhaseBecomes('interrupted')
    await Promise.all([teacher, student].map(person => triesInVain(person, 'media', 1)))
    student.network.heal()
    await phaseBecomes(student.page, 'interrupted')
    teacher.network.heal()
    await isWellAgain(theClass)
  })

  it('comes back after four resets in a row', async () => {
    for (let n = 0; n < 4; n += 1) {
      teacher.network.reset('media')
      await waitSeconds(1.5)
    }
    await isWellAgain(theClass)
  })
})
