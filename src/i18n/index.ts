import { ref } from 'vue'
import * as common from './messages'
import type { KeyOf, SameShape } from './shape'

export type Language = 'zh' | 'en'

/**
 * Texts by part. The `messages.ts` of each feature declares its own part, so that a package contains only its own
 * texts.
 */
export interface MessageParts { common: typeof common.zh }

export type MessageKey = KeyOf<MessageParts>

type Messages = { readonly [part: string]: string | Messages }

/** Texts of the loaded parts. */
export const MESSAGES: Record<Language, Record<string, Messages>> = { zh: {}, en: {} }

/** Adds the texts of one part. Each `messages.ts` calls it, and every module that shows its texts imports that file. */
export function addMessages<Part extends keyof MessageParts>(
  part: Part, zh: MessageParts[Part], en: SameShape<MessageParts[Part]>,
): void {
  MESSAGES.zh[part] = zh
  MESSAGES.en[part] = en
}
addMessages('common', common.zh, common.en)

const STORAGE_KEY = 'kaike.language'

const isLanguage = (value: unknown): value is Language => value === 'zh' || value === 'en'

/** The stored language, else the system's; Chinese if the system has neither. */
function firstLanguage(): Language {
  const chosen: unknown = uni.getStorageSync(STORAGE_KEY)
  if (isLanguage(chosen)) return chosen
  return uni.getLocale().toLowerCase().startsWith('en') ? 'en' : 'zh'
}

const chosen = ref<Language>('zh')
let isRead = false

/** Screen readers and fonts on H5 depend on the document's language. */
function announce(next: Language): void {
  if (typeof document !== 'undefined') document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en'
}

function adopt(next: Language): void {
  isRead = true
  chosen.value = next
  announce(next)
}

/** The current language; reactive when read while rendering. Read from the device at the first call. */
export function language(): Language {
  if (!isRead) adopt(firstLanguage())
  return chosen.value
}

function textOf(key: MessageKey): string | undefined {
  let found: string | Messages | undefined = MESSAGES[language()]
  for (const part of key.split('.')) found = typeof found === 'object' ? found[part] : undefined
  return typeof found === 'string' ? found : undefined
}

/**
 * The text of `key` in the current language, with `{name}` filled from `values`. Reactive when read while rendering.
 */
export const t = (key: MessageKey, values: Readonly<Record<string, string | number>> = {}): string =>
  textOf(key)?.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? '')) ?? key

/** Switches all texts at once and stores the choice on this device. */
export function setLanguage(next: Language): void {
  adopt(next)
  uni.setStorageSync(STORAGE_KEY, next)
}

// All tabs of a browser follow the last choice, even while a class is on air.
if (typeof document !== 'undefined') {
  window.addEventListener('storage', ({ key }) => {
    if (key === STORAGE_KEY) adopt(firstLanguage())
  })
}
