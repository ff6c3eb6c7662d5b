import { z } from 'zod'
import { ROLES } from '../account/roles'
import { id, idParams, instant, named, nothing, type RouteSchemas } from '../kernel/schemas'
import { QOS_CAUSES, QOS_SEVERITIES, type QosCause } from './causes'
import type { QOS_ROUTES } from './routes'
import { QOS_COMPONENTS, QOS_STATES, type QosSample } from './samples'
import {
  QOS_MAX_CODE, QOS_MAX_CODES_PER_SAMPLE, QOS_MAX_SAMPLES_PER_BATCH, QOS_MAX_STATUS_VALUE,
} from './samples'

const value = z.int().min(0).max(QOS_MAX_STATUS_VALUE).optional()

const sampleSchema = z.strictObject({
  atMs: z.int().min(0),
  state: z.enum(QOS_STATES),
  isConnected: z.boolean(),
  isReachable: z.boolean(),
  isHidden: z.boolean(),
  codes: z.array(z.int().min(-QOS_MAX_CODE).max(QOS_MAX_CODE)).max(QOS_MAX_CODES_PER_SAMPLE),
  status: z.strictObject({
    kbps: value,
    videoKbps: value,
    audioKbps: value,
    fps: value,
    jitterMs: value,
    cacheMs: value,
    queueFrames: value,
    width: value,
    height: value,
    quality: z.int().min(1).max(6).optional(),
  }).optional(),
}) satisfies z.ZodType<QosSample>

/** Never empty: the table of causes is a constant. */
const causes = Object.keys(QOS_CAUSES) as [QosCause, ...QosCause[]]

const personSchema = z.object({
  memberId: id,
  name: z.string(),
  role: z.enum(ROLES),
  component: z.enum(QOS_COMPONENTS),
  firstAt: instant,
  lastAt: instant,
  samples: z.int(),
  /** Samples that the device could not keep. */
  dropped: z.int(),
  /** Troubles in order; `trouble` is an index into `troubles` of the timeline. */
  segments: z.array(z.object({
    startsAt: instant,
    endsAt: instant,
    severity: z.enum(QOS_SEVERITIES),
    trouble: z.int(),
  })),
  /** The worst network quality in each of the equal parts of the session: 1 best … 6 unusable, 0 unknown. */
  quality: z.array(z.int().min(0).max(6)),
})

const troubleSchema = z.object({
  cause: z.enum(causes),
  severity: z.enum(QOS_SEVERITIES),
  /** Owner of the network or device; null for a cause that concerns no single member. */
  member: named.nullable(),
  startsAt: instant,
  endsAt: instant,
  /** Ids of members. */
  affected: z.array(id),
  /** WeChat's codes reported during the trouble, for support. */
  codes: z.array(z.int()),
})

export const qosTimelineSchema = z.object({
  lessonId: id,
  /** Null before the first start. */
  sessionId: id.nullable(),
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  /** All live sessions of the lesson, the earliest first. */
  sessions: z.array(z.object({ id, startedAt: instant, endedAt: instant.nullable() })),
  serverTime: instant,
  /** Samples are deleted after this many days. */
  retentionDays: z.int(),
  people: z.array(personSchema),
  troubles: z.array(troubleSchema),
}).meta({ id: 'QosTimeline' })

/** The last live session when there is no `sessionId`. */
const sessionQuery = { sessionId: id.optional() }

export const QOS_SCHEMAS = {
  reportQosSamples: {
    summary: 'Samples of one\'s own player, or of the pusher (its teacher); the same batch twice counts once',
    params: idParams, query: nothing, status: 200,
    body: z.strictObject({
      sessionId: id,
      component: z.enum(QOS_COMPONENTS),
      /** Created by the device, unique among its batches. */
      batch: z.string().regex(/^[a-z0-9]{8,24}-\d{1,6}$/, 'A run and a number, e.g. k3v9x0qa-17'),
      samples: z.array(sampleSchema).min(1).max(QOS_MAX_SAMPLES_PER_BATCH),
      /** Samples that the device could not keep since the previous batch. */
      dropped: z.int().min(0).max(1_000_000),
    }),
    /** `taken`: number of samples within the live session's time; the server ignores the others. */
    response: z.object({ taken: z.int() }),
  },
  getQosTimeline: {
    summary: 'Troubles of a live session and their causes; by default of the last one (the lesson\'s teacher, or an admin)',
    params: idParams, body: nothing, status: 200, response: qosTimelineSchema,
    query: z.strictObject(sessionQuery),
  },
  exportQosTimeline: {
    summary: 'The timeline with every sample, as the text of a file (the lesson\'s teacher, or an admin)',
    params: idParams, body: nothing, status: 200,
    query: z.strictObject({ ...sessionQuery, format: z.enum(['csv', 'json']) }),
    response: z.object({ fileName: z.string(), mimeType: z.string(), content: z.string() }),
  },
} as const satisfies Record<keyof typeof QOS_ROUTES, RouteSchemas>
