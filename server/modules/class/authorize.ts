import type { MediaAnswer, MediaRequest, MediaRole } from '../../media/engine'
import { verifyStream } from '../../media/signing'
import { readTicket, type Ticket } from '../../media/ticket'
import { within } from '../../kernel/within'
import type { LiveRepository } from './repository'
import type { LiveKeys } from './urls'

const DATABASE_LIMIT_MS = 3_000

export interface AuthorizeDeps {
  keys: LiveKeys
  repository: Pick<LiveRepository, 'findByStream' | 'membersOf'>
  now(): Date
}

type Authorize = (request: MediaRequest) => Promise<MediaAnswer>

const refused = (reason: string): MediaAnswer => ({ allowed: false, reason })

/**
 * The engine's question whether somebody may publish or play: the signature with that role's key, then the ticket, then the
 * database as it is now. The first two are only the right to ask; a ticket outlives neither its session nor its member.
 * Rejects when the database does not answer: that is our fault and no refusal, so the peer is to come back.
 */
export function createAuthorize({ keys, repository, now }: AuthorizeDeps): Authorize {
  async function askDatabase(role: MediaRole, stream: string, ticket: Ticket): Promise<MediaAnswer> {
    const found = await repository.findByStream(stream)
    if (!found) return refused('no such stream')
    const { lesson, session } = found
    if (ticket.sessionId !== session.id || ticket.lessonId !== lesson.id) return refused('ticket of another session')
    if (session.state === 'ended' || lesson.cancelledAt) return refused('session is over')
    const { memberId } = ticket
    if (role === 'publish' && (memberId !== session.teacherId || memberId !== lesson.teacherId)) return refused('not the teacher')
    const members = await repository.membersOf(lesson.id, [memberId])
    return members.has(memberId) ? { allowed: true, memberId } : refused('not a member of the lesson')
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
