import { ref } from 'vue'
import * as common from './messages/common'
import * as live from './messages/live'
import * as onAir from './messages/on-air'
import * as planning from './messages/planning'
import * as preflight from './messages/preflight'
import * as qos from './messages/qos'
import * as settings from './messages/settings'
import type { KeyOf } from './shape'

export type Language = 'zh' | 'en'

const zh = { common: common.zh, planning: planning.zh, live: live.zh, settings: settings.zh, qos: qos.zh, preflight: preflight.zh, onAir: onAir.zh }
const en: typeof zh = { common: common.en, planning: planning.en, live: live.en, settings: settings.en, qos: qos.en, preflight: preflight.en, onAir: onAir.en }

export type MessageKey = KeyOf<typeof zh>
export const MESSAGES = { zh, en } as const

const STORAGE_KEY = 'kaike.language'

const isLanguage = (value: unknown): value is Language => value === 'zh' || value === 'en'

/** The language chosen before, else the system's; Chinese where the system speaks neither. */
function firstLanguage(): Language {
  const chosen: unknown = uni.getStorageSync(STORAGE_KEY)
  if (isLanguage(chosen)) return chosen
  return uni.getLocale().toLowerCase().startsWith('en') ? 'en' : 'zh'
}

const chosen = ref(firstLanguage())

/** Screen readers and fonts on H5 follow the document's language. */
function announce(next: Language): void {
  if (typeof document !== 'undefined') document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en'
}
announce(chosen.value)

/** The language in use; reactive when read while rendering. */
export const language = (): Language => chosen.value

type Messages = { readonly [part: string]: string | Messages }

function textOf(key: MessageKey): string | undefined {
  let found: string | Messages | undefined = MESSAGES[chosen.value]
  for (const part of key.split('.')) found = typeof found === 'object' ? found[part] : undefined
  return typeof found === 'string' ? found : undefined
}

/** The text of `key` in the language in use; `{name}` in it is filled from `values`. Reactive when read while rendering. */
export const t = (key: MessageKey, values: Readonly<Record<string, string | number>> = {}): string =>
  textOf(key)?.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? '')) ?? key

function adopt(next: Language): void {
  chosen.value = next
  announce(next)
}

/** Switches every text at once and remembers the choice on this device. */
export function setLanguage(next: Language): void {
  adopt(next)
  uni.setStorageSync(STORAGE_KEY, next)
}

// In a browser every tab follows the one in which somebody chose, a class that is on air included.
if (typeof document !== 'undefined') {
  window.addEventListener('storage', ({ key }) => {
    if (key === STORAGE_KEY) adopt(firstLanguage())
  })
}
