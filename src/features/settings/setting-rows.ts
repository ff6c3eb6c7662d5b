/** Rows of a sheet of settings: the settings that the platform has, with their texts, in the order of the table. */
import type { PickOption } from '@/ui/types'
import type { Capability } from '@/platform/capabilities/table'
import type { SettingSpec } from './rules/settings-table'

/** Whether this WeChat, or this browser, has an attribute or a command of the component. */
export type Can = (capability: Capability) => boolean

export type SettingRow = { name: string, label: string, hint?: string } & (
  | { kind: 'flag', value: boolean }
  | { kind: 'range', value: number, min: number, max: number, step: number, valueText: string }
  | { kind: 'choice', value: string, options: PickOption[] }
)

/** The words of one setting; a hint for a single value stands under that value's name. */
export interface SettingTexts { label: string, hint?: string, options?: Readonly<Record<string, string>> }

export interface SettingRowOptions {
  name: string
  spec: SettingSpec
  value: unknown
  texts: SettingTexts
  /** In place of the hint in `texts`. */
  hint: string | undefined
  valueText: (value: number) => string
}

/** One row of a sheet of settings; undefined where the value does not fit its kind. */
export function rowOf({ name, spec, value, texts, hint, valueText }: SettingRowOptions): SettingRow | undefined {
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

export const isRow = (row: SettingRow | undefined): row is SettingRow => row !== undefined
/** A range of one value is no choice. */
export const isChoosable = (row: SettingRow) => row.kind !== 'range' || row.max > row.min

/** What a control gave back, as the table has it: options may be numbers, controls know texts only. */
export function toValue(spec: SettingSpec, value: boolean | number | string): boolean | number | string {
  return spec.kind === 'choice' ? spec.options.find(option => String(option) === value) ?? spec.initial : value
}
