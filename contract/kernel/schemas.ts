import { z } from 'zod'
import type { KERNEL_ROUTES } from './routes'

/** Input and output of a route, and its text in the OpenAPI document. */
export interface RouteSchemas {
  params: z.ZodType
  query: z.ZodType
  body: z.ZodType
  status: 200 | 201 | 204
  response: z.ZodType
  /** One line. */
  summary: string
}

/** In lower case, as the database writes ids, so that equal ids are equal texts. */
export const id = z.uuid().toLowerCase()
/** ISO 8601 with an offset. */
export const instant = z.iso.datetime({ offset: true })
/** A calendar day in the school's time zone, e.g. `2026-11-23`. */
export const day = z.iso.date()
export const count = z.int().min(0)
/** One typed line: no control characters, which PostgreSQL and screens cannot show. */
export const line = (maxLength: number) =>
  z.string().trim().min(1).max(maxLength).regex(/^[^\u0000-\u001f\u007f]+$/, 'No control characters')
/** A reference to an entity with a name. */
export const named = z.object({ id, name: z.string() })

export const idParams = z.strictObject({ id })
/** No params, no query or no body. */
export const nothing = z.strictObject({})
/** The response of a route with status 204. */
export const noContent = z.null().describe('Done')

export const KERNEL_SCHEMAS = {
  getHealth: {
    summary: 'Ready to serve',
    params: nothing, query: nothing, body: nothing, status: 200,
    response: z.object({ status: z.literal('ok'), version: z.string() }),
  },
} as const satisfies Record<keyof typeof KERNEL_ROUTES, RouteSchemas>
