import type { Host } from '../host'
import type { Api } from './api'
import { deviceApis } from './device'
import { interactionApis } from './interaction'
import { listenerApis } from './listeners'
import { liveContextApis } from './live-contexts'
import { navigationApis } from './navigation'
import { networkApis } from './network'
import { openAbilityApis } from './open-ability'
import { permissionApis } from './permissions'
import { privacyApis } from './privacy'
import { selectorQueryApis } from './selector-query'
import { storageApis } from './storage'
import { tcpApis } from './tcp'
import { isAtLeast } from './version'

const FAMILIES: readonly ((host: Host) => Record<string, Api>)[] = [
  deviceApis, interactionApis, listenerApis, liveContextApis, navigationApis, networkApis, openAbilityApis,
  permissionApis, privacyApis, selectorQueryApis, storageApis, tcpApis,
]

/** `wx` of the chosen base library, without newer APIs. */
export function createWx(host: Host): Record<string, unknown> {
  const { baseLibrary } = host.options
  const all = Object.assign({}, ...FAMILIES.map(family => family(host))) as Record<string, Api>
  const exists = (name: string) => isAtLeast(baseLibrary, host.since[name] ?? '1.0.0')
  const wx: Record<string, unknown> = Object.fromEntries(Object.entries(all).filter(([name]) => exists(name)))

  /** Accepts `requestSubscribeMessage`, `LivePusherContext.sendMessage`, `button.open-type.share`. */
  wx.canIUse = (schema: string): boolean => {
    const [name = '', member] = schema.split('.')
    const isContext = name.endsWith('Context') && member !== undefined
    if (isContext) return isAtLeast(baseLibrary, host.since[`${name}.${member}`] ?? '1.7.0')
    return name in wx || host.builtInTags.has(name)
  }
  wx.env = { USER_DATA_PATH: 'wxfile://usr' }
  return new Proxy(wx, {
    get: (target, name) => {
      if (typeof name === 'string') host.used.add(name)
      return target[name as string]
    },
  })
}
