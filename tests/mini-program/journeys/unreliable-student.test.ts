import { beforeAll, describe, expect, it } from 'vitest'
import type { Lesson } from '../../../contract'
import { NO_FAULTS } from '../host/live/faults'
import type { LiveFaults } from '../host/live/faults'
import { teacherOnAir, useSchool } from './phones'
import type { MiniProgram } from '../mini-program'

describe('a student whose phone is unreliable', () => {
  const school = useSchool()
  let lesson: Lesson

  beforeAll(async () => {
    lesson = await school().lessonNow()
  })

  async function watching(faults: Partial<LiveFaults> = {}): Promise<MiniProgram> {
    const phone = await school().signedIn('student', { clock: 'fast', faults: { ...NO_FAULTS, ...faults } })
    await teacherOnAir(school(), lesson)
    await phone.host.navigateTo(`/pages/watch/watch?id=${lesson.id}`)
    await phone.phaseBecomes('live')
    return phone
  }
  const commandsOf = (phone: MiniProgram) => phone.host.liveCommands('player')

  it.each(['stop', 'play'])('goes on although the component never calls back a %s', async command => {
    const phone = await watching({ unanswered: [command] })
    await phone.host.report('player', -2301)
    await phone.phaseBecomes('reconnecting')
    await phone.phaseBecomes('live')
    expect((await commandsOf(phone)).slice(-2)).toEqual(['stop', 'play'])
    expect(await phone.host.problems()).toEqual([])
  })

  it('gets a new component when the old one reports nothing any more', async () => {
    const phone = await watching()
    const before = await phone.host.live('player')
    await phone.host.killLive('player')
    await phone.phaseBecomes('reconnecting')
    await phone.phaseBecomes('live')
    expect((await phone.host.live('player'))?.generation).toBeGreaterThan(before?.generation ?? 0)
    expect(await phone.host.problems()).toEqual([])
  })

  it.each([['reported', 30_000], ['not reported', undefined]])(
    'hears the class again after a call whose end is %s', async (_, endsAfterMs) => {
      const phone = await watching()
      const before = await commandsOf(phone)
      await phone.host.emit('audioInterruptionBegin')
      // The system has stopped the component.
      await phone.host.setFaults({ losesStatistics: true })
      await phone.host.advance(endsAfterMs ?? 50_000)
      expect(await phone.phase()).toBe('live')
      expect(await commandsOf(phone)).toEqual(before)
      await phone.host.setFaults({ losesStatistics: false })
      if (endsAfterMs !== undefined) await phone.host.emit('audioInterruptionEnd')
      await phone.phaseBecomes('reconnecting')
      await phone.phaseBecomes('live')
      expect((await commandsOf(phone)).slice(before.length)).toEqual(['stop', 'play'])
      expect(await phone.host.problems()).toEqual([])
    })

  it('sees the floating window recover without a tap', async () => {
    const phone = await watching()
    await phone.host.navigateTo('/pages/me/me')
    await phone.until('the window', async () => await phone.host.floatingPage() === 'pages/watch/watch')
    await phone.host.report('player', -2301)
    expect((await phone.host.live('player'))?.isMoving).toBe(false)
    await phone.until('a picture', async () => (await phone.host.live('player'))?.isMoving === true)
    expect(await phone.host.floatingPage()).toBe('pages/watch/watch')
    expect(await phone.host.problems()).toEqual([])
  })
})
