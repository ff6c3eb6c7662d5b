import { z } from 'zod'
import { count, id, idParams, instant, nothing, type RouteSchemas } from '../kernel/schemas'
import { LESSON_PHASES } from '../lessons/phase'
import { DEVICE_ID } from './device'
import { PROBE_PART_BYTES } from './probe'
import type { CLASS_ROUTES } from './routes'
import { END_REASONS, type LiveSnapshot } from './snapshot'

export const liveSnapshotSchema = z.object({
  lessonId: id,
  phase: z.enum(LESSON_PHASES),
  sessionId: id.nullable(),
  startedAt: instant.nullable(),
  interruptedAt: instant.nullable(),
  graceEndsAt: instant.nullable(),
  endedAt: instant.nullable(),
  endReason: z.enum(END_REASONS).nullable(),
  publisherDevice: z.string().nullable().describe('Mark of the device that publishes now'),
  viewers: count,
  peakViewers: count,
  serverTime: instant,
}).meta({ id: 'LiveSnapshot' }) satisfies z.ZodType<LiveSnapshot>

/** The lesson's stream as the server sees it, averaged over the last two seconds. */
const streamStatsSchema = z.object({
  isPublishing: z.boolean(),
  viewers: count,
  videoKbps: count,
  audioKbps: count,
  fps: z.number().min(0),
  /** Between the last two keyframes; 0 before the second one. */
  gopMs: count,
  /** Number of times that frames were skipped for a viewer with a slow network. */
  skips: count,
  /** Highest latency that the server itself adds. */
  addedDelayMs: count,
})

export const CLASS_SCHEMAS = {
  getLiveSnapshot: {
    summary: 'State of the lesson on air, for clients without the channel',
    params: idParams, query: nothing, body: nothing, status: 200, response: liveSnapshotSchema,
  },
  getStreamStats: {
    summary: 'How the lesson\'s stream is doing now (its teacher, or an admin)',
    params: idParams, query: nothing, body: nothing, status: 200,
    response: z.object({
      /** Null while the lesson has no stream. */
      stats: streamStatsSchema.nullable(),
      serverTime: instant,
    }),
  },
  startLiveSession: {
    summary: 'Start the class or take it over on another device (its teacher)',
    params: idParams, query: nothing, status: 200,
    /** Without an id the URLs are for an encoder. */
    body: z.strictObject({
      device: z.string().regex(DEVICE_ID).optional().describe('Id that this installation made once and keeps'),
    }),
    response: z.object({
      /** RTMP, for WeChat's pusher, OBS and ffmpeg. */
      pushUrl: z.string(),
      /** FLV over WebSocket with sub-protocol `publisher`, for browsers. */
      wsPushUrl: z.string(),
      channelUrl: z.string(),
      live: liveSnapshotSchema,
    }),
  },
  stopLiveSession: {
    summary: 'End the class (its teacher, or an admin)',
    params: idParams, query: nothing, body: nothing, status: 200, response: liveSnapshotSchema,
  },
  probeUplink: {
    summary: 'Receive and discard some bytes, so that a device can measure its uplink (the lesson\'s teacher)',
    params: idParams, query: nothing, status: 200,
    body: z.strictObject({ padding: z.string().length(PROBE_PART_BYTES) }),
    response: z.object({
      /** Host and port of `pushUrl`, known before the class starts. */
      ingest: z.object({ host: z.string(), port: z.int().min(1).max(65_535) }),
    }),
  },
  watchLesson: {
    summary: 'Join a lesson as a viewer',
    params: idParams, query: nothing, body: nothing, status: 200,
    response: z.object({
      /** Null until the class has been started; request it again when the channel says `live`. */
      playUrls: z.object({ flv: z.string(), wsFlv: z.string(), rtmp: z.string(), hls: z.string() }).nullable(),
      channelUrl: z.string(),
      live: liveSnapshotSchema,
    }),
  },
} as const satisfies Record<keyof typeof CLASS_ROUTES, RouteSchemas>
