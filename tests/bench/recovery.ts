/**
 * Plays classes of 20 minutes with random incidents against the pusher's and the player's machine: a simulated phone,
 * native component, network and server, which also lose codes and callbacks (docs/recovery-bench.md).
 *
 * `npm run bench:recovery [-- options]`, some minutes on a virtual clock:
 * - `--classes N`: classes of a row, 1,000 by default;
 * - `--machine pusher|player`, `--scenario TEXT`: rows of one machine, or whose name contains the text;
 * - `--class SEED`: prints the events of one class in the first row that is selected;
 * - `--json`: the last line is one JSON object.
 * A missed target is reported and does not fail the run.
 */
import type { Machine } from './recovery/incidents'
import { playClass, playRow } from './recovery/play-classes'
import { clusterRows, endRows, incidentRows, toRows, toTargets } from './recovery/report'
import { RELIABLE, UNRELIABLE } from './recovery/world/reliability'
import { scenariosOf } from './recovery/scenarios'
import { describeMachine, table, targetTable } from './report'

const DEFAULT_CLASSES = 1_000
const SHOWN_BY_INCIDENT: readonly string[] = [RELIABLE.name, UNRELIABLE.name]

function option(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? undefined : process.argv[at + 1]
}

const machines = (['pusher', 'player'] as const).filter(machine => machine === (option('machine') ?? machine))
const wanted = (machine: Machine) =>
  scenariosOf(machine).filter(({ name }) => name.includes(option('scenario') ?? ''))
const seed = option('class')

if (seed !== undefined) printClass(Number(seed))
else playAll(Number(option('classes') ?? DEFAULT_CLASSES))

function printClass(seed: number): void {
  const [machine = 'pusher'] = machines
  const [reliability] = wanted(machine)
  if (!reliability) return console.log('no such scenario')
  const record = playClass(machine, {
    seed, reliability, log: (atMs, line) => console.log(`${(atMs / 1000).toFixed(2).padStart(8)} ${line}`),
  })
  const { gaps, findings, isBack } = record
  console.log(`\n${isBack ? 'back on air' : 'not back'}; gaps and findings:`)
  for (const gap of gaps) console.log(JSON.stringify(gap))
  for (const finding of findings) console.log(JSON.stringify(finding))
}

function playAll(classes: number): void {
  const rows = machines.flatMap(machine => wanted(machine).map(reliability => playRow(machine, reliability, classes)))
  const targets = machines.flatMap(machine => toTargets(machine, rows.filter(row => row.machine === machine)))
  for (const machine of machines) {
    const own = rows.filter(row => row.machine === machine)
    console.log(`${machine}, ${classes} classes a row\n${table(toRows(own))}\n`)
    for (const row of own.filter(({ scenario }) => SHOWN_BY_INCIDENT.includes(scenario))) {
      console.log(`${row.scenario}: gaps by incident\n${table(incidentRows(row))}\n`)
    }
    console.log(`Findings, most frequent first\n${table(clusterRows(own))}\n`)
    console.log(`Where the classes end that do not come back\n${table(endRows(own))}\n`)
  }
  console.log(targetTable(targets))
  if (!process.argv.includes('--json')) return
  const results = rows.map(({ machine, scenario, all, heldOut, incidents }) =>
    ({ machine, scenario, classes, all, heldOut, incidents }))
  console.log(JSON.stringify({ bench: 'recovery', machine: describeMachine(), results, targets }))
}
