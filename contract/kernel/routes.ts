/** Method and path of a route. Its input and output are in the `schemas.ts` of its domain, under the same name. */
export interface RouteSpec {
  /** No PATCH: WeChat's `request` cannot send it. */
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Parameters are written `{id}`. */
  path: string
  /** Whether the caller has to be signed in. What a member may do is decided by the server's policy. */
  auth: 'none' | 'member'
}

export const KERNEL_ROUTES = {
  getHealth: { method: 'GET', path: '/api/health', auth: 'none' },
} as const satisfies Record<string, RouteSpec>
