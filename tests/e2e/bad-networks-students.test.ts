import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  isWellAgain, openClass, PICTURE_BACK_WITHIN_MS, sentenceOf, takePhases, triesInVain, waitSeconds,
} from '../support/browser/class-on-air'
import type { ClassOnAir, Person } from '../support/browser/class-on-air'
import { phaseBecomes, pictureMoves } from '../support/browser/picture'

/** The troubles run concurrently, one per account, and do not affect each other. */
const ACCOUNTS = ['student', 'student2', 'student3', 'student4', 'student5']
/** Retries of the component before it gives up: `RETRY_DELAYS_MS` of the browser's player. */
const COMPONENT_TRIES = 3
/** Retries of the app: for the class channel and for a new URL. */
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

  /** Waits for a student without trouble: the runner starts more tests than there are students. */
  async function nextFree(): Promise<Person> {
    for (;;) {
      const student = free.pop()
      if (student) return student
      await waitSeconds(0.2)
    }
  }

  /** Runs one trouble on a free student and frees the student afterwards. */
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

  trouble('keeps playing when packets arrive late and unevenly', async student => {
    student.network.delay(300, 300)
    await waitSeconds(5)
    await pictureMoves(student.page, PICTURE_BACK_WITHIN_MS)
    student.network.heal()
    await isWell(student)
    expect(await takePhases(student)).not.toContain('reconnecting')
  })

  trouble('names a slow downlink until it is fast again', async student => {
    student.network.throttle({ downKbps: 200 })
    await phaseBecomes(student.page, 'buffering', 20_000)
    await sentenceOf(student, 'my-network-slow').waitFor()
    student.network.heal()
    await isWell(student)
    await sentenceOf(student, 'my-network-slow').waitFor({ state: 'hidden', timeout: 30_000 })
  })

  trouble('recovers after three seconds without a packet', async student => {
    student.network.freeze()
    await phaseBecomes(student.page, 'buffering')
    await waitSeconds(1)
    student.network.thaw()
    await isWell(student)
  })

  trouble('reconnects after twelve seconds without a packet', async student => {
    student.network.freeze()
    await phaseBecomes(student.page, 'reconnecting')
    await waitSeconds(6)
    student.network.thaw()
    await isWell(student)
  })

  trouble('recovers after a cut of two seconds', async student => {
    student.network.cut()
    await phaseBecomes(student.page, 'reconnecting')
    await waitSeconds(2)
    student.network.heal()
    await isWell(student)
  })

  trouble('recovers after a cut that outlasts the component\'s retries', async student => {
    student.network.cut()
    await triesInVain(student, 'media', COMPONENT_TRIES)
    await sentenceOf(student, 'service-unreachable').waitFor()
    await triesInVain(student, 'web', APP_TRIES)
    await phaseBecomes(student.page, 'reconnecting')
    student.network.heal()
    await isWell(student)
  })

  trouble('recovers after five resets in a row', async student => {
    for (let n = 0; n < 5; n += 1) {
      student.network.reset()
      await waitSeconds(1)
    }
    await isWell(student)
    // One reset may be repaired between two checks, or hit no open connection: at least one of the five shows.
    expect(await takePhases(student)).toContain('reconnecting')
  })

  trouble('shows no message when only the API and the channel are cut', async student => {
    student.network.cut('web')
    await triesInVain(student, 'web', APP_TRIES)
    await pictureMoves(student.page, PICTURE_BACK_WITHIN_MS)
    expect(await sentenceOf(student, 'service-unreachable').isVisible()).toBe(false)
    student.network.heal()
    await isWell(student)
    const shown = await takePhases(student)
    expect(shown).not.toContain('reconnecting')
    expect(shown).not.toContain('interrupted')
  })

  trouble('names the service, not the student\'s network, when only the media is cut', async student => {
    student.network.cut('media')
    await phaseBecomes(student.page, 'reconnecting')
    await sentenceOf(student, 'media-unreachable').waitFor()
    await triesInVain(student, 'media', COMPONENT_TRIES)
    student.network.heal()
    await isWell(student)
  })

  trouble('shows that the device is offline and recovers by itself', async student => {
    await student.page.context().setOffline(true)
    await sentenceOf(student, 'my-network-lost').waitFor()
    await waitSeconds(4)
    await student.page.context().setOffline(false)
    await sentenceOf(student, 'my-network-lost').waitFor({ state: 'hidden' })
    await isWell(student)
  })
})
