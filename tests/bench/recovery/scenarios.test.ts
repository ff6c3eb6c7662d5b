import { expect, test } from 'vitest'
import { byIncident } from './by-incident'
import type { Machine } from './incidents'
import { playClass, playRow } from './play-classes'
import type { ClassRecord } from './record'
import { toRows, toTargets } from './report'
import { CODES, scenariosOf } from './scenarios'
import { RELIABLE } from './world/reliability'

/** All codes that arrive in the classes of some seeds. */
function codesIn(machine: Machine, seeds: number): Set<number> {
  const codes = new Set<number>()
  for (let seed = 1; seed <= seeds; seed += 1) {
    playClass(machine, {
      seed, reliability: RELIABLE,
      log: (_atMs, line) => {
        if (line.startsWith('code ')) codes.add(Number(line.slice('code '.length)))
      },
    })
  }
  return codes
}

test.each([['pusher', 40], ['player', 25]] as const)('each code of the %s has a row of its own', (machine, seeds) => {
  const rising = (codes: Iterable<number>) => [...codes].sort((a, b) => a - b)
  expect(rising(codesIn(machine, seeds))).toEqual(rising(CODES[machine]))
  for (const code of CODES[machine]) {
    expect(scenariosOf(machine).filter(({ missing }) => missing.size === 1 && missing.has(code))).toHaveLength(1)
  }
})

test('a row counts the classes, and its targets are judged', () => {
  const row = playRow('pusher', RELIABLE, 6)
  expect([row.all.classes, row.heldOut.classes]).toEqual([6, 2])
  expect(toRows([row])).toHaveLength(2)
  const targets = toTargets('pusher', [{ ...row, all: { ...row.all, back: 0.98, mostStarts: 2 } }])
  expect(targets.map(({ name, met }) => [name, met])).toContainEqual(['pusher: back by itself, worst row', false])
  expect(targets.map(({ name, met }) => [name, met])).toContainEqual(['pusher: most starts in 5 s', false])
})

test('a gap belongs to the incident that began last before it', () => {
  const record: ClassRecord = {
    seed: 1, isBack: true, phase: 'live', findings: [], startsMs: [], unwantedTakeovers: 0, trail: [],
    incidents: [{ kind: 'phone call', atMs: 50_000, forMs: 20_000 }, { kind: 'alarm', atMs: 300_000, forMs: 5_000 }],
    gaps: [
      { fromMs: 2_000, toMs: 3_000, impossibleMs: 0, causes: 0 },
      { fromMs: 50_000, toMs: 72_000, impossibleMs: 20_000, causes: 1 },
      { fromMs: 200_000, toMs: 201_000, impossibleMs: 0, causes: 0 },
    ],
  }
  expect(byIncident([record]).map(({ kind, gaps, p50Ms }) => [kind, gaps, p50Ms]).sort()).toEqual([
    ['none', 1, 1_000], ['phone call', 1, 22_000],
  ])
})
