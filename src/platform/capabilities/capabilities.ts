import { TESTED_AT_RUN_TIME, hasCapability, partsOf } from './table'
import type { CanUse } from './capabilities.types'
import { weChatHost } from '../wechat/host'

/** The commands of a real context; WeChat creates a context without a tag as well. */
function hasCommand(part: string): boolean {
  try {
    const context: unknown = uni.createLivePlayerContext('')
    return typeof (Object(context) as Record<string, unknown>)[part.slice(part.indexOf('.') + 1)] === 'function'
  } catch {
    return false
  }
}

/** For WeChat; the browser's twin is capabilities.h5.ts. */
export const canUse: CanUse = capability =>
  hasCapability(weChatHost(), capability)
  && partsOf(capability).every(part => !TESTED_AT_RUN_TIME.has(part) || hasCommand(part))
