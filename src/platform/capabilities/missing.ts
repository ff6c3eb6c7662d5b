import type { MissingFor } from './missing.types'
import { missingParts } from './required'
import { weChatHost } from '../wechat/host'

/** For WeChat; the browser's twin is missing.h5.ts. */
export const missingFor: MissingFor = page => missingParts(weChatHost(), page)
