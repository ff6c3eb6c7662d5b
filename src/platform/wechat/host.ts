import type { WeChatHost } from '../capabilities/table'

/** One answer for as long as the app runs. */
let host: WeChatHost | undefined

/** A field of what WeChat says about itself; `undefined` where it says nothing. Before 2.20.1 there is only the last call. */
function ask(interfaceName: 'getAppBaseInfo' | 'getDeviceInfo', field: string): string | undefined {
  for (const name of [interfaceName, 'getSystemInfoSync'] as const) {
    try {
      const value = (Object(uni[name]()) as Record<string, unknown>)[field]
      if (typeof value === 'string') return value
    } catch { /* No such interface here. */ }
  }
  return undefined
}

/** `ios`, `android`, `devtools`, … */
export const weChatPlatform = (): string | undefined => ask('getDeviceInfo', 'platform')

export const weChatHost = (): WeChatHost => host ??= { version: ask('getAppBaseInfo', 'SDKVersion'), platform: weChatPlatform() }
