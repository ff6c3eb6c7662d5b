import type { WeChatHost } from '@/live/capabilities'

/** One answer for as long as the app runs. */
let host: WeChatHost | undefined

/** A field of what WeChat says about itself; `undefined` where it says nothing, or has no such interface. */
function ask(interfaceName: 'getAppBaseInfo' | 'getDeviceInfo', field: string): string | undefined {
  try {
    const answer: unknown = uni[interfaceName]()
    const value = Object(answer) as Record<string, unknown>
    return typeof value[field] === 'string' ? value[field] : undefined
  } catch {
    return undefined
  }
}

/** uni falls back to `getSystemInfoSync` where WeChat is older than these two (2.20.1). */
export const weChatHost = (): WeChatHost =>
  host ??= { version: ask('getAppBaseInfo', 'SDKVersion'), platform: ask('getDeviceInfo', 'platform') }
