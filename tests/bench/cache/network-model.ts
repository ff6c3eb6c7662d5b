/**
 * Simulates the arrivals of a live stream at a student over a trace's network. As with TCP, data arrives in order and
 * is never lost: a lost packet delays itself and everything behind it. The model includes the player's watchdog,
 * because a new connection starts at live: after 5 s of silence it reconnects, as the app's player does. The cache
 * has no influence, so every cache sees the same arrivals.
 */
import type { NetworkTrace, Span } from './trace'

export interface Frame {
  captureMs: number
  bits: number
  isKeyframe: boolean
}

export type NetworkEvent =
  | { type: 'opening', atMs: number }
  | { type: 'opened', atMs: number }
  | { type: 'frame', atMs: number, frame: Frame }
  | { type: 'silent', atMs: number }

/** Delay of camera, encoder and the teacher's uplink. */
const CAPTURE_TO_RELAY_MS = 80
const KEYFRAME_WEIGHT = 5
/** Timing of the app's watchdog; its retries restart from the first delay once data arrives. */
const SILENT_AFTER_MS = 5000
const RETRY_DELAYS_MS = [300, 800, 1600]
/** TCP and HTTP round trips before the first byte. */
const ROUND_TRIPS_TO_OPEN = 2

const spanAt = (spans: readonly Span[], atMs: number): Span | undefined =>
  spans.find(([fromMs, toMs]) => atMs >= fromMs && atMs < toMs)

interface Published { frame: Frame, atMs: number }

/** Frames of the class with their arrival at the relay. The first frame after an absence is a keyframe. */
function publish({ stream, seconds, teacherAway, uplinkStalls }: NetworkTrace): Published[] {
  const { fps, gopSeconds, videoKbps, audioKbps } = stream
  const gopFrames = fps * gopSeconds
  const unitBits = videoKbps * 1000 * gopSeconds / (gopFrames - 1 + KEYFRAME_WEIGHT)
  const published: Published[] = []
  let inGop = 0
  // The class was on air before the student joined at 0.
  for (let count = -gopFrames; count < seconds * fps; count += 1) {
    const captureMs = count * 1000 / fps
    if (spanAt(teacherAway, captureMs)) {
      inGop = 0
      continue
    }
    const isKeyframe = inGop % gopFrames === 0
    inGop += 1
    const bits = unitBits * (isKeyframe ? KEYFRAME_WEIGHT : 1) + audioKbps * 1000 / fps
    const heldUntilMs = spanAt(uplinkStalls, captureMs)?.[1] ?? captureMs
    published.push({ frame: { captureMs, bits, isKeyframe }, atMs: heldUntilMs + CAPTURE_TO_RELAY_MS })
  }
  return published
}

/** The downlink: computes when data that starts at a given time has passed. */
class Downlink {
  private readonly capacity: NetworkTrace['capacity']
  private place = 0

  constructor(capacity: NetworkTrace['capacity']) {
    this.capacity = capacity
  }

  /** Calls must not go back in time. */
  private seek(atMs: number): void {
    while ((this.capacity[this.place + 1]?.[0] ?? Number.POSITIVE_INFINITY) <= atMs) this.place += 1
  }

  private kbps(): number {
    return this.capacity[this.place]?.[1] ?? 0
  }

  private untilMs(): number {
    return this.capacity[this.place + 1]?.[0] ?? Number.POSITIVE_INFINITY
  }

  /** Returns Infinity when the data never passes. */
  through(startMs: number, bits: number): number {
    this.seek(startMs)
    let leftBits = bits
    for (let atMs = startMs; ;) {
      const kbps = this.kbps()
      const doneMs = kbps > 0 ? atMs + leftBits / kbps : Number.POSITIVE_INFINITY
      if (doneMs <= this.untilMs()) return doneMs
      if (this.untilMs() === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY
      leftBits -= kbps * (this.untilMs() - atMs)
      atMs = this.untilMs()
      this.place += 1
    }
  }
}

/** First frame of a new connection: the last keyframe, which the relay keeps while the teacher publishes. */
function firstFrameAt(published: readonly Published[], nowMs: number, isAway: boolean): number {
  const next = published.findIndex(({ atMs }) => atMs > nowMs)
  if (isAway) return next < 0 ? published.length : next
  for (let place = (next < 0 ? published.length : next) - 1; place > 0; place -= 1) {
    if (published[place]?.frame.isKeyframe) return place
  }
  return 0
}

/** Returns the events in order of time, up to the trace's end. */
export function simulateNetwork(trace: NetworkTrace): NetworkEvent[] {
  const published = publish(trace)
  const endMs = trace.seconds * 1000
  const events: NetworkEvent[] = []
  let attempt = 0
  for (let openAtMs = 0; openAtMs < endMs;) {
    const link = new Downlink(trace.capacity)
    events.push({ type: 'opening', atMs: openAtMs })
    let lastMs = openAtMs
    const openedMs = link.through(openAtMs, 1) + ROUND_TRIPS_TO_OPEN * trace.rttMs
    let freeMs = openedMs
    if (openedMs - lastMs <= SILENT_AFTER_MS) {
      if (openedMs < endMs) events.push({ type: 'opened', atMs: openedMs })
      lastMs = openedMs
      const isAway = spanAt(trace.teacherAway, openedMs) !== undefined
      for (let place = firstFrameAt(published, openedMs, isAway); place < published.length; place += 1) {
        const next = published[place]
        if (!next) break
        freeMs = link.through(Math.max(freeMs, next.atMs), next.frame.bits)
        const arrivalMs = freeMs + trace.rttMs / 2
        if (arrivalMs - lastMs > SILENT_AFTER_MS || arrivalMs >= endMs) break
        events.push({ type: 'frame', atMs: arrivalMs, frame: next.frame })
        lastMs = arrivalMs
        attempt = 0
      }
    }
    const silentMs = lastMs + SILENT_AFTER_MS
    if (silentMs >= endMs) break
    events.push({ type: 'silent', atMs: silentMs })
    openAtMs = silentMs + (RETRY_DELAYS_MS[Math.min(attempt, RETRY_DELAYS_MS.length - 1)] ?? 0)
    attempt += 1
  }
  return events
}
