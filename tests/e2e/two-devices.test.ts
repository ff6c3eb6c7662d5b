import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  isWellAgain, openClass, phasesBeside, PICTURE_BACK_WITHIN_MS, takePhases, waitSeconds,
} from '../support/browser/class-on-air'
import type { ClassOnAir, Person } from '../support/browser/class-on-air'
import { phaseBecomes, pictureMoves } from '../support/browser/picture'

/** Longer than two pauses of the machine between two tries. */
const LONGER_THAN_TWO_PAUSES_SECONDS = 14

describe('a teacher with two devices', () => {
  let theClass: ClassOnAir
  let first: Person
  let second: Person

  beforeAll(async () => {
    theClass = await openClass(['student'])
    first = theClass.teacher
    second = await theClass.openOnAnotherDevice()
  })
  afterAll(() => theClass.close())

  const studentSees = () =>
    Promise.all(theClass.students.map(({ page }) => pictureMoves(page, PICTURE_BACK_WITHIN_MS)))

  it('stays on air on the first while the second only opens the class', async () => {
    await isWellAgain(theClass)
    expect(theClass.publishes()).toBe(1)
    expect(await phasesBeside(second, 'elsewhere')).toEqual([])
  })

  it('takes the class over by a press, and the first does not take it back by itself', async () => {
    await second.page.getByTestId('start-class').click()
    await phaseBecomes(second.page, 'live')
    await phaseBecomes(first.page, 'taken-over')
    await first.page.getByText('已在另一台设备上直播').waitFor()
    await takePhases(first)
    await waitSeconds(LONGER_THAN_TWO_PAUSES_SECONDS)
    expect(await phasesBeside(first, 'taken-over')).toEqual([])
    expect(theClass.publishes()).toBe(2)
    await studentSees()
  })

  it('keeps the class on the second through a lost network', async () => {
    second.network.cut('media')
    await theClass.serverPhaseBecomes('interrupted')
    await waitSeconds(2)
    second.network.heal()
    await theClass.serverPhaseBecomes('live', PICTURE_BACK_WITHIN_MS)
    await phaseBecomes(second.page, 'live', PICTURE_BACK_WITHIN_MS)
    await studentSees()
    expect(await phasesBeside(first, 'taken-over')).toEqual([])
  })

  it('takes the class back by a press', async () => {
    const publishes = theClass.publishes()
    await first.page.getByTestId('take-back').click()
    await phaseBecomes(first.page, 'live')
    await phaseBecomes(second.page, 'taken-over')
    await isWellAgain(theClass)
    expect(theClass.publishes()).toBe(publishes + 1)
  })
})
