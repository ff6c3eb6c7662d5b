import type { MediaAnswer, MediaRequest, MediaRole } from '../../media/engine'
import { verifyStream } from '../../media/signing'
import { readTicket, type PushTicket, type Ticket } from '../../media/ticket'
import { within } from '../../kernel/within'
import type { LessonPlan } from '../lessons/module'
import type { LiveRepository, SessionRow } from './repository'
import { createSerializer } from './serializer'
import type { LiveKeys } from './urls'

const DATABASE_LIMIT_MS = 3_000

interface AuthorizeDeps {
  keys: LiveKeys
  repository: Pick<LiveRepository, 'findByStream' | 'claimPush'>
  plan: Pick<LessonPlan, 'withAttendees'>
  now(): Date
}

type Authorize = (request: MediaRequest) => Promise<MediaAnswer>

const refused = (reason: string): MediaAnswer => ({ allowed: false, reason })
const takenOver: MediaAnswer = { allowed: false, reason: 'another device has a newer ticket', isTakenOver: true }

/**
 * Answers the engine's question whether a peer may publish or play. Checks the signature with that role's key, then the
 * ticket, then the current state in the database, with two queries: a ticket outlives neither its session nor its
 * member. For a publisher a third query claims the session for its device (`PushRights`).
 * Rejects when the database does not answer: this is a server fault, not a refusal, so the peer may retry.
 */
export function createAuthorize({ keys, repository, plan, now }: AuthorizeDeps): Authorize {
  const serially = createSerializer()

  /**
   * One after another, so that the engine gets the answers in the order in which the database accepted the claims. Each
   * has its own limit: a claim without an answer must not stop the next publisher.
   */
  const claim = ({ id, stream }: SessionRow, memberId: string, push: PushTicket): Promise<MediaAnswer> =>
    serially(stream, async () => await within(DATABASE_LIMIT_MS, repository.claimPush(id, push))
      ? { allowed: true, memberId, device: push.device }
      : takenOver)

  async function askDatabase(role: MediaRole, stream: string, ticket: Ticket): Promise<MediaAnswer> {
    const session = await repository.findByStream(stream)
    if (!session) return refused('no such stream')
    if (ticket.sessionId !== session.id || ticket.lessonId !== session.lessonId) {
      return refused('ticket of another session')
    }
    if (session.state === 'ended') return refused('session is over')
    const { memberId } = ticket
    const found = await plan.withAttendees(session.lessonId, [memberId])
    if (!found || found.lesson.cancelledAt) return refused('session is over')
    const { lesson, attendees } = found
    const isTeacher = memberId === session.teacherId && memberId === lesson.teacherId
    if (role === 'publish' && !isTeacher) return refused('not the teacher')
    if (!attendees.has(memberId)) return refused('not a member of the lesson')
    if (role === 'play') return { allowed: true, memberId }
    return ticket.push ? claim(session, memberId, ticket.push) : refused('ticket without a device')
  }

  return async ({ role, stream, query }) => {
    const signature = verifyStream(role === 'publish' ? keys.pushKey : keys.playKey, stream, query, now())
    if (signature !== 'valid') return refused(`signature ${signature}`)
    const reading = readTicket(keys.ticketKey, query.ticket, now())
    if (reading.verdict !== 'valid') return refused(`ticket ${reading.verdict}`)
    if (reading.ticket.purpose !== role) return refused('ticket of another purpose')
    return within(DATABASE_LIMIT_MS, askDatabase(role, stream, reading.ticket))
  }
}
