import { beforeAll, describe, expect, it } from 'vitest'
import type { Lesson } from '../../../contract'
import { NO_FAULTS } from '../host/live/faults'
import { teacherOnAir, useSchool } from './phones'
import type { MiniProgram, StartOptions } from '../mini-program'

describe('a student with the mini-program', () => {
  const school = useSchool()
  let lesson: Lesson

  beforeAll(async () => {
    lesson = await school().lessonNow()
  })

  it('signs in, finds today\'s lesson and waits for the teacher', async () => {
    const phone = await school().signedIn('student')
    await phone.sees(lesson.title)
    await phone.touch(`text=${lesson.title}`)
    await phone.routeBecomes('pages/lesson/lesson')
    await phone.tap('join')
    await phone.routeBecomes('pages/watch/watch')
    await phone.phaseBecomes('open')
    expect(await phone.host.keepsScreenOn()).toBe(true)
    expect(await phone.host.problems()).toEqual([])
  })

  it('gets an error message for a wrong password', async () => {
    const phone = await school().phone()
    await phone.fill('account', 'student')
    await phone.fill('password', 'not-the-password')
    await phone.tap('sign-in')
    await phone.until('a failure', async () => await phone.front('.failure').count() > 0)
    expect(await phone.host.route()).toBe('pages/login/login')
  })

  it('gets a URL that plays', async () => {
    const phone = await school().signedIn('student')
    await teacherOnAir(school(), lesson)
    await phone.host.navigateTo(`/pages/watch/watch?id=${lesson.id}`)
    await phone.phaseBecomes('live')
    const { src } = (await phone.host.live('player'))?.attributes ?? {}
    const response = await fetch(String(src))
    const { value } = await response.body?.getReader().read() ?? {}
    expect(Buffer.from(value ?? []).subarray(0, 3).toString()).toBe('FLV')
  })

  it('stays within WeChat\'s budget of setData during a flood of statistics', async () => {
    const phone = await school().signedIn('student', { clock: 'virtual' })
    await teacherOnAir(school(), lesson)
    await phone.host.navigateTo(`/pages/watch/watch?id=${lesson.id}`)
    await phone.host.advance(2_000)
    await phone.phaseBecomes('live')
    const before = (await phone.host.setDataCalls()).length
    await phone.host.play('player', Array.from({ length: 100 }, (_, n) => ({
      atMs: n * 100, netInfo: { videoBitrate: 700 + n, netSpeed: 800 + n, videoCache: 900 + n },
    })))
    const calls = (await phone.host.setDataCalls()).slice(before)
    expect(calls.length / 10, 'calls a second').toBeLessThanOrEqual(5)
    expect(Math.max(...calls.map(({ bytes }) => bytes)), 'bytes of one call').toBeLessThan(50_000)
  })
})

/** The server reads the number of viewers once a second. */
const VIEWERS_TOLD_WITHIN_MS = 1_200

/** Reports of the picture may get lost: the page then knows it from the statistics. */
const REPORTS: readonly [name: string, options: StartOptions][] = [
  ['with every code', {}],
  ['without 2003, 2004 and 2032', { clock: 'fast', faults: { ...NO_FAULTS, withheld: [2003, 2004, 2032] } }],
]

describe.each(REPORTS)('a student in class %s', (_, unreliable) => {
  const school = useSchool()
  let lesson: Lesson

  beforeAll(async () => {
    lesson = await school().lessonNow()
  })

  const onAir = () => teacherOnAir(school(), lesson)
  const watchUrl = () => `/pages/watch/watch?id=${lesson.id}`
  const signedIn = (options: StartOptions = {}) => school().signedIn('student', { ...unreliable, ...options })

  async function watching(phone: MiniProgram): Promise<void> {
    await phone.host.navigateTo(watchUrl())
    await phone.phaseBecomes('live')
  }

  it('enters the class from the waiting room without a tap', async () => {
    const phone = await signedIn()
    await phone.host.navigateTo(watchUrl())
    await phone.phaseBecomes('open')
    await onAir()
    await phone.phaseBecomes('live')
    const player = await phone.host.live('player')
    expect(player?.attributes.src).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/live\/.+\.flv\?/)
    expect(await phone.host.problems()).toEqual([])
  })

  it('sees a stall end where the network recovers, and reconnects where WeChat gives up', async () => {
    const phone = await signedIn({ live: 'scripted', clock: 'fast' })
    await onAir()
    await phone.host.navigateTo(watchUrl())
    await phone.phaseBecomes('connecting')
    await phone.until('a URL', async () => (await phone.host.live('player'))?.state === 'playing')
    for (const code of [2001, 2003, 2004]) await phone.host.report('player', code)
    await phone.phaseBecomes('live')
    await phone.host.report('player', 2007)
    await phone.phaseBecomes('buffering')
    await phone.host.report('player', 2004)
    await phone.phaseBecomes('live')
    await phone.host.report('player', -2301)
    await phone.host.settle()
    expect(await phone.phase()).toBe('reconnecting')
    await phone.until('another try', async () => (await phone.host.live('player'))?.state === 'playing')
    await phone.host.report('player', 2004)
    await phone.phaseBecomes('live')
  })

  it('sees the teacher step away and come back', async () => {
    const phone = await signedIn()
    const stop = await onAir()
    await watching(phone)
    stop()
    await phone.phaseBecomes('interrupted')
    await onAir()
    await phone.phaseBecomes('live')
  })

  it('reconnects to the class after a long time in another app, though WeChat closed the socket', async () => {
    const phone = await signedIn({ clock: 'virtual' })
    const stop = await onAir()
    await phone.host.navigateTo(watchUrl())
    await phone.host.advance(6_000)
    await phone.phaseBecomes('live')
    // The end of an earlier viewer is told late, and the channel lives for five seconds in the background.
    await new Promise(done => setTimeout(done, VIEWERS_TOLD_WITHIN_MS))
    const before = (await phone.host.setDataCalls()).length
    await phone.host.hide()
    await phone.host.advance(60_000)
    expect((await phone.host.setDataCalls()).slice(before).filter(({ hidden }) => hidden)).toEqual([])
    await phone.host.show()
    await phone.host.advance(3_000)
    await phone.phaseBecomes('live')
    expect(await phone.host.keepsScreenOn()).toBe(true)
    // Messages of the class channel arrive again.
    stop()
    await phone.phaseBecomes('interrupted')
    expect(await phone.host.problems()).toEqual([])
  })

  it('keeps the class in the floating window until a tap returns to it or the window is closed', async () => {
    const phone = await signedIn()
    await onAir()
    await watching(phone)
    await phone.until('a playing player', async () => (await phone.host.live('player'))?.state === 'playing')
    const floats = (route: string | undefined) =>
      phone.until(`window of ${route}`, async () => await phone.host.floatingPage() === route)

    await phone.host.navigateTo('/pages/me/me')
    await floats('pages/watch/watch')
    await phone.host.tapFloatingWindow()
    await phone.routeBecomes('pages/watch/watch')
    await floats(undefined)
    await phone.phaseBecomes('live')

    await phone.host.back()
    await phone.routeBecomes('pages/lessons/lessons')
    await floats('pages/watch/watch')
    expect((await phone.host.live('player'))?.state).toBe('playing')
    await phone.host.closeFloatingWindow()
    await floats(undefined)
    expect(await phone.host.live('player')).toBeUndefined()
    expect(await phone.host.problems()).toEqual([])
  })

  it('sees the end of class in any state of the player', async () => {
    const phone = await signedIn()
    await onAir()
    await watching(phone)
    await school().call('teacher', 'POST', `/lessons/${lesson.id}/live/stop`)
    await phone.phaseBecomes('ended')
    expect((await phone.host.live('player'))?.state ?? 'gone').not.toBe('playing')
  })
})
