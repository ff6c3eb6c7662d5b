/** Rows of a sheet of settings, made of a table: what the platform has, with its texts, in the order of the group. */
import { MESSAGES, language, t } from '@/i18n'
import type { PickOption } from '@/ui/types'
import type { Capability } from '@/platform/capabilities/table'
import { CAPTURE_SETTINGS, captureCapability, countsNow, orientationOf, pictureShape } from '@/features/pusher/rules/capture-settings'
import type { CaptureSettingName, CaptureSettings } from '@/features/pusher/rules/capture-settings'
import { PLAYBACK_SETTINGS, playbackCapability } from '@/features/player/rules/playback-settings'
import type { PlaybackSettingName, PlaybackSettings } from '@/features/player/rules/playback-settings'
import { PROFILES } from '@/features/pusher/rules/quality-profiles'
import { megabytesOf } from '@/features/pusher/rules/pusher-profiles'
import type { SettingSpec } from './rules/settings-table'

/** Whether this WeChat, or this browser, has an attribute or a command of the component. */
export type Can = (capability: Capability) => boolean

export type SettingRow = { name: string, label: string, hint?: string } & (
  | { kind: 'flag', value: boolean }
  | { kind: 'range', value: number, min: number, max: number, step: number, valueText: string }
  | { kind: 'choice', value: string, options: PickOption[] }
)

/** The words of one setting; a hint for a single value stands under that value's name. */
interface Texts { label: string, hint?: string, options?: Readonly<Record<string, string>> }

function rowOf(name: string, spec: SettingSpec, value: unknown, texts: Texts, hint: string | undefined, valueText: (value: number) => string): SettingRow | undefined {
  const words = { name, label: texts.label, hint: hint ?? texts.hint }
  if (spec.kind === 'flag') return typeof value === 'boolean' ? { ...words, kind: 'flag', value } : undefined
  if (spec.kind === 'choice') {
    const options = spec.options.map(option => ({ value: String(option), label: texts.options?.[String(option)] ?? String(option) }))
    return { ...words, kind: 'choice', value: String(value), options }
  }
  if (typeof value !== 'number') return undefined
  const { min, max, step } = spec
  return { ...words, kind: 'range', value, min, max, step, valueText: valueText(value) }
}

const isRow = (row: SettingRow | undefined): row is SettingRow => row !== undefined
/** A person can choose only where there is something to choose. */
const isChoosable = (row: SettingRow) => row.kind !== 'range' || row.max > row.min

function captureValueText(name: CaptureSettingName, value: number): string {
  if (name === 'fps') return value === 0 ? t('settings.auto') : t('settings.fps', { count: value })
  if (name === 'zoomFactor') return t('settings.times', { count: value })
  const spec = CAPTURE_SETTINGS[name]
  if (spec.kind === 'range' && spec.max === 1) return `${Math.round(value * 100)}%`
  return value === 0 ? t('settings.off') : String(value)
}

function captureHint(name: CaptureSettingName, settings: CaptureSettings, device: 'vertical' | 'horizontal'): string | undefined {
  const { profile } = settings
  const orientation = orientationOf(settings, device)
  if (name === 'profile') return t('settings.cost', { text: t(`live.profile.${profile}.text`), megabytes: megabytesOf(PROFILES[profile], 45) })
  if (name === 'aspect') return t('settings.shape', { ratio: pictureShape(orientation, settings.aspect).ratio })
  // A phone that is locked upright cuts the picture (docs/reference/field-problems.md, row 20).
  return name === 'orientation' && settings.orientation === 'horizontal' ? MESSAGES[language()].settings.pusher.orientation.horizontal : undefined
}

export interface CaptureRowsOptions {
  can: Can
  /** How the device stands. */
  device: 'vertical' | 'horizontal'
  /** The camera's limit, once it is known. */
  maxZoom?: number
}

export function captureRows(names: readonly CaptureSettingName[], settings: CaptureSettings, { can, device, maxZoom }: CaptureRowsOptions): SettingRow[] {
  const texts: Record<CaptureSettingName, Texts> = MESSAGES[language()].settings.pusher
  return names.flatMap(name => {
    const row: SettingSpec = CAPTURE_SETTINGS[name]
    if (!can(captureCapability(name)) || !countsNow(name, settings)) return []
    const spec = name === 'zoomFactor' && maxZoom !== undefined && row.kind === 'range' ? { ...row, max: Math.min(row.max, maxZoom) } : row
    return [rowOf(name, spec, settings[name], texts[name], captureHint(name, settings, device), value => captureValueText(name, value))]
  }).filter(isRow).filter(isChoosable)
}

export function playbackRows(names: readonly PlaybackSettingName[], settings: PlaybackSettings, can: Can): SettingRow[] {
  const texts: Record<PlaybackSettingName, Texts> = MESSAGES[language()].settings.player
  return names.flatMap(name => {
    const row: SettingSpec = PLAYBACK_SETTINGS[name]
    if (!can(playbackCapability(name)) || (name === 'floatingSide' && !settings.floatingWindow)) return []
    const hint = name === 'latency' ? MESSAGES[language()].settings.player.latency[settings.latency] : undefined
    return [rowOf(name, row, settings[name], texts[name], hint, String)]
  }).filter(isRow)
}

/** What a control gave back, as the table has it: options may be numbers, controls know texts only. */
export function toValue(spec: SettingSpec, value: boolean | number | string): boolean | number | string {
  return spec.kind === 'choice' ? spec.options.find(option => String(option) === value) ?? spec.initial : value
}
