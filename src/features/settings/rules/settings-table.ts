/** Tables of what a person can set, from which types, checks of stored values and the sheets are derived. */

interface Row {
  /** WeChat's name of the attribute or command that the platform has to have; without it the row's own name. */
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

/** Every attribute and command that a table relies on; where its component lacks one, the table's reader does not compile. */
export type NeededBy<Table extends SettingsTable> =
  { [Name in keyof Table & string]: Table[Name] extends { needs: infer Needs extends string } ? Needs : Name }[keyof Table & string]

function toStep(value: number, { min, max, step }: { min: number, max: number, step: number }): number {
  const clamped = Math.min(max, Math.max(min, value))
  // Ten decimals: 3 × 0.1 is not 0.3 otherwise.
  return Number((min + Math.round((clamped - min) / step) * step).toFixed(10))
}

/** `value` if the row allows it, the nearest allowed number for a range, else the row's first value. */
export function readSetting(spec: SettingSpec, value: unknown): boolean | number | string {
  switch (spec.kind) {
    case 'flag': return typeof value === 'boolean' ? value : spec.initial
    case 'range': return typeof value === 'number' && !Number.isNaN(value) ? toStep(value, spec) : spec.initial
    case 'choice': return spec.options.find(option => option === value) ?? spec.initial
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** What storage holds, made whole: every setting there, every value allowed, nothing else. Takes anything. */
export function readSettings<Table extends SettingsTable>(table: Table, stored: unknown): SettingsOf<Table> {
  const values = isRecord(stored) ? stored : {}
  return Object.fromEntries(Object.entries(table).map(([name, spec]) => [name, readSetting(spec, values[name])])) as SettingsOf<Table>
}
