/**
 * Every limit of the relay, with the reason for its size. No input of a peer may use more than this.
 * Milliseconds and bytes; tests pass smaller values.
 */
export const RELAY_LIMITS = {
  /** Open RTMP connections, publishers and players; one more is closed on arrival. */
  maxRtmpConnections: 5_000,
  /** Players of all streams and protocols; one core carries about 5,000 (docs/performance.md). */
  maxViewers: 10_000,

  /** A school may share one address, and all schools one proxy; a flood from one address must leave room for others. */
  maxConnectionsPerAddress: 4_000,
  /** Publishers and players whose permission is being looked up; one more is told to retry. */
  maxAsking: 1_000,

  /** Time for an RTMP peer to finish the handshake. */
  handshakeMs: 5_000,
  /** From the handshake to `publish` or `play`; clients take well under a second. */
  commandMs: 10_000,
  /** The lessons' database answers in milliseconds; a hanging database must not hold sockets. */
  authorizeMs: 10_000,
  /** A publisher without media for this long is gone: the phone froze or its network vanished without a FIN. */
  publisherSilentMs: 9_000,
  /**
   * How long viewers wait for a publisher that left, and how long a stream without a publisher stays known. A backstop:
   * the live session's grace (3 min) ends first and calls `closeStream`.
   */
  interruptedMs: 300_000,
  /** Ping interval of RTMP players: they must not give up while the publisher is away (rtmpdump does after 30 s). */
  pingMs: 10_000,
  /** A final status or close frame may take this long to leave before the socket is destroyed. */
  lingerMs: 1_000,
  /** Interval of the checks for silent, slow and waiting peers. */
  sweepMs: 500,
  /** `Relay.close` destroys the remaining sockets after this time. */
  closeMs: 2_000,

  /** A keyframe of 1080p at the highest quality is below 1 MB. */
  maxMessageBytes: 4 * 1024 * 1024,
  /** Before authorisation only commands are allowed; `connect` of a verbose client is about 1 KB. */
  maxCommandBytes: 64 * 1024,
  /** `onMetaData` of every known encoder is below 2 KB. */
  maxMetadataBytes: 64 * 1024,
  /**
   * Messages that a publisher may send per second; twice that in one burst. Every 16 KB counts as one more message
   * (16 MB/s). Encoders send 100 to 200; a backlog of half a minute passes in seconds. Above it the socket waits.
   */
  mediaPerSecond: 1_000,
  /** The same for peers that do not publish: commands, and acknowledgements of players. */
  commandsPerSecond: 100,
  /** Open RTMP chunk streams per connection; encoders use four. */
  maxChunkStreams: 16,
  /** Smallest RTMP chunk: the recommended minimum and the default of the specification. */
  minChunkBytes: 128,

  /** Kept once for all viewers behind live; a viewer further behind skips to a keyframe (10 s of 2.4 Mbps). */
  viewerQueueBytes: 3 * 1024 * 1024,
  /** Media older than this is not sent: players jump to live at a smaller delay. */
  viewerQueueMs: 10_000,
  /** Bytes given to a viewer's socket at once; it gets more when these have left. */
  viewerBurstBytes: 256 * 1024,
  /** A viewer that stays behind for this long is closed. */
  viewerSlowMs: 15_000,
  /** Frames are collected for this long. A shorter time gains nothing: pictures come every 40 ms, audio is in time. */
  minWindowMs: 20,
  /** Longest delay that merging may add with hundreds of viewers; longer windows saved little (docs/performance.md). */
  maxWindowMs: 100,
  /** Larger writes are not cheaper per byte: waiting for more data would only add delay. */
  windowBytes: 64 * 1024,

  /** Minimum length of an HLS segment; segments end at keyframes. Six make a playlist. */
  hlsSegmentMs: 2_000,
  /** The segment is discarded at this size without a keyframe. */
  hlsSegmentBytes: 8 * 1024 * 1024,
  /** Segments kept per stream, bytes. */
  hlsHeldBytes: 32 * 1024 * 1024,
  /** Segmenting stops when no playlist or segment was requested for this long. */
  hlsIdleMs: 15_000,
  /** The first playlist waits this long for the first segment: a keyframe interval, usually two seconds. */
  hlsFirstSegmentMs: 8_000,
  /** A player that needs longer for a segment is gone. */
  hlsSendMs: 30_000,

  /** Kept for late joiners; below the viewer's queue, so that joining never counts as being slow. */
  gopCacheBytes: 2.5 * 1024 * 1024,
  /** Late joiners do not start at a keyframe older than this. */
  gopCacheMs: 30_000,
} as const

export type RelayLimits = Readonly<Record<keyof typeof RELAY_LIMITS, number>>
