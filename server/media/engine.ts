/** The one interface to media engines: the embedded relay, SRS or Tencent Cloud CSS. */

export type MediaRole = 'publish' | 'play'
export type MediaProtocol = 'rtmp' | 'http-flv' | 'ws-flv' | 'hls'

/** A peer asks to publish or play; nothing is accepted or sent before the answer. */
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
  /** `device` names the device of a publisher; the engine only repeats it. */
  | { allowed: true, memberId: string, device?: string }
  /** `reason` is for the log. The peer learns only that it was refused, or that another device has taken over. */
  | { allowed: false, reason: string, isTakenOver?: boolean }

export type StopReason =
  | 'unpublished'
  | 'connection_lost'
  | 'silent'
  | 'replaced'
  | 'kicked'
  | 'protocol_error'
  | 'closing'

/**
 * Events of streams. When a publisher is replaced, the `publishStart` of the new one comes first and the `publishStop`
 * of the old one (`replaced`) follows, so every publisher stops exactly once.
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
  /** Frames per second, as they arrived. */
  fps: number
  /** Milliseconds between the last two keyframes; 0 before the second. */
  gopMs: number
  /** Number of times that media was skipped for a slow viewer. */
  skips: number
  /** Time from the arrival of a frame to its write to the last viewer; the worst of the last seconds. */
  addedDelayMs: number
  /** Media kept in memory for new and slow viewers. */
  heldBytes: number
}

export interface MediaEngine {
  on<E extends keyof EngineEvents>(event: E, listener: (...args: EngineEvents[E]) => void): void
  /** Cuts the publisher and keeps the viewers waiting for the next one. */
  dropPublisher(stream: string, reason: StopReason): void
  /** Cuts this member's players of the stream. The app has to refuse them when they come back. */
  dropViewer(stream: string, memberId: string): void
  /** Cuts publisher and viewers: the live session is over. */
  closeStream(stream: string): void
  isPublishing(stream: string): boolean
  /** The device of the current publisher, as the answer to its request named it. */
  publisherDevice(stream: string): string | null
  viewers(stream: string): number
  stats(): StreamStats[]
  /** Stops accepting, tells publishers and viewers, resolves when all sockets are closed (within 2 s). */
  close(): Promise<void>
}
