import { readonly, ref } from 'vue'
import type { Ref } from 'vue'
import { log } from '@/platform/log'

export interface StoredSettingsOptions<Settings extends object> {
  /** Storage key. */
  key: string
  /** Fills missing or invalid fields with defaults. */
  read: (stored: unknown) => Settings
  /** Settings that are never stored. */
  forget: readonly (keyof Settings)[]
}

export type ChangeSetting<Settings> = <Name extends keyof Settings>(name: Name, value: Settings[Name]) => void

/** Settings of this device: read and validated once, stored on every change. */
export function useStoredSettings<Settings extends object>({ key, read, forget }: StoredSettingsOptions<Settings>) {
  const kept = (settings: Settings): Partial<Settings> =>
    Object.fromEntries(
      Object.entries(settings).filter(([name]) => !forget.some(forgotten => forgotten === name)),
    ) as Partial<Settings>

  const settings = ref(read(uni.getStorageSync(key))) as Ref<Settings>

  function keep(next: Settings): void {
    settings.value = next
    try {
      uni.setStorageSync(key, kept(next))
    } catch {
      // The storage is full or forbidden: the settings apply until the page is left.
      log.warn(`settings: ${key} could not be stored`)
    }
  }

  const change: ChangeSetting<Settings> = (name, value) => keep(read({ ...settings.value, [name]: value }))

  return {
    settings: readonly(settings) as Readonly<Ref<Settings>>,
    change,
    /** Restores the defaults. */
    reset: () => keep(read(undefined)),
  }
}
