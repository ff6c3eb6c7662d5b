import { once } from 'node:events'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { isPublishedFrom } from '../../contract/class/device'
import { toMediaCloseReason } from '../../contract/media/close'
import type { MediaEngine } from '../../server/media/engine'
import { createLiveRepository } from '../../server/modules/class/repository'
import { createLessonPlan } from '../../server/modules/lessons/module'
import { createLiveWorld, PUBLIC_URL } from '../support/class-server/live-world'
import type { LiveWorld } from '../support/class-server/live-world'
import { startRelay } from '../support/relay/relay-under-test'
import type { RelayUnderTest } from '../support/relay/relay-under-test'
import { until } from '../support/relay/until'
import { describeOnBothDatabases, useDatabase } from '../support/server/databases'

const PHONE = 'phone-of-li-wei'
const LAPTOP = 'laptop-of-li-wei'

const publishing = (engine: MediaEngine): boolean => engine.stats().some(stats => stats.publishing)

describe('two devices of one teacher', () => {
  const database = useDatabase()
  let world: LiveWorld
  let relay: RelayUnderTest
  let server: ReturnType<LiveWorld['bootWith']>
  let sockets: WebSocket[]

  async function startServer(): Promise<void> {
    relay = await startRelay({ authorize: request => world.authorize(request) })
    server = world.bootWith(relay.relay)
  }

  beforeEach(async () => {
    sockets = []
    world = await createLiveWorld(database())
    await startServer()
  })
  afterEach(async () => {
    for (const socket of sockets) socket.terminate()
    await relay.end()
    await server.service.idle()
  })

  /** Asks for the URLs of a device; without an id they are for an encoder. */
  async function ask(device?: string) {
    const answer = await server.handlers.startLiveSession({
      params: { id: world.lessonId }, query: {}, body: { device }, caller: world.school.teacher,
      remoteAddress: '127.0.0.1', language: 'zh', publicUrl: PUBLIC_URL,
    })
    const { pathname, search } = new URL(answer.wsPushUrl)
    return { live: answer.live, path: `${pathname}${search}`, rtmpName: pathname.slice(6, -4) + search }
  }

  type Asked = Awaited<ReturnType<typeof ask>>

  /** Publishes as a browser does: `accepted`, or the reason of the refusal. */
  async function publish({ path }: Asked) {
    const socket = new WebSocket(`ws://127.0.0.1:${relay.httpPort}${path}`, 'publisher')
    sockets.push(socket)
    const closed = once(socket, 'close').then(([code]) => toMediaCloseReason(code as number) ?? String(code))
    const accepted = once(socket, 'message').then(() => 'accepted')
    return { outcome: await Promise.race([accepted, closed]), socket, closed }
  }

  async function outcomeOf(asked: Asked): Promise<string> {
    return (await publish(asked)).outcome
  }

  async function publisher(): Promise<string | undefined> {
    const snapshot = (await server.snapshots.read([world.lessonId])).get(world.lessonId)
    return [PHONE, LAPTOP].find(device => snapshot && isPublishedFrom(snapshot, device))
  }

  it('publish one after the other; the older URL is refused from the moment the newer one publishes', async () => {
    const phone = await ask(PHONE)
    const first = await publish(phone)
    expect([first.outcome, await publisher()]).toEqual(['accepted', PHONE])

    const laptop = await ask(LAPTOP)
    expect(isPublishedFrom(laptop.live, PHONE)).toBe(true)
    expect([first.socket.readyState, await publisher()]).toEqual([WebSocket.OPEN, PHONE])

    expect(await outcomeOf(laptop)).toBe('accepted')
    expect([await first.closed, await publisher()]).toEqual(['REPLACED', LAPTOP])
    for (let retry = 0; retry < 3; retry += 1) expect(await outcomeOf(phone)).toBe('TAKEN_OVER')
    expect(await publisher()).toBe(LAPTOP)
  })

  it('swap when the teacher asks on the first one again', async () => {
    const phone = await ask(PHONE)
    await publish(phone)
    const laptop = await ask(LAPTOP)
    await publish(laptop)
    const phoneAgain = await ask(PHONE)
    expect(await publisher()).toBe(LAPTOP)
    expect(await outcomeOf(laptop)).toBe('accepted')
    expect(await outcomeOf(phoneAgain)).toBe('accepted')
    expect([await outcomeOf(laptop), await publisher()]).toEqual(['TAKEN_OVER', PHONE])
    expect(await outcomeOf(phone)).toBe('accepted')
  })

  it('do not disturb each other by asking: the publishing device reconnects with its old URL', async () => {
    const phone = await ask(PHONE)
    const first = await publish(phone)
    await ask(LAPTOP)
    first.socket.terminate()
    await until(() => !publishing(relay.relay))
    expect([await outcomeOf(phone), await publisher()]).toEqual(['accepted', PHONE])
  })

  it('are refused before they have published when another one has a newer URL', async () => {
    const phone = await ask(PHONE)
    const laptop = await ask(LAPTOP)
    expect(await outcomeOf(phone)).toBe('TAKEN_OVER')
    expect([await outcomeOf(laptop), await publisher()]).toEqual(['accepted', LAPTOP])
  })

  it('may use every URL that they got since the other one asked', async () => {
    const laptop = await ask(LAPTOP)
    const urls = [await ask(PHONE), await ask(PHONE), await ask(PHONE)]
    for (const url of [...urls, ...urls]) expect(await outcomeOf(url)).toBe('accepted')
    expect(await outcomeOf(laptop)).toBe('TAKEN_OVER')
  })

  it('keep their order over a restart of the server', async () => {
    const phone = await ask(PHONE)
    await publish(phone)
    const laptop = await ask(LAPTOP)
    await publish(laptop)
    await relay.end()
    await server.service.idle()
    await startServer()
    await server.service.recover()
    expect(await publisher()).toBeUndefined()
    expect(await outcomeOf(phone)).toBe('TAKEN_OVER')
    expect([await outcomeOf(laptop), await publisher()]).toEqual(['accepted', LAPTOP])
    expect(await outcomeOf(await ask(PHONE))).toBe('accepted')
  })

  it('see encoders as one more device, which RTMP tells that its name is in use', async () => {
    const encoder = await ask()
    const obs = relay.rtmp()
    await obs.publish(encoder.rtmpName)
    expect(await publisher()).toBeUndefined()
    const ffmpeg = relay.rtmp()
    await ffmpeg.publish((await ask()).rtmpName)
    await obs.heard('NetStream.Publish.BadName')

    expect(await outcomeOf(await ask(PHONE))).toBe('accepted')
    await ffmpeg.closed()
    const retry = relay.rtmp()
    retry.connect()
    retry.command('publish', 3, null, encoder.rtmpName)
    await retry.heard('NetStream.Publish.BadName')
    await retry.closed()
    expect(await publisher()).toBe(PHONE)
  })
})

type Step = { device: number, does: 'ask' } | { device: number, does: 'publish', ticket: number } | { does: 'restart' }

const device = fc.nat(2)
const steps: fc.Arbitrary<Step[]> = fc.array(fc.oneof(
  { weight: 4, arbitrary: fc.record({ device, does: fc.constant('ask' as const) }) },
  { weight: 8, arbitrary: fc.record({ device, does: fc.constant('publish' as const), ticket: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('restart' as const) }) },
), { minLength: 5, maxLength: 25 })

describeOnBothDatabases('three devices in any order', database => {
  it('follow the rule, and the publishing device changes at most once between two requests for a URL', async () => {
    const world = await createLiveWorld(database())
    const lesson = (await world.repository.lessonsOnAir([world.lessonId])).get(world.lessonId)?.lesson
    if (!lesson) throw new Error('The lesson is gone')
    const { id: lessonId, schoolId, teacherId } = lesson
    let runs = 0

    await fc.assert(fc.asyncProperty(steps, async sequence => {
      await world.service.end(lessonId, 'teacherEnded')
      world.pass(1_000)
      runs += 1
      const session = await world.repository.insert(
        { schoolId, lessonId, teacherId, stream: `${lessonId}-${runs}` }, world.now(),
      )
      if (!session) throw new Error('The last session is still open')
      let repository = world.repository
      const tickets: { device: string, number: number }[] = []
      let publisher: string | undefined
      let changesSinceAsked = 0
      for (const step of sequence) {
        if (step.does === 'restart') {
          repository = createLiveRepository(database().db, createLessonPlan(database().db))
          continue
        }
        const name = `0000000${step.device}`
        if (step.does === 'ask') {
          const push = (await repository.issuePush(session.id, name))?.push
          expect(push).toEqual({ device: name, number: tickets.length + 1 })
          tickets.push({ device: name, number: tickets.length + 1 })
          changesSinceAsked = 0
          continue
        }
        const own = tickets.filter(ticket => ticket.device === name)
        const ticket = own[step.ticket % Math.max(1, own.length)]
        if (!ticket) continue
        const isNewest = tickets.every(other => other.device === name || other.number < ticket.number)
        const isAccepted = await repository.claimPush(session.id, ticket)
        expect(isAccepted).toBe(isNewest || publisher === name)
        if (!isAccepted || publisher === name) continue
        publisher = name
        changesSinceAsked += 1
        expect(changesSinceAsked).toBe(1)
        expect(tickets.at(-1)?.device).toBe(name)
      }
    }), { numRuns: 80 })
  })

  it('cannot publish a session that has ended', async () => {
    const world = await createLiveWorld(database())
    const lesson = (await world.repository.lessonsOnAir([world.lessonId])).get(world.lessonId)?.lesson
    if (!lesson) throw new Error('The lesson is gone')
    const { session, push } = await world.service.start(lesson, PHONE)
    await world.service.end(world.lessonId, 'teacherEnded')
    expect(await world.repository.claimPush(session.id, push)).toBe(false)
    expect(await world.repository.issuePush(session.id, push.device)).toBeNull()
  })
})
