import { readonly, ref } from 'vue'
import type { Ref } from 'vue'
import { log } from '@/platform/log'

export interface StoredSettingsOptions<Settings extends object> {
  /** Where they are kept on this device. */
  key: string
  /** Makes whatever is stored whole. */
  read: (stored: unknown) => Settings
  /** Never kept: a help for one visit. */
  forget: readonly (keyof Settings)[]
}

export type ChangeSetting<Settings> = <Name extends keyof Settings>(name: Name, value: Settings[Name]) => void

/** What a person set on this device: read once, checked, kept with every change. */
export function useStoredSettings<Settings extends object>({ key, read, forget }: StoredSettingsOptions<Settings>) {
  const kept = (settings: Settings): Partial<Settings> =>
    Object.fromEntries(Object.entries(settings).filter(([name]) => !forget.some(forgotten => forgotten === name))) as Partial<Settings>

  const settings = ref(read(uni.getStorageSync(key))) as Ref<Settings>

  function keep(next: Settings): void {
    settings.value = next
    try {
      uni.setStorageSync(key, kept(next))
    } catch {
      // A full or forbidden storage: they count until the page is left.
      log.warn(`settings: ${key} could not be kept`)
    }
  }

  const change: ChangeSetting<Settings> = (name, value) => keep(read({ ...settings.value, [name]: value }))

  return {
    settings: readonly(settings) as Readonly<Ref<Settings>>,
    change,
    /** Back to what everybody starts with. */
    reset: () => keep(read(undefined)),
  }
}
