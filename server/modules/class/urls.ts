import { signStream } from '../../media/signing'
import { issueTicket, TICKET_LIFE_MS, type PushTicket, type Ticket } from '../../media/ticket'
import type { Secrets } from '../../kernel/secrets'
import type { PushGrant, SessionRow } from './repository'
import { rtmpAddress } from './rules/rtmp-address'
import type { RtmpAddress } from './rules/rtmp-address'

export type LiveKeys = Pick<Secrets, 'pushKey' | 'playKey' | 'ticketKey'>

interface UrlDeps {
  keys: LiveKeys
  /** Available when the relay listens. */
  rtmpPort(): number
  /** `rtmp://host[:port]` of a proxy in front of the relay's RTMP port. */
  rtmpPublicUrl: string | undefined
  now(): Date
}

/** The member, and the address (`http(s)://host[:port]`) under which that member reaches this server. */
interface UrlFor {
  memberId: string
  publicUrl: string
}

type StreamOfSession = Pick<SessionRow, 'id' | 'lessonId' | 'stream'>

export interface LiveUrls {
  /** Host and port of the RTMP URLs, without a permission. */
  rtmp(publicUrl: string): RtmpAddress
  push(grant: PushGrant, reader: UrlFor): { pushUrl: string, wsPushUrl: string }
  play(session: StreamOfSession, reader: UrlFor): { flv: string, wsFlv: string, rtmp: string, hls: string }
  channel(lessonId: string, reader: UrlFor): string
}

/** Creates URLs with signature and ticket. They are valid for a day, also after a restart of the server. */
export function createLiveUrls({ keys, rtmpPort, rtmpPublicUrl, now }: UrlDeps): LiveUrls {
  const expiry = () => new Date(now().getTime() + TICKET_LIFE_MS)
  const ticket = (binding: Omit<Ticket, 'expiresAt'>) =>
    issueTicket(keys.ticketKey, { ...binding, expiresAt: expiry() })

  function access({ id, lessonId, stream }: StreamOfSession, memberId: string, push?: PushTicket): URLSearchParams {
    const { txSecret, txTime } = signStream(push ? keys.pushKey : keys.playKey, stream, expiry())
    const binding = { memberId, lessonId, sessionId: id }
    return new URLSearchParams({
      txSecret, txTime, ticket: ticket(push ? { purpose: 'publish', ...binding, push } : { purpose: 'play', ...binding }),
    })
  }

  const rtmp = (publicUrl: string) => rtmpAddress({ rtmpPublicUrl, publicUrl, rtmpPort: rtmpPort() })
  function rtmpUrl(publicUrl: string, stream: string, query: URLSearchParams): string {
    const { host, port } = rtmp(publicUrl)
    return `rtmp://${host}:${port}/live/${stream}?${query}`
  }
  const flvUrl = (origin: string, stream: string, query: URLSearchParams) => `${origin}/live/${stream}.flv?${query}`

  return {
    rtmp,
    push({ session, push }, { memberId, publicUrl }) {
      const query = access(session, memberId, push)
      return {
        pushUrl: rtmpUrl(publicUrl, session.stream, query),
        wsPushUrl: flvUrl(webSocketOrigin(publicUrl), session.stream, query),
      }
    },
    play(session, { memberId, publicUrl }) {
      const query = access(session, memberId)
      return {
        flv: flvUrl(new URL(publicUrl).origin, session.stream, query),
        wsFlv: flvUrl(webSocketOrigin(publicUrl), session.stream, query),
        rtmp: rtmpUrl(publicUrl, session.stream, query),
        hls: `${new URL(publicUrl).origin}/live/${session.stream}.m3u8?${query}`,
      }
    },
    channel(lessonId, { memberId, publicUrl }) {
      const binding = { purpose: 'channel', memberId, lessonId, sessionId: null } as const
      const query = new URLSearchParams({ lesson: lessonId, ticket: ticket(binding) })
      return `${webSocketOrigin(publicUrl)}/api/v1/channel?${query}`
    },
  }
}

/** `https://host` → `wss://host`, `http://host` → `ws://host`. */
const webSocketOrigin = (publicUrl: string): string => new URL(publicUrl).origin.replace(/^http/, 'ws')
