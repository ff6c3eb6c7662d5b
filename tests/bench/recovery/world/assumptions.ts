/**
 * The parameters of the simulated world, in milliseconds and shares. docs/recovery-bench.md has the sources; where it
 * names none, the value is an assumption.
 */
export type Span = readonly [low: number, high: number]

export const CLASS_MS = 20 * 60_000
/** The teacher presses "start" at this time. */
export const START_MS = 2_000
/** Longest pause between two looks at a class; it is also judged after each event. */
export const CHECK_EVERY_MS = 5_000
/** Planned end of the lesson: later than the simulated part, so that the plan does not end the class. */
export const PLANNED_END_MS = 45 * 60_000

export const COMPONENT = {
  /** The SDK's own retries, and the pause before each of them. */
  ownRetries: 3,
  retryEveryMs: 3_000,
  statusEveryMs: 2_000,
  commandMs: [20, 150] as Span,
  openDeviceMs: [150, 500] as Span,
  connectMs: [100, 600] as Span,
  handshakeMs: [100, 400] as Span,
  /** A connection attempt without a network, and one that gets no answer. */
  refusedMs: [200, 1_000] as Span,
  timeoutMs: [3_000, 5_000] as Span,
  /** Silence until a sender notices a dead connection, and the same where the interface changed. */
  deadNoticedMs: [3_000, 8_000] as Span,
  resetNoticedMs: [200, 1_500] as Span,
  /** A TCP connection survives an outage of this length. */
  survivesMs: [1_000, 5_000] as Span,
  firstFrameMs: [100, 600] as Span,
  /** A player shows what it has for this long after the last data. */
  playsFromCacheMs: 2_000,
  looksEveryMs: 500,
  codeDelayMs: [5, 60] as Span,
  lateMs: [500, 8_000] as Span,
} as const

export const PHONE = {
  iosShare: 0.45,
  /** JavaScript of a hidden program sleeps after this time. */
  sleepsAfterMs: { ios: [1_000, 5_000] as Span, android: [60_000, 300_000] as Span },
  /** Time that a hidden program goes on sending its waiting image. */
  sendsHiddenMs: { ios: [0, 15_000] as Span, android: [5_000, 240_000] as Span },
  /** The system suspends the push at once, and the component reports 5000 where the base library has it. */
  suspendsAtOnceShare: 0.4,
  has5000Share: 0.6,
  late5000Share: 0.3,
  /** A suspended component connects again by itself when the page is shown. */
  healsItselfShare: 0.35,
  /** A player that the system has stopped plays on by itself. */
  playsOnShare: 0.6,
  /** Camera or microphone stay busy after a call or the background. */
  busyShare: 0.35,
  busyMs: [500, 6_000] as Span,
  /** -1308 in place of -1302 while the microphone is busy, on iOS. */
  audioSystemShare: 0.3,
  /** The capture stays black after a call until pause and resume, on iOS. */
  blackShare: 0.5,
  /** A call covers the whole screen, so that the page is hidden. */
  callHidesShare: 0.6,
  /** The background counts as an interruption of the sound too, with its two events. */
  backgroundInterruptsShare: 0.3,
  networkEventMs: [100, 1_200] as Span,
} as const

export const SERVER = {
  answerMs: [60, 400] as Span,
  /** A dead connection of a publisher is noticed after this time. */
  holdsDeadMs: [2_000, 12_000] as Span,
  /** A publisher without media is cut after this time. */
  cutsSilentMs: 9_000,
  noticeMs: [50, 500] as Span,
  /** Share of engines that refuse a second publisher while they hold the first one; the others take over. */
  refusesSecondShare: 0.3,
  /** Share of schools whose signed URLs live for minutes only, and how long. */
  shortUrlShare: 0.25,
  shortUrlMs: [4 * 60_000, 10 * 60_000] as Span,
  urlMs: 24 * 3_600_000,
  /** Share of engines that end a viewer's stream with its publisher; the others keep the viewer. */
  dropsViewersShare: 0.3,
  requestTimeoutMs: 10_000,
} as const

export const CHANNEL = {
  deliversMs: [40, 300] as Span,
  /** TCP sends a lost message again. */
  resendEveryMs: 500,
  reconnectMs: [300, 1_500] as Span,
  /** Three beats of ten seconds without an answer. */
  deadAfterMs: 30_000,
  hiddenLifeMs: 5_000,
} as const
