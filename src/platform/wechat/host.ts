import type { WeChatHost } from '../capabilities/table'

/** Asked once per run of the app. */
let host: WeChatHost | undefined

/** A field of WeChat's own description; `undefined` if it is missing. Before 2.20.1 only the last call exists. */
function ask(interfaceName: 'getAppBaseInfo' | 'getDeviceInfo', field: string): string | undefined {
  for (const name of [interfaceName, 'getSystemInfoSync'] as const) {
    try {
      const value = (Object(uni[name]()) as Record<string, unknown>)[field]
      if (typeof value === 'string') return value
    } catch { /* This WeChat lacks the call. */ }
  }
  return undefined
}

/** For example `ios`, `android`, `devtools`. */
export const weChatPlatform = (): string | undefined => ask('getDeviceInfo', 'platform')

export const weChatHost = (): WeChatHost =>
  host ??= { version: ask('getAppBaseInfo', 'SDKVersion'), platform: weChatPlatform() }
