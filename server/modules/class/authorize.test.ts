import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createLiveWorld, KEYS, type LiveWorld } from '../../../tests/support/class-server/live-world'
import { useDatabase } from '../../../tests/support/server/databases'
import type { Caller } from '../../kernel/policy'
import type { MediaRole } from '../../media/engine'
import { signStream } from '../../media/signing'
import { issueTicket, type PushTicket, type Ticket } from '../../media/ticket'
import { createLessonPlan } from '../lessons/module'
import { createAuthorize } from './authorize'
import type { PushGrant, SessionRow } from './repository'

const HOUR_MS = 3_600_000

const database = useDatabase()
let world: LiveWorld
let grant: PushGrant
let session: SessionRow

beforeEach(async () => {
  world = await createLiveWorld(database())
  grant = await world.service.start(await lesson(), 'first-device')
  session = grant.session
})

async function lesson() {
  const onAir = (await world.repository.lessonsOnAir([world.lessonId])).get(world.lessonId)
  if (!onAir) throw new Error('The lesson is gone')
  return onAir.lesson
}

interface Asked {
  role: MediaRole
  by: Caller
  key?: string
  stream?: string
  ticket?: Partial<Ticket>
}

function request(asked: Asked) {
  const { role, by, stream = session.stream, ticket = {} } = asked
  const { key = role === 'publish' ? KEYS.pushKey : KEYS.playKey } = asked
  const expiresAt = new Date(world.now().getTime() + HOUR_MS)
  const binding: Ticket = {
    purpose: role,
    memberId: by.memberId,
    lessonId: world.lessonId,
    sessionId: session.id,
    ...(role === 'publish' && { push: grant.push }),
    expiresAt,
    ...ticket,
  }
  const query = { ...signStream(key, stream, expiresAt), ticket: issueTicket(KEYS.ticketKey, binding) }
  return { role, protocol: 'rtmp' as const, stream, query, remoteAddress: '127.0.0.1' }
}

const ask = (asked: Asked) => world.authorize(request(asked))
const refused = (reason: string) => ({ allowed: false, reason })

describe('publishing', () => {
  it('is allowed to the teacher of the lesson', async () => {
    const by = world.school.teacher
    expect(await ask({ role: 'publish', by }))
      .toEqual({ allowed: true, memberId: by.memberId, device: grant.push.device })
  })

  it('is refused with a ticket that names no device', async () => {
    expect(await ask({ role: 'publish', by: world.school.teacher, ticket: { push: undefined } }))
      .toEqual(refused('ticket without a device'))
  })

  it('is refused without a claim to a teacher who was removed', async () => {
    await world.school.changeTeacher(world.lessonId, world.school.otherTeacher)
    await ask({ role: 'publish', by: world.school.teacher })
    expect(await world.repository.findSession(session.id)).toMatchObject({ publisherDevice: null })
  })

  it('is answered in the order in which the database accepted the devices', async () => {
    const other = await world.service.start(await lesson(), 'second-device')
    const order: string[] = []
    let letFirstPass = () => {}
    const isFirstSlow = new Promise<void>(resolve => { letFirstPass = resolve })
    const authorize = createAuthorize({
      keys: KEYS,
      plan: createLessonPlan(database().db),
      now: world.now,
      repository: {
        findByStream: stream => world.repository.findByStream(stream),
        async claimPush(id, push) {
          const isClaimed = await world.repository.claimPush(id, push)
          order.push(`claimed by ${push.number}`)
          if (push.number === 2) await isFirstSlow
          return isClaimed
        },
      },
    })
    const by = world.school.teacher
    const publish = async (push: PushTicket) => {
      await authorize(request({ role: 'publish', by, ticket: { push } }))
      order.push(`answered to ${push.number}`)
    }
    const newer = publish(other.push)
    await expect.poll(() => order).toEqual(['claimed by 2'])
    const older = publish(grant.push)
    await new Promise(resolve => { setTimeout(resolve, 50) })
    letFirstPass()
    await Promise.all([newer, older])
    expect(order).toEqual(['claimed by 2', 'answered to 2', 'claimed by 1', 'answered to 1'])
  })

  it('is refused with the play key, so a viewer\'s URL never publishes', async () => {
    expect(await ask({ role: 'publish', by: world.school.teacher, key: KEYS.playKey }))
      .toEqual(refused('signature forged'))
  })

  it('is refused with a ticket for playing', async () => {
    expect(await ask({ role: 'publish', by: world.school.teacher, ticket: { purpose: 'play' } }))
      .toEqual(refused('ticket of another purpose'))
  })

  it('is refused to another teacher, an admin and a student', async () => {
    for (const by of [world.school.otherTeacher, world.school.admin, world.school.student]) {
      expect(await ask({ role: 'publish', by })).toEqual(refused('not the teacher'))
    }
  })

  it('is refused to a removed teacher, and to the new teacher on the old session', async () => {
    await world.school.changeTeacher(world.lessonId, world.school.otherTeacher)
    for (const by of [world.school.teacher, world.school.otherTeacher]) {
      expect(await ask({ role: 'publish', by })).toEqual(refused('not the teacher'))
    }
  })

  it('is possible after a claim that the database never answered', async () => {
    const found = await createLessonPlan(database().db).withAttendees(world.lessonId, [world.school.teacher.memberId])
    let claims = 0
    const authorize = createAuthorize({
      keys: KEYS,
      plan: { withAttendees: async () => found },
      now: world.now,
      repository: {
        findByStream: async () => session,
        claimPush: () => {
          claims += 1
          return claims === 1 ? new Promise<never>(() => {}) : Promise.resolve(true)
        },
      },
    })
    vi.useFakeTimers()
    try {
      const asked = request({ role: 'publish', by: world.school.teacher })
      const unanswered = expect(authorize(asked)).rejects.toThrow('No answer within 3000 ms')
      await vi.advanceTimersByTimeAsync(3_000)
      await unanswered
      expect(await authorize(asked)).toMatchObject({ allowed: true })
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('playing', () => {
  it('is allowed to students of the class, its teacher and the office', async () => {
    for (const by of [world.school.student, world.school.teacher, world.school.admin]) {
      expect(await ask({ role: 'play', by })).toEqual({ allowed: true, memberId: by.memberId })
    }
  })

  it('is refused to a student of another class and to another teacher', async () => {
    for (const by of [world.school.strayStudent, world.school.otherTeacher]) {
      expect(await ask({ role: 'play', by })).toEqual(refused('not a member of the lesson'))
    }
  })
})

describe.each(['publish', 'play'] as const)('%s', role => {
  const teacher = () => world.school.teacher

  it('is refused once the session has ended', async () => {
    await world.service.end(world.lessonId, 'teacherEnded')
    expect(await ask({ role, by: teacher() })).toEqual(refused('session is over'))
  })

  it('is refused when the lesson was cancelled', async () => {
    await world.school.cancel(world.lessonId, world.now())
    expect(await ask({ role, by: teacher() })).toEqual(refused('session is over'))
  })

  it('is refused on a stream that was never started', async () => {
    expect(await ask({ role, by: teacher(), stream: 'neverstarted' })).toEqual(refused('no such stream'))
  })

  it('is refused with the ticket of an earlier session or another lesson', async () => {
    const other = '0b8f2a70-4c4f-4b5e-8f6e-9d3f2b1c0a99'
    expect(await ask({ role, by: teacher(), ticket: { sessionId: other } }))
      .toEqual(refused('ticket of another session'))
    expect(await ask({ role, by: teacher(), ticket: { lessonId: other } }))
      .toEqual(refused('ticket of another session'))
  })

  it('is refused without signature or ticket, and after their expiry', async () => {
    const asked = request({ role, by: teacher() })
    expect(await world.authorize({ ...asked, query: {} })).toEqual(refused('signature malformed'))
    const { ticket: _, ...signature } = asked.query
    expect(await world.authorize({ ...asked, query: signature })).toEqual(refused('ticket malformed'))
    world.pass(HOUR_MS)
    expect(await world.authorize(asked)).toEqual(refused('signature expired'))
  })

  it('is answered as a server fault, in bounded time, when the database hangs', async () => {
    vi.useFakeTimers()
    try {
      const repository = { ...world.repository, findByStream: () => new Promise<never>(() => {}) }
      const plan = createLessonPlan(database().db)
      const authorize = createAuthorize({ keys: KEYS, repository, plan, now: world.now })
      const answer = expect(authorize(request({ role, by: teacher() }))).rejects.toThrow('No answer within 3000 ms')
      await vi.advanceTimersByTimeAsync(3_000)
      await answer
    } finally {
      vi.useRealTimers()
    }
  })
})
