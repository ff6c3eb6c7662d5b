import { byIncident } from './by-incident'
import type { IncidentScore } from './by-incident'
import type { Machine } from './incidents'
import type { Finding } from './on-air-watch'
import type { ClassRecord } from './record'
import { scoreOf } from './score'
import type { Score } from './score'
import { StudentClass } from './student-class'
import { TeacherClass } from './teacher-class'
import type { ClassOptions } from './class-world'
import type { Reliability } from './world/reliability'

/** One row of the table: a machine in one scenario. */
export interface Row {
  machine: Machine
  scenario: string
  all: Score
  /** Every third seed; no machine may be changed by what these show. */
  heldOut: Score
  incidents: readonly IncidentScore[]
  found: readonly { seed: number, finding: Finding }[]
  /** Seeds of the classes that did not come back. */
  lost: readonly { seed: number, phase: string, trail: readonly string[] }[]
}

const isHeldOut = (seed: number): boolean => seed % 3 === 0

export const playClass = (machine: Machine, options: ClassOptions): ClassRecord =>
  (machine === 'pusher' ? new TeacherClass(options) : new StudentClass(options)).play()

export function playRow(machine: Machine, reliability: Reliability, classes: number): Row {
  const played = Array.from({ length: classes }, (_, at) => {
    const seed = at + 1
    return { seed, record: playClass(machine, { seed, reliability }) }
  })
  return {
    machine,
    scenario: reliability.name,
    all: scoreOf(played.map(({ record }) => record)),
    heldOut: scoreOf(played.filter(({ seed }) => isHeldOut(seed)).map(({ record }) => record)),
    incidents: byIncident(played.map(({ record }) => record)),
    found: played.flatMap(({ seed, record }) => record.findings.map(finding => ({ seed, finding }))),
    lost: played.filter(({ record }) => !record.isBack)
      .map(({ seed, record }) => ({ seed, phase: record.phase, trail: record.trail.slice(-3) })),
  }
}
