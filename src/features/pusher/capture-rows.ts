import type { Can, SettingRow, SettingTexts } from '@/features/settings/setting-rows'
import { isChoosable, isRow, rowOf } from '@/features/settings/setting-rows'
import type { SettingSpec } from '@/features/settings/rules/settings-table'
import { settingTexts, t } from './messages'
import { CAPTURE_SETTINGS, captureCapability, countsNow, orientationOf, pictureShape } from './rules/capture-settings'
import type { CaptureSettingName, CaptureSettings } from './rules/capture-settings'
import { megabytesOf } from './rules/pusher-profiles'
import { PROFILES } from './rules/quality-profiles'

function captureValueText(name: CaptureSettingName, value: number): string {
  if (name === 'fps') return value === 0 ? t('pusher.auto') : t('pusher.fps', { count: value })
  if (name === 'zoomFactor') return t('pusher.times', { count: value })
  const spec = CAPTURE_SETTINGS[name]
  if (spec.kind === 'range' && spec.max === 1) return `${Math.round(value * 100)}%`
  return value === 0 ? t('pusher.off') : String(value)
}

function captureHint(
  name: CaptureSettingName, settings: CaptureSettings, device: 'vertical' | 'horizontal',
): string | undefined {
  const { profile } = settings
  const orientation = orientationOf(settings, device)
  if (name === 'profile') {
    const megabytes = megabytesOf(PROFILES[profile], 45)
    return t('pusher.cost', { text: t(`pusher.profile.${profile}.text`), megabytes })
  }
  if (name === 'aspect') return t('pusher.shape', { ratio: pictureShape(orientation, settings.aspect).ratio })
  // A phone with its rotation locked crops the picture (docs/reference/field-problems.md, row 20).
  return name === 'orientation' && settings.orientation === 'horizontal'
    ? settingTexts().orientation.horizontal
    : undefined
}

export interface CaptureRowsOptions {
  can: Can
  /** Orientation of the device. */
  device: 'vertical' | 'horizontal'
  /** Zoom limit of the camera; undefined until it is known. */
  maxZoom?: number
}

export function captureRows(
  names: readonly CaptureSettingName[], settings: CaptureSettings, { can, device, maxZoom }: CaptureRowsOptions,
): SettingRow[] {
  const texts: Record<CaptureSettingName, SettingTexts> = settingTexts()
  return names.flatMap(name => {
    const row: SettingSpec = CAPTURE_SETTINGS[name]
    if (!can(captureCapability(name)) || !countsNow(name, settings)) return []
    const spec = name === 'zoomFactor' && maxZoom !== undefined && row.kind === 'range'
      ? { ...row, max: Math.min(row.max, maxZoom) }
      : row
    return [rowOf({
      name, spec, value: settings[name], texts: texts[name],
      hint: captureHint(name, settings, device), valueText: value => captureValueText(name, value),
    })]
  }).filter(isRow).filter(isChoosable)
}
