import type { ChannelCloseReason } from '../../../contract/channel/close'
import { readTicket } from '../../media/ticket'
import { within } from '../within'

const MEMBERSHIP_LIMIT_MS = 3_000

export interface AdmissionDeps {
  ticketKey: string
  /** Which of these members may be in the lesson now. */
  mayJoin(lessonId: string, memberIds: readonly string[]): Promise<ReadonlySet<string>>
  now(): Date
}

export type Admission =
  | { admitted: true, lessonId: string, memberId: string }
  | { admitted: false, reason: ChannelCloseReason, cause?: unknown }

/** Reads lesson and member from the URL's `lesson` and `ticket`, then asks the database whether the member may join. */
export async function admit(requestUrl: string, { ticketKey, mayJoin, now }: AdmissionDeps): Promise<Admission> {
  const query = new URLSearchParams(requestUrl.split('?')[1])
  const reading = readTicket(ticketKey, query.get('ticket') ?? undefined, now())
  if (reading.verdict !== 'valid') return { admitted: false, reason: 'BAD_TICKET' }
  const { purpose, lessonId, memberId } = reading.ticket
  if (purpose !== 'channel' || query.get('lesson') !== lessonId) return { admitted: false, reason: 'BAD_TICKET' }
  try {
    const members = await within(MEMBERSHIP_LIMIT_MS, mayJoin(lessonId, [memberId]))
    return members.has(memberId) ? { admitted: true, lessonId, memberId } : { admitted: false, reason: 'NOT_A_MEMBER' }
  } catch (cause) {
    return { admitted: false, reason: 'INTERNAL', cause }
  }
}
