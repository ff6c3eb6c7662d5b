import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  isWellAgain, last, MOVES_WITHIN_MS, openClass, PICTURE_BACK_WITHIN_MS, sentenceOf, takePhases, triesInVain,
} from '../support/browser/class-on-air'
import type { ClassOnAir, Person } from '../support/browser/class-on-air'
import { phaseBecomes, pictureMoves } from '../support/browser/picture'

/** The component's own, after which it gives up: `RETRY_DELAYS_MS` of the browser's pusher. */
const COMPONENT_TRIES = 3
/** The app's, of the channel and of questions for a new URL. */
const APP_TRIES = 10

describe('a class whose teacher has a bad network', () => {
  let theClass: ClassOnAir
  let teacher: Person
  let student: Person

  beforeAll(async () => {
    theClass = await openClass(['student'])
    teacher = theClass.teacher
    const [first] = theClass.students
    if (!first) throw new Error('Nobody watches')
    student = first
  })
  afterAll(() => theClass.close())
  afterEach(() => [teacher, student].forEach(({ network }) => network.heal()))

  // Each trouble hits a class that is well, and what was shown before is none of its business.
  beforeEach(async () => {
    await isWellAgain(theClass)
    await Promise.all([teacher, student].map(takePhases))
  })

  /** What the teacher, the student and the server say as long as the teacher's stream is gone. */
  async function isInterrupted(timeoutMs?: number): Promise<void> {
    await Promise.all([
      phaseBecomes(teacher.page, 'reconnecting', timeoutMs),
      phaseBecomes(student.page, 'interrupted', timeoutMs),
      theClass.serverPhaseBecomes('interrupted', timeoutMs),
    ])
  }

  it('goes on while packets come late and unevenly', async () => {
    teacher.network.delay(300, 300)
    await last(4)
    await pictureMoves(student.page, MOVES_WITHIN_MS)
    expect(await theClass.serverPhase()).toBe('live')
    teacher.network.heal()
    await isWellAgain(theClass)
    expect(await takePhases(teacher)).not.toContain('reconnecting')
  })

  it('lowers the quality for an uplink that is too slow and says so, never drops the class for it, and is well once it is faster', async () => {
    teacher.network.throttle({ upKbps: 150 })
    await teacher.page.getByTestId('reduced').waitFor()
    expect(await theClass.serverPhase()).toBe('live')
    teacher.network.heal()
    await isWellAgain(theClass, [student], PICTURE_BACK_WITHIN_MS)
    await sentenceOf(teacher, 'my-network-slow').waitFor({ state: 'hidden', timeout: 30_000 })
    expect(await takePhases(teacher)).not.toContain('reconnecting')
  })

  it('waits out three seconds without a packet', async () => {
    teacher.network.freeze()
    await last(3)
    expect(await theClass.serverPhase()).toBe('live')
    teacher.network.thaw()
    await isWellAgain(theClass)
    expect(await takePhases(teacher)).not.toContain('reconnecting')
  })

  it('comes back after a silence that was longer than the server waits', async () => {
    teacher.network.freeze()
    await isInterrupted(25_000)
    await last(3)
    teacher.network.thaw()
    await isWellAgain(theClass)
  })

  it('comes back after a cut of two seconds', async () => {
    teacher.network.cut()
    await isInterrupted()
    await last(2)
    teacher.network.heal()
    await isWellAgain(theClass)
  })

  it('comes back after a cut that is longer than the component tries', async () => {
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

  it('comes back once the server takes connections again', async () => {
    teacher.network.refuse()
    teacher.network.reset()
    await isInterrupted()
    await triesInVain(teacher, 'media', 1)
    teacher.network.heal()
    await isWellAgain(theClass)
  })

  it('comes back when only the media is cut, and the service is named for it', async () => {
    teacher.network.cut('media')
    await isInterrupted()
    await sentenceOf(teacher, 'media-unreachable').waitFor()
    teacher.network.heal()
    await isWellAgain(theClass)
  })

  it('goes on while only the API and the channel are cut', async () => {
    teacher.network.cut('web')
    await triesInVain(teacher, 'web', APP_TRIES)
    await pictureMoves(student.page, MOVES_WITHIN_MS)
    teacher.network.heal()
    await isWellAgain(theClass)
    expect(await takePhases(teacher)).not.toContain('reconnecting')
    expect(await takePhases(student)).not.toContain('interrupted')
  })

  it('comes back when teacher and student were cut at once', async () => {
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

  it('comes back from one reset after another', async () => {
    for (let n = 0; n < 4; n += 1) {
      teacher.network.reset('media')
      await last(1.5)
    }
    await isWellAgain(theClass)
  })
})
