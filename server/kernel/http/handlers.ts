import type { Body, Params, Query, Result, ROUTES, RouteName } from '../../../contract'
import type { Caller } from '../policy'

export interface HandlerContext<R extends RouteName> {
  params: Params<R>
  query: Query<R>
  body: Body<R>
  /** Present on routes whose `auth` is `member`. */
  caller: (typeof ROUTES)[R]['auth'] extends 'member' ? Caller : undefined
  remoteAddress: string
  language: 'zh' | 'en'
  /** `http(s)://host[:port]` under which clients reach this server. */
  publicUrl: string
}

/** One function per route: validated input in, the contract's response out; throws `AppError`. */
export type Handlers = { [R in RouteName]: (context: HandlerContext<R>) => Promise<Result<R>> }
