import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { PLAYER_EVENTS } from '../../src/features/codes/player-events'
import { PUSHER_EVENTS } from '../../src/features/codes/pusher-events'
import {
  isWellAgain, openClass, phasesBeside, takePhases, triesInVain, waitSeconds, withhold,
} from '../support/browser/class-on-air'
import type { ClassOnAir, Person } from '../support/browser/class-on-air'
import { countMediaLines } from '../support/browser/media-lines'

/** Tries of a component before it gives up: `RETRY_DELAYS_MS` of the twins. */
const COMPONENT_TRIES = 3
/** The last of these tries has failed as well, and nothing is tried any more. */
const GIVEN_UP_AFTER_SECONDS = 4
/** Longer than the machines wait for the first report of a try. */
const LONGER_THAN_A_TRY_SECONDS = 22
/** Longer than two such waits, and than the silence after which a component counts as dead. */
const LONGER_THAN_TWO_TRIES_SECONDS = 45
/** Twenty seconds of silence, a question to the server and a new start, on a busy machine. */
const BACK_WITHIN_MS = 90_000
const TEST_MS = 240_000

const codesOf = <Name extends string>(table: Readonly<Record<Name, { code: number }>>, names: readonly Name[]) =>
  names.map(name => table[name].code)
const everyCode = (table: Readonly<Record<string, { code: number }>>) => Object.values(table).map(({ code }) => code)

const PUSHER_LOSSES = codesOf(PUSHER_EVENTS, ['READ_WRITE_FAILED', 'RECONNECTING', 'CONNECT_FAILED', 'NETWORK_LOST'])
const PLAYER_LOSSES = codesOf(PLAYER_EVENTS, ['READ_WRITE_FAILED', 'RECONNECTING', 'CONNECT_FAILED', 'NETWORK_LOST'])
const PICTURE = codesOf(PLAYER_EVENTS, ['FIRST_FRAME_RENDERED', 'FIRST_KEYFRAME', 'PLAYING'])
const PUSH_STARTED = codesOf(PUSHER_EVENTS, ['PUSH_STARTED'])

function firstStudent({ students: [student] }: ClassOnAir): Person {
  if (!student) throw new Error('The class has no student')
  return student
}

/** Cuts a person's media until the component has given up and the machine has commanded it. */
async function loseTheMedia(person: Person): Promise<void> {
  person.network.cut('media')
  await triesInVain(person, 'media', COMPONENT_TRIES + 1)
  person.network.heal()
}

/** Cuts a person's media until the component has given up without a word. */
async function loseTheMediaInSilence(person: Person): Promise<void> {
  person.network.cut('media')
  await triesInVain(person, 'media', COMPONENT_TRIES)
  await waitSeconds(GIVEN_UP_AFTER_SECONDS)
  person.network.heal()
}

describe('a class whose components report statistics only', () => {
  let theClass: ClassOnAir

  beforeAll(async () => {
    theClass = await openClass(['student'], {
      teacher: { pusher: everyCode(PUSHER_EVENTS) }, students: { player: everyCode(PLAYER_EVENTS) },
    })
  })
  afterAll(() => theClass.close())

  it('stays on air without a restart', async () => {
    await isWellAgain(theClass)
    const people = [theClass.teacher, firstStudent(theClass)]
    const lines = people.map(({ page }) => countMediaLines(page))
    const publishes = theClass.publishes()
    await takePhases(theClass.teacher)
    await waitSeconds(LONGER_THAN_TWO_TRIES_SECONDS)
    await isWellAgain(theClass)
    expect(theClass.publishes()).toBe(publishes)
    expect(lines.map(({ opened }) => opened)).toEqual([0, 0])
    expect(await phasesBeside(theClass.teacher, 'live')).toEqual([])
  }, TEST_MS)

  it('comes back after a cut that outlasts the component\'s retries', async () => {
    for (const person of [theClass.teacher, firstStudent(theClass)]) {
      await loseTheMediaInSilence(person)
      await isWellAgain(theClass, theClass.students, BACK_WITHIN_MS)
    }
  }, TEST_MS)
})

describe('a class whose components lose single reports', () => {
  let theClass: ClassOnAir
  let teacher: Person
  let student: Person

  beforeAll(async () => {
    theClass = await openClass(['student'], { teacher: { pusher: PUSH_STARTED }, students: { player: PICTURE } })
    ;({ teacher } = theClass)
    student = firstStudent(theClass)
  })
  afterAll(() => theClass.close())
  beforeEach(() => isWellAgain(theClass))
  afterEach(() => [teacher, student].forEach(({ network }) => network.heal()))

  it('is taught without 1002 and watched without 2003, 2004 and 2032', async () => {
    const lines = [teacher, student].map(({ page }) => countMediaLines(page))
    await waitSeconds(LONGER_THAN_A_TRY_SECONDS)
    await isWellAgain(theClass)
    expect(lines.map(({ opened }) => opened)).toEqual([0, 0])
    for (const person of [teacher, student]) {
      await loseTheMedia(person)
      await isWellAgain(theClass, [student], BACK_WITHIN_MS)
    }
  }, TEST_MS)

  it('comes back when the results of start, stop and play never arrive', async () => {
    await withhold(teacher, { pusher: ['start', 'stop'] })
    await withhold(student, { player: ['play', 'stop'] })
    for (const person of [teacher, student]) {
      await loseTheMedia(person)
      await isWellAgain(theClass, [student], BACK_WITHIN_MS)
    }
  }, TEST_MS)

  it('comes back when neither the loss nor the retries are reported', async () => {
    await withhold(teacher, { pusher: PUSHER_LOSSES })
    await withhold(student, { player: PLAYER_LOSSES })
    for (const person of [teacher, student]) {
      await loseTheMediaInSilence(person)
      await isWellAgain(theClass, [student], BACK_WITHIN_MS)
    }
  }, TEST_MS)

  it('leaves a component alone that heals itself without a report', async () => {
    await withhold(teacher, { pusher: [...PUSHER_LOSSES, ...PUSH_STARTED] })
    const publishes = theClass.publishes()
    teacher.network.reset('media')
    await expect.poll(theClass.publishes, { timeout: BACK_WITHIN_MS }).toBe(publishes + 1)
    await waitSeconds(LONGER_THAN_A_TRY_SECONDS)
    await isWellAgain(theClass, [student], BACK_WITHIN_MS)
    expect(theClass.publishes()).toBe(publishes + 1)
  }, TEST_MS)
})
