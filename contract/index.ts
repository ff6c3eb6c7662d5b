/**
 * The contract of client and server, assembled from its domains.
 * This file has no zod: the client imports its values. The schemas, which need zod, are assembled in `schemas.ts`.
 */
import type { z } from 'zod'
import { ACCOUNT_ERRORS } from './account/errors'
import { ACCOUNT_ROUTES } from './account/routes'
import type { memberSchema, schoolSchema } from './account/schemas'
import { CLASS_ERRORS } from './class/errors'
import { CLASS_ROUTES } from './class/routes'
import { assemble } from './kernel/assemble'
import { KERNEL_ERRORS } from './kernel/errors'
import { KERNEL_ROUTES } from './kernel/routes'
import { LESSON_ERRORS } from './lessons/errors'
import { LESSON_ROUTES } from './lessons/routes'
import type { courseSchema, lessonSchema } from './lessons/schemas'
import { QOS_ERRORS } from './qos/errors'
import { QOS_ROUTES } from './qos/routes'
import type { qosTimelineSchema } from './qos/schemas'
import type { SCHEMAS } from './schemas'

export type { Role } from './account/roles'
export type { SCHEMAS }

/** Method and path of every route. */
export const ROUTES = assemble([ACCOUNT_ROUTES, LESSON_ROUTES, CLASS_ROUTES, QOS_ROUTES, KERNEL_ROUTES])

export type RouteName = keyof typeof ROUTES

/** Every error `code` of the API. Add rows and never rename one: clients switch on the names. */
export const API_ERRORS = assemble([KERNEL_ERRORS, ACCOUNT_ERRORS, LESSON_ERRORS, CLASS_ERRORS, QOS_ERRORS])

export type ApiErrorCode = keyof typeof API_ERRORS

/** The body of every answer that is not a success. */
export interface ApiErrorBody {
  code: ApiErrorCode
  /** In the caller's language. */
  message: string
  requestId: string
  /** For codes with more facts, e.g. the lesson of a clash. */
  details?: Record<string, unknown>
}

export type Params<R extends RouteName> = z.output<(typeof SCHEMAS)[R]['params']>
export type Query<R extends RouteName> = z.output<(typeof SCHEMAS)[R]['query']>
export type Body<R extends RouteName> = z.output<(typeof SCHEMAS)[R]['body']>
export type Result<R extends RouteName> = z.output<(typeof SCHEMAS)[R]['response']>

export type School = z.output<typeof schoolSchema>
export type Member = z.output<typeof memberSchema>
export type Course = z.output<typeof courseSchema>
export type Lesson = z.output<typeof lessonSchema>
export type SignedIn = Result<'login'>
export type QosTimeline = z.output<typeof qosTimelineSchema>
export type QosBatch = Body<'reportQosSamples'>
