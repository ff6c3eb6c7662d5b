import type { Can, SettingRow, SettingTexts } from '@/features/settings/setting-rows'
import { isRow, rowOf } from '@/features/settings/setting-rows'
import type { SettingSpec } from '@/features/settings/rules/settings-table'
import { settingTexts } from './messages'
import { PLAYBACK_SETTINGS, playbackCapability } from './rules/playback-settings'
import type { PlaybackSettingName, PlaybackSettings } from './rules/playback-settings'

export function playbackRows(
  names: readonly PlaybackSettingName[], settings: PlaybackSettings, can: Can,
): SettingRow[] {
  const texts: Record<PlaybackSettingName, SettingTexts> = settingTexts()
  return names.flatMap(name => {
    const row: SettingSpec = PLAYBACK_SETTINGS[name]
    if (!can(playbackCapability(name)) || (name === 'floatingSide' && !settings.floatingWindow)) return []
    const hint = name === 'latency' ? settingTexts().latency[settings.latency] : undefined
    return [rowOf({ name, spec: row, value: settings[name], texts: texts[name], hint, valueText: String })]
  }).filter(isRow)
}
