import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { CHANNEL_CLOSE } from '../../../contract/channel/close'
import { signStream } from '../../../server/media/signing'
import { issueTicket } from '../../../server/media/ticket'
import { openChannel, startLiveServer } from '../../support/class-server/live-server'
import type { LiveServer, Person } from '../../support/class-server/live-server'
import { play, push } from '../../support/class-server/media'
import type { Player, Pusher } from '../../support/class-server/media'

/** A quiet machine needs two seconds at most. */
const CUT_LIMIT_MS = 15_000
/** Time from the server's restart to the picture, on a busy machine. */
const BACK_LIMIT_MS = 15_000
const LESSONS = 12

let server: LiveServer
let admin: Person
let teacher: Person
let otherTeacher: Person
let student: Person
let pushers: Pusher[] = []
let players: Player[] = []
let nextLesson = 0

beforeAll(async () => {
  server = await startLiveServer(LESSONS)
  const { school } = server
  admin = await server.signIn(school.admin)
  teacher = await server.signIn(school.teacher)
  otherTeacher = await server.signIn(school.otherTeacher)
  student = await server.signIn(school.student)
})
afterAll(() => server.dispose())
afterEach(() => {
  for (const pusher of pushers) pusher.kill()
  for (const player of players) player.stop()
  pushers = []
  players = []
})

function freshLesson(): string {
  const lessonId = server.lessonIds[nextLesson]
  if (lessonId === undefined) throw new Error(`More than ${LESSONS} lessons are needed`)
  nextLesson += 1
  return lessonId
}

function pushTo(url: string): Pusher {
  const pusher = push(url)
  pushers.push(pusher)
  return pusher
}

function watchOn(url: string): Player {
  const player = play(url)
  players.push(player)
  return player
}

const phaseOf = async (lessonId: string) => (await student.call('getLiveSnapshot', lessonId)).body.phase
const becomes = (lessonId: string, phase: string, timeout = 10_000) =>
  vi.waitFor(async () => { expect(await phaseOf(lessonId)).toBe(phase) }, { timeout, interval: 50 })
/** ffmpeg may fail for other reasons: the server's log must name this one. */
async function isRefused(pusher: Pusher, reason: string): Promise<void> {
  const before = refusals(reason)
  expect(await pusher.gone).not.toBe(0)
  expect(refusals(reason)).toBe(before + 1)
}
const refusals = (reason: string) => server.output().split(`"reason":"${reason}"`).length - 1
const isGone = (pusher: Pusher, timeout: number) =>
  vi.waitFor(() => { expect(pusher.isRunning()).toBe(false) }, { timeout, interval: 20 })

/** A class on air: its teacher pushes and one student watches. */
async function classOnAir() {
  const lessonId = freshLesson()
  const { body: { pushUrl } } = await teacher.call('startLiveSession', lessonId)
  const pusher = pushTo(pushUrl)
  await becomes(lessonId, 'live')
  const { body: { playUrls, channelUrl } } = await student.call('watchLesson', lessonId)
  if (!playUrls) throw new Error('A class on air has URLs to play')
  const player = watchOn(playUrls.flv)
  const channel = openChannel(channelUrl)
  await vi.waitFor(() => { expect(player.receivedBytes()).toBeGreaterThan(10_000) }, { timeout: 10_000 })
  await vi.waitFor(() => { expect(channel.phases()).toEqual(['live']) })
  return { lessonId, pushUrl, playUrls, pusher, player, channel }
}

describe('a push is refused', () => {
  it('before the class has started, even with the right keys', async () => {
    const { pushKey, ticketKey } = await server.secrets()
    const lessonId = freshLesson()
    const expiresAt = new Date(Date.now() + 60_000)
    const { txSecret, txTime } = signStream(pushKey, 'notstarted', expiresAt)
    const { memberId } = server.school.teacher
    const ticket = issueTicket(ticketKey, {
      purpose: 'publish', memberId, lessonId, sessionId: lessonId, expiresAt,
      push: { device: '0123abcd', number: 1 },
    })
    const rtmp = new URL((await teacher.call('startLiveSession', freshLesson())).body.pushUrl).host
    const url = `rtmp://${rtmp}/live/notstarted?txSecret=${txSecret}&txTime=${txTime}&ticket=${ticket}`
    await isRefused(pushTo(url), 'no such stream')
    expect(await phaseOf(lessonId)).toBe('open')
  })

  it('with a student\'s playback URL', async () => {
    const { playUrls, player, lessonId } = await classOnAir()
    await isRefused(pushTo(playUrls.rtmp), 'signature forged')
    expect(player.isOver()).toBe(false)
    expect(await phaseOf(lessonId)).toBe('live')
  })

  it('after the class has ended', async () => {
    const { lessonId, pushUrl } = await classOnAir()
    await teacher.call('stopLiveSession', lessonId)
    await isRefused(pushTo(pushUrl), 'session is over')
    expect(await phaseOf(lessonId)).toBe('ended')
  })
})

describe('a class on air', () => {
  it('is cut for teacher and students at its end', async () => {
    const { lessonId, pusher, player, channel } = await classOnAir()
    const { body } = await teacher.call('stopLiveSession', lessonId)
    expect(body).toMatchObject({ phase: 'ended', endReason: 'teacher_ended' })
    await Promise.all([
      isGone(pusher, CUT_LIMIT_MS),
      vi.waitFor(() => { expect(player.isOver()).toBe(true) }, { timeout: CUT_LIMIT_MS }),
      vi.waitFor(() => { expect(channel.phases()).toEqual(['live', 'ended']) }, { timeout: CUT_LIMIT_MS }),
    ])
    expect(await channel.closed).toBe(CHANNEL_CLOSE.LESSON_OVER.code)
  })

  it('passes from a removed teacher to the new one', async () => {
    const { lessonId, pushUrl, pusher, channel } = await classOnAir()
    const teachersChannel = openChannel((await teacher.call('watchLesson', lessonId)).body.channelUrl)
    await vi.waitFor(() => { expect(teachersChannel.phases()).toEqual(['live']) })
    const teacherId = server.school.otherTeacher.memberId
    const { status } = await admin.call('setLessonTeacher', lessonId, { teacherId })
    expect(status).toBe(200)
    await isGone(pusher, CUT_LIMIT_MS)
    expect(await teachersChannel.closed).toBe(CHANNEL_CLOSE.NOT_A_MEMBER.code)
    await vi.waitFor(() => { expect(channel.phases().at(-1)).toBe('open') }, { timeout: CUT_LIMIT_MS })
    await isRefused(pushTo(pushUrl), 'session is over')
    expect((await teacher.call('startLiveSession', lessonId)).code).toBe('NOT_FOUND')
    pushTo((await otherTeacher.call('startLiveSession', lessonId)).body.pushUrl)
    await becomes(lessonId, 'live')
  })

  it('keeps its students when the teacher changes the device', async () => {
    const { lessonId, pusher, player, channel } = await classOnAir()
    pushTo((await teacher.call('startLiveSession', lessonId)).body.pushUrl)
    await isGone(pusher, 10_000)
    const seen = player.receivedBytes()
    await vi.waitFor(() => { expect(player.receivedBytes()).toBeGreaterThan(seen + 10_000) }, { timeout: 10_000 })
    expect(player.isOver()).toBe(false)
    expect(channel.phases()).toEqual(['live'])
  })

  it('waits for a disconnected teacher and goes on with the same URL', async () => {
    const { lessonId, pushUrl, pusher, player, channel } = await classOnAir()
    pusher.kill()
    await becomes(lessonId, 'interrupted')
    pushTo(pushUrl)
    await becomes(lessonId, 'live')
    const seen = player.receivedBytes()
    await vi.waitFor(() => { expect(player.receivedBytes()).toBeGreaterThan(seen) }, { timeout: 10_000 })
    expect(channel.phases()).toEqual(['live', 'interrupted', 'live'])
  })

  it('reports the number of viewers to the channel, the API and the metrics', async () => {
    const { lessonId, playUrls, channel } = await classOnAir()
    watchOn(playUrls.flv)
    await vi.waitFor(() => { expect(channel.heard.at(-1)).toEqual({ type: 'viewers', count: 2 }) }, { timeout: 5_000 })
    expect((await teacher.call('getLiveSnapshot', lessonId)).body.viewers).toBe(2)
    const metrics = await (await fetch(`${server.url}/metrics`)).text()
    const gauge = (name: string) => Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(metrics)?.[1])
    expect(gauge('kaike_streams_live')).toBeGreaterThanOrEqual(1)
    expect(gauge('kaike_stream_viewers')).toBeGreaterThanOrEqual(2)
    expect(gauge('kaike_channel_connections')).toBeGreaterThanOrEqual(1)
  })

  it('answers 404 to members of other classes and 403 to students who start or stop it', async () => {
    const { lessonId } = await classOnAir()
    const stray = await server.signIn(server.school.strayStudent)
    for (const person of [stray, otherTeacher]) {
      for (const route of ['getLiveSnapshot', 'watchLesson', 'startLiveSession', 'stopLiveSession'] as const) {
        expect(await person.call(route, lessonId)).toMatchObject({ status: 404, code: 'NOT_FOUND' })
      }
    }
    expect(await student.call('stopLiveSession', lessonId)).toMatchObject({ status: 403, code: 'FORBIDDEN' })
    expect(await student.call('startLiveSession', lessonId)).toMatchObject({ status: 403, code: 'FORBIDDEN' })
  })
})

describe('the server', () => {
  it('keeps the class through SIGKILL: interrupted, then live with the same URLs', async () => {
    const { lessonId, pushUrl, playUrls } = await classOnAir()
    const { sessionId } = (await student.call('getLiveSnapshot', lessonId)).body
    await server.stop('SIGKILL')
    await server.start()
    expect((await student.call('getLiveSnapshot', lessonId)).body).toMatchObject({ phase: 'interrupted', sessionId })
    pushTo(pushUrl)
    await becomes(lessonId, 'live', BACK_LIMIT_MS)
    const player = watchOn(playUrls.flv)
    await vi.waitFor(() => { expect(player.receivedBytes()).toBeGreaterThan(10_000) }, { timeout: BACK_LIMIT_MS })
  })

  it('closes every channel with SERVER_RESTART when it stops', async () => {
    const { channel, pusher } = await classOnAir()
    await server.stop('SIGTERM')
    expect(await channel.closed).toBe(CHANNEL_CLOSE.SERVER_RESTART.code)
    await isGone(pusher, CUT_LIMIT_MS)
  })

  it('writes no secret to its log', () => {
    expect(server.output()).toContain('live session moved')
    expect(server.output()).not.toMatch(/txSecret|ticket=|[?&]txTime/)
  })
})
