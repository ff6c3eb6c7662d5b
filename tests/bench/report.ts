/** Output that all benches share. */
import { cpus, loadavg, totalmem } from 'node:os'

export interface Target {
  name: string
  target: string
  measured: string
  met: boolean
}

/** `chromium`: the browser's version, for benches that use one. */
export const describeMachine = (chromium?: string) => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  ...(chromium !== undefined && { chromium }),
  loadAverage: Math.round((loadavg()[0] ?? 0) * 100) / 100,
})

/** Aligns the columns; the first row is the header. */
export function table(rows: readonly (readonly (string | number)[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => String(row[column] ?? '').length)))
  const line = (row: readonly (string | number)[]) =>
    row.map((cell, column) => String(cell).padEnd(widths[column] ?? 0)).join('  ').trimEnd()
  return rows.map(line).join('\n')
}

export const targetTable = (targets: readonly Target[]): string => table([
  ['target', 'wanted', 'measured', 'verdict'],
  ...targets.map(it => [it.name, it.target, it.measured, it.met ? 'met' : 'MISSED']),
])
