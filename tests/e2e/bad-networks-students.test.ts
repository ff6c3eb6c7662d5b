import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  isWellAgain, last, MOVES_WITHIN_MS, openClass, sentenceOf, takePhases, triesInVain,
} from '../support/browser/class-on-air'
import type { ClassOnAir, Person } from '../support/browser/class-on-air'
import { phaseBecomes, pictureMoves } from '../support/browser/picture'

/** As many troubles as these happen at the same time, and none is anybody else's business. */
const ACCOUNTS = ['student', 'student2', 'student3', 'student4', 'student5']
/** The component's own, after which it gives up: `RETRY_DELAYS_MS` of the browser's player. */
const COMPONENT_TRIES = 3
/** The app's, of the channel and of questions for a new URL. */
const APP_TRIES = 10

describe('students with bad networks', () => {
  let theClass: ClassOnAir
  const free: Person[] = []

  beforeAll(async () => {
    theClass = await openClass(ACCOUNTS)
    await isWellAgain(theClass)
    free.push(...theClass.students)
  })
  afterAll(() => theClass.close())

  const isWell = (student: Person) => isWellAgain(theClass, [student])

  /** The runner begins more troubles than there are students. */
  async function nextFree(): Promise<Person> {
    for (;;) {
      const student = free.pop()
      if (student) return student
      await last(0.2)
    }
  }

  /** One trouble of somebody who has none now, and who is free for the next one after it. */
  const trouble = (name: string, happens: (student: Person) => Promise<void>) => it.concurrent(name, async () => {
    const student = await nextFree()
    try {
      await isWell(student)
      await takePhases(student)
      await happens(student)
    } finally {
      student.network.heal()
      free.push(student)
    }
  })

  trouble('late and uneven packets cost a moment of the cache at most', async student => {
    student.network.delay(300, 300)
    await last(5)
    await pictureMoves(student.page, MOVES_WITHIN_MS)
    student.network.heal()
    await isWell(student)
    expect(await takePhases(student)).not.toContain('reconnecting')
  })

  trouble('a downlink that is too slow is named, and forgotten once it is faster', async student => {
    student.network.throttle({ downKbps: 200 })
    await phaseBecomes(student.page, 'buffering', 20_000)
    await sentenceOf(student, 'my-network-slow').waitFor()
    student.network.heal()
    await isWell(student)
    await sentenceOf(student, 'my-network-slow').waitFor({ state: 'hidden', timeout: 20_000 })
  })

  trouble('three seconds without a packet', async student => {
    student.network.freeze()
    await phaseBecomes(student.page, 'buffering')
    await last(1)
    student.network.thaw()
    await isWell(student)
  })

  trouble('twelve seconds without a packet are one connection more', async student => {
    student.network.freeze()
    await phaseBecomes(student.page, 'reconnecting')
    await last(6)
    student.network.thaw()
    await isWell(student)
  })

  trouble('a cut of two seconds', async student => {
    student.network.cut()
    await phaseBecomes(student.page, 'reconnecting')
    await last(2)
    student.network.heal()
    await isWell(student)
  })

  trouble('a cut that is longer than the component tries', async student => {
    student.network.cut()
    await triesInVain(student, 'media', COMPONENT_TRIES)
    await sentenceOf(student, 'service-unreachable').waitFor()
    await triesInVain(student, 'web', APP_TRIES)
    await phaseBecomes(student.page, 'reconnecting')
    student.network.heal()
    await isWell(student)
  })

  trouble('resets, one after another', async student => {
    for (let n = 0; n < 5; n += 1) {
      student.network.reset()
      await last(1)
    }
    await isWell(student)
    // Each may be over before anybody looks, and one that falls between two tries breaks nothing.
    expect(await takePhases(student)).toContain('reconnecting')
  })

  trouble('the API and the channel are cut while the picture goes on, which needs no word', async student => {
    student.network.cut('web')
    await triesInVain(student, 'web', APP_TRIES)
    await pictureMoves(student.page, MOVES_WITHIN_MS)
    expect(await sentenceOf(student, 'service-unreachable').isVisible()).toBe(false)
    student.network.heal()
    await isWell(student)
    const shown = await takePhases(student)
    expect(shown).not.toContain('reconnecting')
    expect(shown).not.toContain('interrupted')
  })

  trouble('the media is cut while the API answers: the service is named, not the student\'s network', async student => {
    student.network.cut('media')
    await phaseBecomes(student.page, 'reconnecting')
    await sentenceOf(student, 'media-unreachable').waitFor()
    await triesInVain(student, 'media', COMPONENT_TRIES)
    student.network.heal()
    await isWell(student)
  })

  trouble('a device that is offline knows it, and is back by itself', async student => {
    await student.page.context().setOffline(true)
    await sentenceOf(student, 'my-network-lost').waitFor()
    await last(4)
    await student.page.context().setOffline(false)
    await sentenceOf(student, 'my-network-lost').waitFor({ state: 'hidden' })
    await isWell(student)
  })
})
