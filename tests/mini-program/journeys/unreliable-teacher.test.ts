import { beforeAll, describe, expect, it } from 'vitest'
import type { Lesson } from '../../../contract'
import { NO_FAULTS } from '../host/live/faults'
import type { LiveFaults } from '../host/live/faults'
import { prepareClass, teachOn, useSchool } from './phones'
import type { MiniProgram, StartOptions } from '../mini-program'

/** Statistics of a phone that sends. */
const SENDING = { videoBitrate: 760, audioBitrate: 46, videoFPS: 15, netSpeed: 812 }

describe('a teacher whose phone is unreliable', () => {
  const school = useSchool()
  let lesson: Lesson

  beforeAll(async () => {
    lesson = await school().lessonNow()
  })

  const preparing = (faults: Partial<LiveFaults> = {}, options: StartOptions = {}) =>
    prepareClass(school(), lesson, { clock: 'fast', faults: { ...NO_FAULTS, ...faults }, ...options })

  async function teaching(faults: Partial<LiveFaults> = {}, options: StartOptions = {}) {
    const phone = await preparing(faults, options)
    return { phone, uplink: await teachOn(phone, school(), lesson) }
  }

  async function isBackOnAir(phone: MiniProgram): Promise<void> {
    await phone.phaseBecomes('live')
    await phone.until('the class at the server', async () => (await school().snapshot(lesson)).phase === 'live')
    expect(await phone.host.problems()).toEqual([])
  }

  const countOf = async (phone: MiniProgram, command: string): Promise<number> =>
    (await phone.host.liveCommands('pusher')).filter(name => name === command).length

  it.each(['stop', 'start'])('goes on although the component never calls back a %s', async command => {
    const { phone } = await teaching({ unanswered: [command] })
    const starts = await countOf(phone, 'start')
    await phone.host.report('pusher', -1307)
    await phone.phaseBecomes('reconnecting')
    await isBackOnAir(phone)
    expect(await countOf(phone, 'start')).toBe(starts + 1)
  })

  it('gets a new component when the old one takes no command any more', async () => {
    const { phone, uplink } = await teaching()
    const before = await phone.host.live('pusher')
    await phone.host.killLive('pusher')
    uplink.cut()
    await phone.phaseBecomes('reconnecting')
    await isBackOnAir(phone)
    expect((await phone.host.live('pusher'))?.generation).toBeGreaterThan(before?.generation ?? 0)
  })

  it.each(['ios', 'android'] as const)('pauses for an alarm that only the system reports (%s)', async platform => {
    const { phone } = await teaching({}, { platform })
    const starts = await countOf(phone, 'start')
    await phone.host.emit('audioInterruptionBegin')
    await phone.phaseBecomes('interrupted')
    await phone.host.advance(10_000)
    expect(await countOf(phone, 'start')).toBe(starts)
    await phone.host.emit('audioInterruptionEnd')
    await phone.phaseBecomes('reconnecting')
    await isBackOnAir(phone)
    // iOS returns the camera after a pause only.
    expect(await countOf(phone, 'resume') > 0).toBe(platform === 'ios')
  })

  it('gets the camera of an iPhone back after a call although nothing about the start is reported', async () => {
    const { phone } = await teaching({ withheld: [1002], unanswered: ['start'] }, { platform: 'ios' })
    await phone.host.emit('audioInterruptionBegin')
    await phone.phaseBecomes('interrupted')
    await phone.host.emit('audioInterruptionEnd')
    await phone.phaseBecomes('reconnecting')
    await isBackOnAir(phone)
    await phone.until('a woken capture', async () => await countOf(phone, 'resume') > 0)
  })

  it('is back on air although the end of a call is never reported', async () => {
    const { phone } = await teaching()
    await phone.host.emit('audioInterruptionBegin')
    await phone.phaseBecomes('interrupted')
    await phone.phaseBecomes('reconnecting')
    await isBackOnAir(phone)
  })

  it('starts again after a call whose beginning was never reported', async () => {
    const { phone } = await teaching()
    const starts = await countOf(phone, 'start')
    await phone.host.emit('audioInterruptionEnd')
    await phone.phaseBecomes('reconnecting')
    await isBackOnAir(phone)
    expect(await countOf(phone, 'start')).toBe(starts + 1)
  })

  it('waits for a camera that is still busy after the return from another app', async () => {
    const { phone } = await teaching()
    const starts = await countOf(phone, 'start')
    const phases = await phone.recordPhases()
    await phone.host.hide()
    await phone.host.report('pusher', 5000)
    await phone.host.setFaults({ busy: ['camera'] })
    await phone.host.advance(30_000)
    await phone.host.show()
    await phone.until('two tries', async () => await countOf(phone, 'start') === starts + 2)
    await phone.host.setFaults({ busy: [] })
    await isBackOnAir(phone)
    expect(await phases()).not.toContain('failed')
  })

  it('keeps a stream that healed by itself while the page was hidden', async () => {
    const { phone } = await teaching()
    const stops = await countOf(phone, 'stop')
    const phases = await phone.recordPhases()
    await phone.host.hide()
    await phone.host.report('pusher', 3004)
    await phone.until('the loss at the server', async () => (await school().snapshot(lesson)).phase === 'interrupted')
    await phone.host.report('pusher', 1002)
    await phone.until('the class at the server', async () => (await school().snapshot(lesson)).phase === 'live')
    await phone.host.show()
    await phone.host.advance(30_000)
    await isBackOnAir(phone)
    expect(await countOf(phone, 'stop')).toBe(stops)
    expect(await phases()).not.toContain('taken-over')
  })

  it.each([
    ['a code', (phone: MiniProgram) => phone.host.report('pusher', 1002)],
    ['the statistics', async (phone: MiniProgram) => {
      for (let report = 0; report < 2; report += 1) await phone.host.netstatus('pusher', SENDING)
    }],
  ])('stops a stream that %s shows after the page has given up', async (_, sign) => {
    const phone = await preparing({}, { live: 'scripted' })
    await phone.tap('start-class')
    await phone.until('a push', async () => (await phone.host.live('pusher'))?.state === 'pushing')
    await phone.host.report('pusher', -1301)
    await phone.phaseBecomes('failed')
    await phone.host.advance(1_000)
    const stops = await countOf(phone, 'stop')
    await sign(phone)
    await phone.host.advance(1_000)
    expect(await countOf(phone, 'stop')).toBe(stops + 1)
    expect(await phone.phase()).toBe('failed')
  })

  it('stops the component on leaving the page', async () => {
    const { phone } = await teaching()
    await phone.host.back()
    await phone.host.advance(1_000)
    expect(await phone.host.problems()).toEqual([])
    expect((await phone.host.liveCommands('pusher')).at(-1)).toBe('stop')
  })

  it('may start although the camera never reports that it is open', async () => {
    const phone = await preparing({ withheld: [1003, 1007] })
    await phone.sees('没有收到摄像头已打开的消息')
    await teachOn(phone, school(), lesson)
    expect(await phone.text()).not.toContain('没有收到摄像头')
    expect(await phone.host.problems()).toEqual([])
  })
})
