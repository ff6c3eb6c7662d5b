/** Method and path of a route. Its input and output are in the `schemas.ts` of its domain, under the same name. */
export interface RouteSpec {
  /** No PATCH: WeChat's `request` cannot send it. */
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Parameters are written `{id}`. */
  path: string
  /** Whether the caller must be signed in. The server's policy decides what a member may do. */
  auth: 'none' | 'member'
}

export const KERNEL_ROUTES = {
  getHealth: { method: 'GET', path: '/api/health', auth: 'none' },
} as const satisfies Record<string, RouteSpec>
