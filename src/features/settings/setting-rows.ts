/** Rows of a settings sheet: the supported settings with their texts, in the order of the table. */
import type { PickOption } from '@/ui/types'
import type { Capability } from '@/platform/capabilities/table'
import type { SettingSpec } from './rules/settings-table'

/** Whether this WeChat or browser supports an attribute or a command of the component. */
export type Can = (capability: Capability) => boolean

export type SettingRow = { name: string, label: string, hint?: string } & (
  | { kind: 'flag', value: boolean }
  | { kind: 'range', value: number, min: number, max: number, step: number, valueText: string }
  | { kind: 'choice', value: string, options: PickOption[] }
)

/** Texts of one setting. */
export interface SettingTexts { label: string, hint?: string, options?: Readonly<Record<string, string>> }

export interface SettingRowOptions {
  name: string
  spec: SettingSpec
  value: unknown
  texts: SettingTexts
  /** Replaces the hint in `texts`. */
  hint: string | undefined
  valueText: (value: number) => string
}

/** One row of a settings sheet; undefined if the value does not match its kind. */
export function rowOf({ name, spec, value, texts, hint, valueText }: SettingRowOptions): SettingRow | undefined {
  const words = { name, label: texts.label, hint: hint ?? texts.hint }
  if (spec.kind === 'flag') return typeof value === 'boolean' ? { ...words, kind: 'flag', value } : undefined
  if (spec.kind === 'choice') {
    const options = spec.options.map(option =>
      ({ value: String(option), label: texts.options?.[String(option)] ?? String(option) }))
    return { ...words, kind: 'choice', value: String(value), options }
  }
  if (typeof value !== 'number') return undefined
  const { min, max, step } = spec
  return { ...words, kind: 'range', value, min, max, step, valueText: valueText(value) }
}

export const isRow = (row: SettingRow | undefined): row is SettingRow => row !== undefined
/** A range with a single value cannot be changed. */
export const isChoosable = (row: SettingRow) => row.kind !== 'range' || row.max > row.min

/** Converts a control's value to the table's: options may be numbers, but controls return strings. */
export function toValue(spec: SettingSpec, value: boolean | number | string): boolean | number | string {
  return spec.kind === 'choice' ? spec.options.find(option => String(option) === value) ?? spec.initial : value
}
