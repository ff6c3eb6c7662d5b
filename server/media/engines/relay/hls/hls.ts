import { timingSafeEqual } from 'node:crypto'
import { parseHlsUrl } from '../playout/media-target'
import { admit, answerMedia, refuse } from '../playout/media-http'
import { HlsStream } from './hls-stream'
import { toPlaylist } from './playlist'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { MediaTarget } from '../playout/media-target'
import type { RelayParts } from '../parts'
import type { LiveStream } from '../stream/stream'

const PLAYLIST_HEADERS = { 'content-type': 'application/vnd.apple.mpegurl', 'cache-control': 'no-store' }
/** A segment never changes, but only members that may see the class may cache it. */
const SEGMENT_HEADERS = { 'content-type': 'video/mp2t', 'cache-control': 'private, max-age=60' }
const TOKEN = 'token'

function isSame(sent = '', token: string): boolean {
  const [one, other] = [Buffer.from(sent), Buffer.from(token)]
  return one.length === other.length && timingSafeEqual(one, other)
}

const isGone = (res: ServerResponse): boolean => res.destroyed

/**
 * `GET /live/{stream}.m3u8?…` and its segments, for players with no MSE (iPhones before iOS 17.1). They are cut in
 * memory from the frames that all viewers get, and only while a player requests them.
 */
export class Hls {
  readonly #parts: RelayParts
  readonly #allowedOrigins: readonly string[]
  readonly #now: () => number
  readonly #streams = new Map<string, HlsStream>()
  /** First sequence number for a stream that is segmented again. */
  readonly #nextSeqs = new WeakMap<LiveStream, number>()

  constructor(parts: RelayParts, allowedOrigins: readonly string[], now: () => number) {
    this.#parts = parts
    this.#allowedOrigins = allowedOrigins
    this.#now = now
  }

  handle(req: IncomingMessage, res: ServerResponse): void {
    res.on('error', () => { /* The player went away; 'close' follows. */ })
    if (!admit(req, res, this.#parts.connections)) return
    // For a player that does not read its segment.
    res.setTimeout(this.#parts.limits.hlsSendMs, () => { res.destroy() })
    answerMedia(req, res, this.#allowedOrigins, () => this.#answer(req, res)).catch((error: unknown) => {
      this.#parts.log.error({ err: error }, 'HLS failed')
      res.destroy()
    })
  }

  /** Runs periodically: ends streams that are over or no longer requested. */
  sweep(): void {
    for (const [name, hls] of [...this.#streams]) {
      const isUsed = hls.sweep(this.#now())
      if (!isUsed || this.#parts.registry.find(name) !== hls.stream) this.#end(name, hls)
      else this.#parts.registry.setSegmentViewers(name, hls.viewers)
    }
  }

  close(): void {
    for (const [name, hls] of [...this.#streams]) this.#end(name, hls)
  }

  async #answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const target = parseHlsUrl(req.url)
    if (!target) refuse(res, 'NOT_LIVE')
    else if (target.segment === undefined) await this.#answerPlaylist(target, req, res)
    else this.#answerSegment(target.stream, target.segment, target.query[TOKEN], res)
  }

  async #answerPlaylist(target: MediaTarget, req: IncomingMessage, res: ServerResponse): Promise<void> {
    const remoteAddress = req.socket.remoteAddress ?? ''
    const { stream, query } = target
    const verdict = await this.#parts.admission.ask({ role: 'play', protocol: 'hls', remoteAddress, stream, query })
    if (isGone(res)) return
    if (!verdict.allowed) return refuse(res, verdict.why)
    const hls = this.#open(stream)
    if (!hls) return refuse(res, 'NOT_LIVE')
    hls.asked(this.#now())
    hls.seen(verdict.memberId, this.#now())
    this.#parts.registry.setSegmentViewers(stream, hls.viewers)
    if (this.#parts.registry.isPublishing(stream)) await hls.ready(this.#parts.limits.hlsFirstSegmentMs)
    if (isGone(res)) return
    const { segmenter } = hls
    if (segmenter.listed.length === 0) return refuse(res, 'NOT_LIVE')
    res.writeHead(200, PLAYLIST_HEADERS).end(toPlaylist({
      segments: segmenter.listed,
      discontinuitiesBefore: segmenter.discontinuitiesBefore,
      longestMs: segmenter.longestMs,
      uriOf: ({ seq, token }) => `${stream}/${seq}.ts?${TOKEN}=${token}`,
    }))
  }

  #answerSegment(stream: string, seq: number, token: string | undefined, res: ServerResponse): void {
    const hls = this.#streams.get(stream)
    const segment = hls?.stream === this.#parts.registry.find(stream) ? hls?.segmenter.at(seq) : undefined
    if (!hls || !segment) return refuse(res, 'NOT_LIVE')
    if (!isSame(token, segment.token)) return refuse(res, 'REFUSED')
    hls.asked(this.#now())
    res.writeHead(200, { ...SEGMENT_HEADERS, 'content-length': segment.bytes.length }).end(segment.bytes)
  }

  /** Starts to segment the stream, unless it is already segmented or does not exist. */
  #open(name: string): HlsStream | undefined {
    const stream = this.#parts.registry.find(name)
    const known = this.#streams.get(name)
    if (known && known.stream === stream) return known
    if (known) this.#end(name, known)
    if (!stream) return undefined
    const opened = new HlsStream(stream, this.#parts.limits, this.#nextSeqs.get(stream) ?? 0, this.#now())
    this.#streams.set(name, opened)
    return opened
  }

  #end(name: string, hls: HlsStream): void {
    hls.end()
    this.#nextSeqs.set(hls.stream, hls.segmenter.nextSeq)
    this.#streams.delete(name)
    if (this.#parts.registry.find(name) === hls.stream) this.#parts.registry.setSegmentViewers(name, 0)
  }
}
