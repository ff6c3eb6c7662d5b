/** Types of the API for both sides; erased at build time, so zod never reaches the client. */
import type { z } from 'zod'
import type { RouteName } from './kernel/routes'
import type { SCHEMAS, courseSchema, lessonSchema, memberSchema, schoolSchema } from './kernel/schemas'

export type Params<R extends RouteName> = z.output<(typeof SCHEMAS)[R]['params']>
export type Query<R extends RouteName> = z.output<(typeof SCHEMAS)[R]['query']>
export type Body<R extends RouteName> = z.output<(typeof SCHEMAS)[R]['body']>
export type Result<R extends RouteName> = z.output<(typeof SCHEMAS)[R]['response']>

export type School = z.output<typeof schoolSchema>
export type Member = z.output<typeof memberSchema>
export type Role = Member['role']
export type Course = z.output<typeof courseSchema>
export type Lesson = z.output<typeof lessonSchema>
export type SignedIn = Result<'login'>
export type QosTimeline = Result<'getQos'>
export type QosBatch = Body<'reportQos'>
