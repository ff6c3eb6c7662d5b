/** Tables of settings; types, validation of stored values and the sheets derive from them. */

interface Row {
  /** WeChat's name of the required attribute or command; the row's own name by default. */
  needs?: string
}

export type SettingSpec =
  | Row & { kind: 'flag', initial: boolean }
  | Row & { kind: 'range', initial: number, min: number, max: number, step: number }
  | Row & { kind: 'choice', initial: string | number, options: readonly (string | number)[] }

export type SettingsTable = Readonly<Record<string, SettingSpec>>

type ValueOf<Spec extends SettingSpec> =
  Spec extends { kind: 'flag' } ? boolean
    : Spec extends { kind: 'range' } ? number
      : Spec extends { options: readonly (infer Option)[] } ? Option : never

export type SettingsOf<Table extends SettingsTable> = { -readonly [Name in keyof Table]: ValueOf<Table[Name]> }

/** All attributes and commands that a table needs. The table's reader fails to compile if its component lacks one. */
export type NeededBy<Table extends SettingsTable> = {
  [Name in keyof Table & string]: Table[Name] extends { needs: infer Needs extends string } ? Needs : Name
}[keyof Table & string]

function toStep(value: number, { min, max, step }: { min: number, max: number, step: number }): number {
  const clamped = Math.min(max, Math.max(min, value))
  // Rounds to ten decimals, because 3 × 0.1 is not exactly 0.3.
  return Number((min + Math.round((clamped - min) / step) * step).toFixed(10))
}

/** `value` if valid, the nearest valid number for a range, else the initial value. */
export function readSetting(spec: SettingSpec, value: unknown): boolean | number | string {
  switch (spec.kind) {
    case 'flag': return typeof value === 'boolean' ? value : spec.initial
    case 'range': return typeof value === 'number' && !Number.isNaN(value) ? toStep(value, spec) : spec.initial
    case 'choice': return spec.options.find(option => option === value) ?? spec.initial
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Fills missing or invalid fields with defaults and drops unknown ones. Accepts any value. */
export function readSettings<Table extends SettingsTable>(table: Table, stored: unknown): SettingsOf<Table> {
  const values = isRecord(stored) ? stored : {}
  return Object.fromEntries(
    Object.entries(table).map(([name, spec]) => [name, readSetting(spec, values[name])]),
  ) as SettingsOf<Table>
}
