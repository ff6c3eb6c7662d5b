/**
 * A model of a live player on simulated arrivals. It reports in WeChat's codes and netstatus fields as a player does.
 * Stalls and latency, which only a student sees, are in `viewing`.
 *
 * Differences from a real player: it decodes in no time, has no audio device, and reads its limits every 100 ms (the
 * app's player does, too).
 */
import { toPlayerNetStatus } from '../../../src/features/codes/netstatus'
import type { PlayerNetStatus } from '../../../src/features/codes/netstatus'
import type { PlayerEvent } from '../../../src/features/codes/player-events'
import type { CacheLimits } from '../../../src/platform/h5/player/cache/cache-controller'
import { toPlayStatus } from '../../../src/platform/h5/player/play-status'
import type { CacheLaw } from './cache-laws'
import type { Frame, NetworkEvent } from './network-model'
import type { NetworkTrace } from './trace'

const MOTION_MS = 20
const TICK_MS = 100
const STATUS_EVERY_MS = 2000
/** As in the app's player: silence before a report, still time that viewers notice, weight of jitter (RFC 3550). */
const LAG_MS = 1500
const STUTTER_MS = 500
const JITTER_WEIGHT = 1 / 16

/** The only inputs of the code that chooses the limits. */
export interface Watcher {
  limits: () => CacheLimits
  onReport: (event: PlayerEvent, atMs: number) => void
  onNetStatus: (status: PlayerNetStatus, atMs: number) => void
  onLessonPhase: (phase: NetworkTrace['lessonPhases'][number][1], atMs: number) => void
}

export interface Viewing {
  /** Time until the first picture. */
  startupMs: number
  stalls: number
  stalledMs: number
  /** Mean time from capture to display of the shown pictures. */
  meanLatencyMs: number
  /** Media that the player skipped. */
  skippedMs: number
}

interface Connection {
  hasKeyframe: boolean
  hasBytes: boolean
  isLagging: boolean
  lastArrivalMs: number
  lastTransitMs: number | undefined
}

const newConnection = (atMs: number): Connection =>
  ({ hasKeyframe: false, hasBytes: false, isLagging: false, lastArrivalMs: atMs, lastTransitMs: undefined })

class ModelPlayer {
  private frames: Frame[] = []
  /** Position in frames of this connection. */
  private playhead = 0
  private rate = 0
  private startedAtMs: number | undefined
  private stillSinceMs = 0
  private isStalled = false
  private isStallCounted = false
  private connection = newConnection(0)
  private isConnected = false
  private jitterMs = 0
  private arrivals = { videoBytes: 0, audioBytes: 0, bytes: 0, longestGapMs: 0 }
  private shown = 0
  private latencySumMs = 0
  private latencySteps = 0
  private stalls = 0
  private stalledMs = 0
  private skippedMs = 0

  private readonly trace: NetworkTrace
  private readonly law: CacheLaw
  private readonly watcher: Watcher

  constructor(trace: NetworkTrace, law: CacheLaw, watcher: Watcher) {
    this.trace = trace
    this.law = law
    this.watcher = watcher
  }

  get viewing(): Viewing {
    return {
      startupMs: this.startedAtMs ?? this.trace.seconds * 1000,
      stalls: this.stalls,
      stalledMs: this.stalledMs,
      meanLatencyMs: this.latencySteps > 0 ? this.latencySumMs / this.latencySteps : 0,
      skippedMs: this.skippedMs,
    }
  }

  onNetworkEvent(event: NetworkEvent): void {
    const { atMs } = event
    switch (event.type) {
      case 'opening':
        this.frames = []
        this.playhead = 0
        this.law.restart()
        this.stop(atMs)
        this.connection = newConnection(atMs)
        this.isConnected = true
        return this.watcher.onReport('BUFFERING', atMs)
      case 'opened':
        this.connection.lastArrivalMs = atMs
        return this.watcher.onReport('CONNECTED', atMs)
      case 'silent':
        this.isConnected = false
        this.watcher.onReport('READ_WRITE_FAILED', atMs)
        return this.watcher.onReport('RECONNECTING', atMs)
      case 'frame': return this.arrive(event.frame, atMs)
    }
  }

  private arrive(frame: Frame, atMs: number): void {
    const { connection, arrivals } = this
    if (!connection.hasBytes) this.watcher.onReport('STREAM_STARTED', atMs)
    connection.hasBytes = true
    arrivals.longestGapMs = Math.max(arrivals.longestGapMs, atMs - connection.lastArrivalMs)
    connection.lastArrivalMs = atMs
    const audioBytes = this.trace.stream.audioKbps * 125 / this.trace.stream.fps
    arrivals.videoBytes += frame.bits / 8 - audioBytes
    arrivals.audioBytes += audioBytes
    arrivals.bytes += frame.bits / 8
    const transitMs = atMs - frame.captureMs
    if (connection.lastTransitMs !== undefined) {
      this.jitterMs += (Math.abs(transitMs - connection.lastTransitMs) - this.jitterMs) * JITTER_WEIGHT
    }
    connection.lastTransitMs = transitMs
    this.frames.push(frame)
    if (connection.hasKeyframe || !frame.isKeyframe) return
    connection.hasKeyframe = true
    this.watcher.onReport('FIRST_KEYFRAME', atMs)
  }

  private get aheadSeconds(): number {
    return Math.max(0, this.frames.length - this.playhead) / this.trace.stream.fps
  }

  private isTeacherAway(atMs: number): boolean {
    return this.trace.teacherAway.some(([fromMs, toMs]) => atMs >= fromMs && atMs < toMs)
  }

  /** Advances one step of time. While the teacher is away no picture exists, so this is not a stall of the player. */
  move(atMs: number): void {
    const { fps } = this.trace.stream
    const before = Math.floor(this.playhead)
    if (this.rate > 0) {
      this.playhead = Math.min(this.frames.length, this.playhead + this.rate * MOTION_MS / 1000 * fps)
    }
    const isMoving = this.rate > 0 && this.playhead < this.frames.length
    this.shown += Math.floor(this.playhead) - before
    const frame = this.frames[Math.floor(this.playhead)]
    if (isMoving && frame) {
      this.latencySumMs += atMs - frame.captureMs
      this.latencySteps += 1
    } else if (this.startedAtMs !== undefined && !this.isTeacherAway(atMs)) {
      this.stalledMs += MOTION_MS
      if (!this.isStallCounted && this.isStalled) {
        this.isStallCounted = true
        this.stalls += 1
      }
    }
  }

  private stop(atMs: number): void {
    this.rate = 0
    if (this.startedAtMs === undefined || this.isStalled) return
    this.isStalled = true
    this.isStallCounted = false
    this.stillSinceMs = atMs
  }

  /** Applies the control law and sends the player's reports. */
  tick(atMs: number): void {
    if (!this.isConnected) return
    const { rate, skipSeconds } = this.law.step({ nowMs: atMs, aheadSeconds: this.aheadSeconds }, this.watcher.limits())
    this.playhead += skipSeconds * this.trace.stream.fps
    if (this.startedAtMs !== undefined) this.skippedMs += skipSeconds * 1000
    if (rate > 0 && this.rate === 0) this.start(atMs)
    if (rate === 0 && this.rate > 0) {
      this.stop(atMs)
      this.watcher.onReport('BUFFERING', atMs)
    }
    this.rate = rate
    const isLagging = this.connection.hasKeyframe && atMs - this.connection.lastArrivalMs > LAG_MS
    if (isLagging && !this.connection.isLagging) this.watcher.onReport('DATA_LAGGING', atMs)
    this.connection.isLagging = isLagging
  }

  private start(atMs: number): void {
    this.watcher.onReport('PLAYING', atMs)
    const isStutter = this.isStalled && this.law.reportsStutter && atMs - this.stillSinceMs > STUTTER_MS
    if (isStutter) this.watcher.onReport('STUTTERING', atMs)
    this.isStalled = false
    this.startedAtMs ??= atMs
  }

  reportStatus(atMs: number): void {
    const { arrivals, shown, connection } = this
    this.arrivals = { videoBytes: 0, audioBytes: 0, bytes: 0, longestGapMs: 0 }
    this.shown = 0
    if (!this.isConnected) return
    const longestGapMs = Math.max(arrivals.longestGapMs, atMs - connection.lastArrivalMs)
    this.watcher.onNetStatus(toPlayerNetStatus(toPlayStatus({
      elapsedMs: STATUS_EVERY_MS, arrivals: { ...arrivals, longestGapMs }, jitterMs: this.jitterMs,
      gopMs: this.trace.stream.gopSeconds * 1000, frames: shown, width: 640, height: 360,
      cacheSeconds: this.aheadSeconds,
    })), atMs)
  }
}

/** Plays a whole trace. */
export function watchTrace(
  trace: NetworkTrace, events: readonly NetworkEvent[], law: CacheLaw, watcher: Watcher,
): Viewing {
  const player = new ModelPlayer(trace, law, watcher)
  const phases = [...trace.lessonPhases]
  let place = 0
  for (let atMs = 0; atMs < trace.seconds * 1000; atMs += MOTION_MS) {
    for (let event = events[place]; event && event.atMs <= atMs; event = events[place]) {
      player.onNetworkEvent(event)
      place += 1
    }
    for (let phase = phases[0]; phase && phase[0] <= atMs; phase = phases[0]) {
      watcher.onLessonPhase(phase[1], atMs)
      phases.shift()
    }
    player.move(atMs)
    if (atMs % TICK_MS === 0) player.tick(atMs)
    if (atMs > 0 && atMs % STATUS_EVERY_MS === 0) player.reportStatus(atMs)
  }
  return player.viewing
}
