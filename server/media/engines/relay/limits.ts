/**
 * Every bound of the relay, with the reason for its size. Nothing a peer sends may take more than this.
 * Milliseconds and bytes; tests pass smaller ones.
 */
export const RELAY_LIMITS = {
  /** RTMP connections at once, publishers and players; one more is closed on arrival. */
  maxRtmpConnections: 5_000,
  /** Players of all streams and protocols; one core carries about 5,000 (docs/performance.md). */
  maxViewers: 10_000,

  /** A whole school may sit behind one address, and all schools behind one proxy; a single flood must leave room for others. */
  maxConnectionsPerAddress: 4_000,
  /** Publishers and players whose right is being looked up; one more is told to come back. */
  maxAsking: 1_000,

  /** An RTMP peer that has not finished the handshake by then is no peer. */
  handshakeMs: 5_000,
  /** From the handshake to `publish` or `play`; clients take well under a second. */
  commandMs: 10_000,
  /** The lessons' database answers in milliseconds; a hanging one must not hold sockets. */
  authorizeMs: 10_000,
  /** A publisher without media for this long is gone: the phone froze or its network vanished without a FIN. */
  publisherSilentMs: 9_000,
  /**
   * How long viewers wait for a publisher that left, and how long a stream without one stays known. A backstop: the live
   * session's grace (3 min) ends first and calls `closeStream`.
   */
  interruptedMs: 300_000,
  /** An RTMP player is pinged this often, so that it does not give up while the publisher is away (rtmpdump: 30 s). */
  pingMs: 10_000,
  /** A last word (a status, a close frame) may take this long to leave before the socket is destroyed. */
  lingerMs: 1_000,
  /** How often silence, slowness and waiting are looked at. */
  sweepMs: 500,
  /** `Relay.close` destroys what is left after this. */
  closeMs: 2_000,

  /** A keyframe of 1080p at the highest quality is below 1 MB. */
  maxMessageBytes: 4 * 1024 * 1024,
  /** Before anything is authorised only commands are due; `connect` of a chatty client is about 1 KB. */
  maxCommandBytes: 64 * 1024,
  /** onMetaData of every known encoder is below 2 KB. */
  maxMetadataBytes: 64 * 1024,
  /**
   * What a publisher may send a second, and twice that at once: messages, one more for every 16 KB (16 MB/s). Encoders
   * send 100 to 200; a backlog of half a minute passes in seconds. Beyond it the socket waits.
   */
  mediaPerSecond: 1_000,
  /** The same for peers that do not publish: commands, and the acknowledgements of players. */
  commandsPerSecond: 100,
  /** Open RTMP chunk streams of a connection; encoders use four. */
  maxChunkStreams: 16,
  /** The smallest RTMP chunk: the specification's recommended minimum and its default. */
  minChunkBytes: 128,

  /** Kept for viewers whose network is behind, once for all of them; a viewer further behind skips to a keyframe (10 s of 2.4 Mbps). */
  viewerQueueBytes: 3 * 1024 * 1024,
  /** Nobody wants to see a class from longer ago than this: players jump to live from less. */
  viewerQueueMs: 10_000,
  /** Given to one viewer's socket at once; it gets more when that has left. */
  viewerBurstBytes: 256 * 1024,
  /** Behind for this long without recovering: closed. */
  viewerSlowMs: 15_000,
  /** Frames are collected for this long; shorter is no use: pictures come every 40 ms, and sound of the same moment is in time. */
  minWindowMs: 20,
  /** With hundreds of viewers: the longest delay that merging may add; longer windows saved little more (docs/performance.md). */
  maxWindowMs: 100,
  /** A write of this size is as cheap as writes get: waiting for more would only delay it. */
  windowBytes: 64 * 1024,

  /** HLS segments are at least this long; they end at keyframes. Six make a playlist. */
  hlsSegmentMs: 2_000,
  /** Without a keyframe for this long, what was collected is given up. */
  hlsSegmentBytes: 8 * 1024 * 1024,
  /** Segments kept of one stream. */
  hlsHeldBytes: 32 * 1024 * 1024,
  /** Nobody asked for playlist or segment for this long: no more segments are made. */
  hlsIdleMs: 15_000,
  /** The first playlist waits for the first segment: a keyframe interval of the encoder, usually two seconds. */
  hlsFirstSegmentMs: 8_000,
  /** A player takes a segment in less, or is gone. */
  hlsSendMs: 30_000,

  /** Kept for late joiners; below the viewer's queue so that joining never counts as being slow. */
  gopCacheBytes: 2.5 * 1024 * 1024,
  /** A GOP longer than this is not worth joining at its start. */
  gopCacheMs: 30_000,
} as const

export type RelayLimits = Readonly<Record<keyof typeof RELAY_LIMITS, number>>
