/** The schemas of all domains. They need zod, so the client may import them as types only. */
import { z } from 'zod'
import { ACCOUNT_SCHEMAS } from './account/schemas'
import { CLASS_SCHEMAS } from './class/schemas'
import { API_ERRORS, type ApiErrorBody, type ApiErrorCode, type RouteName } from './index'
import { assemble } from './kernel/assemble'
import { KERNEL_SCHEMAS, type RouteSchemas } from './kernel/schemas'
import { LESSON_SCHEMAS } from './lessons/schemas'
import { QOS_SCHEMAS } from './qos/schemas'

const schemas = assemble([ACCOUNT_SCHEMAS, LESSON_SCHEMAS, CLASS_SCHEMAS, QOS_SCHEMAS, KERNEL_SCHEMAS])

/** `never` for schemas without a route: `satisfies Record` alone finds only a route without schemas. */
type OnlyRoutes = { [Name in keyof typeof schemas]: Name extends RouteName ? RouteSchemas : never }

/** Input and output of every route. */
export const SCHEMAS = schemas satisfies Record<RouteName, RouteSchemas> & OnlyRoutes

/** Never empty: the table of errors is a constant. */
const errorCodes = Object.keys(API_ERRORS) as [ApiErrorCode, ...ApiErrorCode[]]

export const apiErrorSchema = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  requestId: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
}) satisfies z.ZodType<ApiErrorBody>
