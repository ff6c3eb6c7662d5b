import { beforeAll, describe, expect, it } from 'vitest'
import { isPublishedFrom } from '../../../contract/class/device'
import type { Lesson } from '../../../contract'
import { prepareClass, teachOn, useSchool } from './phones'
import type { MiniProgram } from '../mini-program'

/** The relay's answer to a push ticket that a newer one of another device has replaced. */
const TAKEN_OVER = 'NetStream.Publish.BadName'

describe('a teacher with two phones', () => {
  const school = useSchool()
  let lesson: Lesson

  beforeAll(async () => {
    lesson = await school().lessonNow()
  })

  const preparing = () => prepareClass(school(), lesson, { clock: 'fast' })
  const publisher = async () => (await school().snapshot(lesson)).publisherDevice
  const urlOf = async (phone: MiniProgram) => String((await phone.host.live('pusher'))?.attributes.url)

  it('continues on the second one; the first one says so, and takes the class back on a tap only', async () => {
    const first = await preparing()
    const uplink = await teachOn(first, school(), lesson)
    const phases = await first.recordPhases()
    const firstDevice = await publisher()
    const oldUrl = await urlOf(first)

    const second = await preparing()
    expect(await second.phase()).toBe('elsewhere')
    await first.host.advance(10_000)
    expect([...new Set(await phases())]).toEqual(['live'])

    const secondUplink = await teachOn(second, school(), lesson)
    await first.phaseBecomes('taken-over')
    const secondDevice = await publisher()
    expect(secondDevice).not.toBe(firstDevice)
    expect(uplink.closed).toEqual([TAKEN_OVER])

    const refused = await new Promise(done => school().publish(oldUrl, done))
    expect(refused).toBe(TAKEN_OVER)
    // The first component reconnects by itself, or says so: it is stopped.
    const stops = await stopsOf(first)
    await first.host.report('pusher', 1002)
    await first.host.advance(60_000)
    expect(await stopsOf(first)).toBe(stops + 1)
    expect(await first.phase()).toBe('taken-over')
    expect(await second.phase()).toBe('live')
    expect([await publisher(), secondUplink.closed]).toEqual([secondDevice, []])

    await first.tap('take-back')
    await first.phaseBecomes('live')
    await second.phaseBecomes('taken-over')
    expect(await publisher()).toBe(firstDevice)
    for (const phone of [first, second]) expect(await phone.host.problems()).toEqual([])
  })

  it('is not told of another device when the server closes a stream for any other reason', async () => {
    const phone = await preparing()
    const uplink = await teachOn(phone, school(), lesson)
    const phases = await phone.recordPhases()
    for (const code of [3004, 3005]) {
      uplink.cut()
      await phone.host.report('pusher', code)
      await phone.phaseBecomes('reconnecting')
      if (code === 3005) await phone.host.report('pusher', -1307)
      await phone.phaseBecomes('live')
    }
    expect(await phases()).not.toContain('taken-over')
    expect(isPublishedFrom(await school().snapshot(lesson), 'a-third-device')).toBe(false)
  })
})

const stopsOf = async (phone: MiniProgram): Promise<number> =>
  (await phone.host.liveCommands('pusher')).filter(name => name === 'stop').length
