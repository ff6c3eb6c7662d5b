import { z } from 'zod'
import { API_ERRORS, type ApiErrorBody, type ApiErrorCode } from './errors'
import { END_REASONS, LESSON_PHASES, PROBE_PART_BYTES, type LiveSnapshot } from './class/live'
import { QOS_COMPONENTS, QOS_MOST_CODE, QOS_MOST_CODES_PER_SAMPLE, QOS_MOST_SAMPLES_PER_BATCH, QOS_MOST_VALUE, QOS_STATES, type QosSample } from './qos/samples'
import { QOS_CAUSES, QOS_SEVERITIES, type QosCause } from './qos/causes'
import type { RouteName } from './routes'

export const ROLES = ['admin', 'teacher', 'student'] as const

/** In lower case, as the database writes them: one thing has one name. */
const id = z.uuid().toLowerCase()
const instant = z.iso.datetime({ offset: true })
/** A calendar day in the school's time zone, `2026-11-23`. */
const day = z.iso.date()

const idParams = z.strictObject({ id })
const nothing = z.strictObject({})
const noContent = z.null().describe('Done')

/** One line that a person typed: no control characters, which PostgreSQL and screens can't hold. */
const line = (maxLength: number) => z.string().trim().min(1).max(maxLength).regex(/^[^\u0000-\u001f\u007f]+$/, 'No control characters')

/** Never empty: the table of errors is a constant. */
const errorCodes = Object.keys(API_ERRORS) as [ApiErrorCode, ...ApiErrorCode[]]

export const apiErrorSchema = z.object({
  code: z.enum(errorCodes),
  /** In the caller's language. */
  message: z.string(),
  requestId: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
}) satisfies z.ZodType<ApiErrorBody>

export const schoolSchema = z.object({
  id,
  name: z.string(),
  /** IANA name, e.g. `Asia/Shanghai`: days and weeks are counted in it. */
  timeZone: z.string(),
}).meta({ id: 'School' })

export const memberSchema = z.object({ id, name: z.string(), role: z.enum(ROLES) }).meta({ id: 'Member' })

const named = z.object({ id, name: z.string() })

export const courseSchema = z.object({ id, name: z.string(), class: named, teacher: named.nullable() }).meta({ id: 'Course' })

export const lessonSchema = z.object({
  id,
  title: z.string(),
  course: named,
  class: named,
  teacher: named,
  room: named.nullable(),
  startsAt: instant,
  endsAt: instant,
  phase: z.enum(LESSON_PHASES),
}).meta({ id: 'Lesson' })

export const liveSnapshotSchema = z.object({
  lessonId: id,
  phase: z.enum(LESSON_PHASES),
  sessionId: id.nullable(),
  startedAt: instant.nullable(),
  interruptedAt: instant.nullable(),
  graceEndsAt: instant.nullable(),
  endedAt: instant.nullable(),
  endReason: z.enum(END_REASONS).nullable(),
  viewers: z.int().min(0),
  peakViewers: z.int().min(0),
  serverTime: instant,
}).meta({ id: 'LiveSnapshot' }) satisfies z.ZodType<LiveSnapshot>

const qosValue = z.int().min(0).max(QOS_MOST_VALUE).optional()

const qosSampleSchema = z.strictObject({
  atMs: z.int().min(0),
  state: z.enum(QOS_STATES),
  isConnected: z.boolean(),
  isReachable: z.boolean(),
  isHidden: z.boolean(),
  codes: z.array(z.int().min(-QOS_MOST_CODE).max(QOS_MOST_CODE)).max(QOS_MOST_CODES_PER_SAMPLE),
  status: z.strictObject({
    kbps: qosValue, videoKbps: qosValue, audioKbps: qosValue, fps: qosValue, jitterMs: qosValue,
    cacheMs: qosValue, queueFrames: qosValue, width: qosValue, height: qosValue, quality: z.int().min(1).max(6).optional(),
  }).optional(),
}) satisfies z.ZodType<QosSample>

/** Never empty: the table of causes is a constant. */
const qosCauses = Object.keys(QOS_CAUSES) as [QosCause, ...QosCause[]]

export const qosTimelineSchema = z.object({
  lessonId: id,
  /** Null before the first start. */
  sessionId: id.nullable(),
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  /** All live sessions of the lesson, the first one first. */
  sessions: z.array(z.object({ id, startedAt: instant, endedAt: instant.nullable() })),
  serverTime: instant,
  /** Samples are deleted after so many days. */
  retentionDays: z.int(),
  people: z.array(z.object({
    memberId: id,
    name: z.string(),
    role: z.enum(ROLES),
    component: z.enum(QOS_COMPONENTS),
    firstAt: instant,
    lastAt: instant,
    samples: z.int(),
    /** Samples that the device could not keep. */
    dropped: z.int(),
    /** Troubles in order; `trouble` is the place in the list of troubles. */
    segments: z.array(z.object({ startsAt: instant, endsAt: instant, severity: z.enum(QOS_SEVERITIES), trouble: z.int() })),
    /** The worst network quality of each of so many equal parts of the session: 1 best … 6 unusable, 0 unknown. */
    quality: z.array(z.int().min(0).max(6)),
  })),
  troubles: z.array(z.object({
    cause: z.enum(qosCauses),
    severity: z.enum(QOS_SEVERITIES),
    /** Whose network or device; null where it is nobody's. */
    member: z.object({ id, name: z.string() }).nullable(),
    startsAt: instant,
    endsAt: instant,
    /** Ids of members. */
    affected: z.array(id),
    /** WeChat's numbers that were reported meanwhile, for support. */
    codes: z.array(z.int()),
  })),
}).meta({ id: 'QosTimeline' })

const qosSessionQuery = { sessionId: id.optional() }

const signedIn = z.object({
  accessToken: z.string(),
  /** Seconds from now. */
  expiresInSeconds: z.int(),
  refreshToken: z.string(),
  member: memberSchema,
  school: schoolSchema,
})

const refreshTokenBody = z.strictObject({ refreshToken: z.string().min(1).max(512) })

export interface RouteSchemas {
  params: z.ZodType
  query: z.ZodType
  body: z.ZodType
  status: 200 | 201 | 204
  response: z.ZodType
  /** One line for the OpenAPI document. */
  summary: string
}

const count = z.number().int().min(0)

/** As the server sees the stream, averaged over the last two seconds. */
const liveStatsSchema = z.object({
  isPublishing: z.boolean(),
  viewers: count,
  videoKbps: count,
  audioKbps: count,
  fps: z.number().min(0),
  /** Between the last two keyframes; 0 before the second. */
  gopMs: count,
  /** How often a viewer's network was too slow and pictures were left out for it. */
  skips: count,
  /** What the server itself adds to the delay, at worst. */
  addedDelayMs: count,
})

/** What goes into and comes out of every route of `routes.ts`. */
export const SCHEMAS = {
  login: {
    params: nothing, query: nothing, status: 200, response: signedIn, summary: 'Sign in with account and password',
    body: z.strictObject({ account: line(64), password: z.string().min(1).max(256) }),
  },
  refresh: {
    params: nothing, query: nothing, status: 200, response: signedIn, summary: 'Trade a refresh token for a new pair; each works once',
    body: refreshTokenBody,
  },
  logout: { params: nothing, query: nothing, body: refreshTokenBody, status: 204, response: noContent, summary: 'Sign out on this device' },
  logoutEverywhere: { params: nothing, query: nothing, body: nothing, status: 204, response: noContent, summary: 'Sign out on all devices' },
  me: { params: nothing, query: nothing, body: nothing, status: 200, response: z.object({ member: memberSchema, school: schoolSchema }), summary: 'Who is signed in' },

  listCourses: { params: nothing, query: nothing, body: nothing, status: 200, response: z.object({ courses: z.array(courseSchema) }), summary: 'Courses of the school (admin)' },
  listRooms: { params: nothing, query: nothing, body: nothing, status: 200, response: z.object({ rooms: z.array(named) }), summary: 'Rooms of the school (admin)' },
  listTeachers: { params: nothing, query: nothing, body: nothing, status: 200, response: z.object({ teachers: z.array(named) }), summary: 'Teachers of the school (admin)' },

  listLessons: {
    params: nothing, body: nothing, status: 200, summary: 'Lessons of a range of days: all of the school for admins, else one\'s own',
    query: z.strictObject({ from: day, to: day, memberId: id.optional() }),
    response: z.object({ lessons: z.array(lessonSchema), timeZone: z.string(), serverTime: instant }),
  },
  createLesson: {
    params: nothing, query: nothing, status: 201, response: lessonSchema, summary: 'Schedule a lesson (admin)',
    body: z.strictObject({
      courseId: id,
      teacherId: id,
      roomId: id.nullable().optional(),
      title: line(80).optional(),
      startsAt: instant,
      endsAt: instant,
    }),
  },
  getLesson: { params: idParams, query: nothing, body: nothing, status: 200, response: lessonSchema, summary: 'One lesson' },
  updateLesson: {
    params: idParams, query: nothing, status: 200, response: lessonSchema, summary: 'Give the lesson to another teacher (admin); a stream on air is cut',
    body: z.strictObject({ teacherId: id }),
  },
  cancelLesson: { params: idParams, query: nothing, body: nothing, status: 200, response: lessonSchema, summary: 'Cancel a lesson that is not on air (admin)' },

  getLive: { params: idParams, query: nothing, body: nothing, status: 200, response: liveSnapshotSchema, summary: 'State of the lesson on air, for clients without the channel' },
  getLiveStats: {
    params: idParams, query: nothing, body: nothing, status: 200, summary: 'How the lesson\'s stream is doing now (its teacher, or an admin)',
    response: z.object({ stats: liveStatsSchema.nullable(), serverTime: instant }),
  },
  startLive: {
    params: idParams, query: nothing, body: nothing, status: 200, summary: 'Start the class or take it over on another device (its teacher)',
    response: z.object({
      /** RTMP, for WeChat's pusher, OBS and ffmpeg. */
      pushUrl: z.string(),
      /** FLV over WebSocket with sub-protocol `publisher`, for browsers. */
      wsPushUrl: z.string(),
      channelUrl: z.string(),
      live: liveSnapshotSchema,
    }),
  },
  stopLive: { params: idParams, query: nothing, body: nothing, status: 200, response: liveSnapshotSchema, summary: 'End the class (its teacher, or an admin)' },
  probeUplink: {
    params: idParams, query: nothing, status: 204, response: noContent, summary: 'Swallow some bytes, so that a teacher learns how fast their uplink is (its teacher)',
    body: z.strictObject({ padding: z.string().length(PROBE_PART_BYTES) }),
  },
  watchLesson: {
    params: idParams, query: nothing, body: nothing, status: 200, summary: 'Join a lesson as a viewer',
    response: z.object({
      /** Null until the class has been started: come back when the channel says `live`. */
      playUrls: z.object({ flv: z.string(), wsFlv: z.string(), rtmp: z.string(), hls: z.string() }).nullable(),
      channelUrl: z.string(),
      live: liveSnapshotSchema,
    }),
  },

  reportQos: {
    params: idParams, query: nothing, status: 200, summary: 'Samples of one\'s own player, or of the pusher (its teacher); the same batch twice counts once',
    body: z.strictObject({
      sessionId: id,
      component: z.enum(QOS_COMPONENTS),
      /** Made by the device, different for each of its batches. */
      batch: z.string().regex(/^[a-z0-9]{8,24}-\d{1,6}$/, 'A run and a number, e.g. k3v9x0qa-17'),
      samples: z.array(qosSampleSchema).min(1).max(QOS_MOST_SAMPLES_PER_BATCH),
      /** Samples that the device could not keep, since the batch before. */
      dropped: z.int().min(0).max(1_000_000),
    }),
    /** `taken`: samples of the live session's time; others are left out. */
    response: z.object({ taken: z.int() }),
  },
  getQos: {
    params: idParams, query: z.strictObject(qosSessionQuery), body: nothing, status: 200, response: qosTimelineSchema,
    summary: 'Troubles of a live session and their causes, of the last one unless asked otherwise (the lesson\'s teacher, or an admin)',
  },
  exportQos: {
    params: idParams, query: z.strictObject({ ...qosSessionQuery, format: z.enum(['csv', 'json']) }), body: nothing, status: 200,
    summary: 'The same with every sample, as the text of a file (the lesson\'s teacher, or an admin)',
    response: z.object({ fileName: z.string(), mimeType: z.string(), content: z.string() }),
  },

  health: { params: nothing, query: nothing, body: nothing, status: 200, response: z.object({ status: z.literal('ok'), version: z.string() }), summary: 'Ready to serve' },
} as const satisfies Record<RouteName, RouteSchemas>
