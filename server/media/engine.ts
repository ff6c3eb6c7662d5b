/**
 * The interface to the media engine: the embedded relay, and later SRS or Tencent Cloud CSS
 * (docs/decisions/0010-scale-by-configuration.md).
 */

export type MediaRole = 'publish' | 'play'
export type MediaProtocol = 'rtmp' | 'http-flv' | 'ws-flv' | 'hls'

/** Somebody asks to publish or play; nothing is accepted or sent before the answer. */
export interface MediaRequest {
  role: MediaRole
  protocol: MediaProtocol
  /** Already checked against `[A-Za-z0-9_-]{1,128}`. */
  stream: string
  /** The query string's parameters: `txSecret`, `txTime`, `ticket`. Secrets: never logged. */
  query: Readonly<Record<string, string>>
  remoteAddress: string
}

export type MediaAnswer =
  | { allowed: true, memberId: string }
  /** `reason` is for the log and never reaches the peer. */
  | { allowed: false, reason: string }

export type StopReason =
  | 'unpublished'
  | 'connection_lost'
  | 'silent'
  | 'replaced'
  | 'kicked'
  | 'protocol_error'
  | 'closing'

/**
 * Facts about streams. A `publishStart` after a replacement comes without a `publishStop` between: that of the replaced
 * publisher (`replaced`) follows, so every publisher stops exactly once.
 */
export interface EngineEvents {
  publishStart: [{ stream: string, publisherId: string, memberId: string, protocol: MediaProtocol }]
  publishStop: [{ stream: string, publisherId: string, reason: StopReason }]
  /** The number of players of a stream changed. */
  viewers: [{ stream: string, count: number }]
}

export interface StreamStats {
  stream: string
  publishing: boolean
  viewers: number
  bytesIn: number
  bytesOut: number
  videoKbps: number
  audioKbps: number
  /** Pictures a second, as they arrived. */
  fps: number
  /** Milliseconds between the last two keyframes; 0 before the second. */
  gopMs: number
  /** How often a viewer's network was too slow and media was left out for it. */
  skips: number
  /** From the arrival of a frame to its write to the last viewer, at worst in the last seconds. */
  addedDelayMs: number
  /** Media kept in memory for joiners and slow viewers. */
  heldBytes: number
}

export interface MediaEngine {
  on<E extends keyof EngineEvents>(event: E, listener: (...args: EngineEvents[E]) => void): void
  /** Cuts the publisher and keeps the viewers waiting for the next one. */
  dropPublisher(stream: string, reason: StopReason): void
  /** Cuts this member's players of the stream. That the app refuses them when they come back is the app's business. */
  dropViewer(stream: string, memberId: string): void
  /** Cuts publisher and viewers: the live session is over. */
  closeStream(stream: string): void
  isPublishing(stream: string): boolean
  viewers(stream: string): number
  stats(): StreamStats[]
  /** Stops accepting, tells publishers and viewers, resolves when all sockets are gone (at most 2 s). */
  close(): Promise<void>
}
