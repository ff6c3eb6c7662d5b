import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { QUALITY_LEVELS, effectiveProfile, startQuality, stepQuality } from './adaptive-quality'
import type { AdaptiveQuality, QualityInput, QualityLevel } from './adaptive-quality'
import type { NetQualityLevel, PusherNetStatus } from '@/features/codes/netstatus'
import { PROFILE_NAMES } from './quality-profiles'
import type { ProfileName } from './quality-profiles'
import { PUSHER_EVENTS } from '@/features/codes/pusher-events'
import type { PusherEvent } from '@/features/codes/pusher-events'

const WELL: PusherNetStatus = { qualityLevel: 1, videoBitrateKbps: 600, audioBitrateKbps: 64, speedKbps: 700 }
const POOR: PusherNetStatus = { ...WELL, qualityLevel: 4 }
const BAD: PusherNetStatus = { ...WELL, qualityLevel: 6 }
/** WeChat's report interval is about 2 s. */
const EVERY_MS = 2_000

/** Feeds one report every 2 s and records each level with the second of its start. */
function run(state: AdaptiveQuality, reports: readonly (PusherNetStatus | PusherEvent)[]) {
  const levels: [QualityLevel, number][] = []
  let now = state
  let atMs = state.reportedAtMs
  for (const report of reports) {
    atMs += EVERY_MS
    const { level } = now
    now = stepQuality(
      now,
      typeof report === 'string'
        ? { type: 'reported', event: report, atMs }
        : { type: 'measured', status: report, atMs },
    )
    if (now.level !== level) levels.push([now.level, atMs / 1_000])
  }
  return { state: now, levels }
}

const times = <T>(count: number, report: T): T[] => Array.from({ length: count }, () => report)
const seconds = (count: number, status: PusherNetStatus) => times(count * 1_000 / EVERY_MS, status)
const fresh = (ceiling: ProfileName = 'FHD') => startQuality(ceiling, 0)
/** Starts at FHD and falls to `level`. */
function fallen(level: QualityLevel): AdaptiveQuality {
  let state = fresh()
  while (state.level !== level) state = run(state, [BAD]).state
  return state
}

describe('going down', () => {
  it('needs three reports of strain 2 after the start has settled', () => {
    expect(run(fresh(), times(5, BAD)).levels).toEqual([['HD', 10]])
  })

  it('continues to SD, and later to audio', () => {
    expect(run(fresh(), times(30, BAD)).levels).toEqual([['HD', 10], ['SD', 20], ['audio', 36]])
  })

  it('takes longer with strain 1', () => {
    expect(run(fresh(), times(8, POOR)).levels).toEqual([['HD', 16]])
  })

  it('happens by NETWORK_BUSY alone on a phone without measurements', () => {
    expect(run(fresh('HD'), times(5, 'NETWORK_BUSY' as const)).levels).toEqual([['SD', 10]])
  })

  it('is faster with WeChat\'s own adaptation, only on a bad network', () => {
    const withAdaptation = (status: PusherNetStatus) => times(4, [status, 'BITRATE_CHANGED' as const]).flat()
    expect(run(fresh(), [...times(3, POOR), ...withAdaptation(POOR)]).levels).toEqual([['HD', 16]])
    expect(run(fresh(), [...times(3, POOR), ...times(4, [POOR, 'CAMERA_OPENED' as const]).flat()]).levels).toEqual([])
    expect(run(fresh(), [...times(3, WELL), ...withAdaptation(WELL), ...withAdaptation(WELL)]).levels).toEqual([])
  })

  it('does not happen after a single bad report or occasional ones', () => {
    expect(run(fresh(), [...times(9, WELL), BAD, 'NETWORK_BUSY', ...times(9, WELL)]).levels).toEqual([])
    expect(run(fresh(), times(100, [POOR, WELL, WELL]).flat()).levels).toEqual([])
  })

  it('counts reports within a second as one', () => {
    let state = run(fresh(), times(4, WELL)).state
    for (let index = 0; index < 50; index += 1) {
      state = stepQuality(state, { type: 'reported', event: 'NETWORK_BUSY', atMs: 9_000 + index * 10 })
      state = stepQuality(state, { type: 'measured', status: BAD, atMs: 9_000 + index * 10 })
    }
    expect(state.level).toBe('FHD')
    expect(state.strain).toBe(4)
  })

  it('leaves audio for SD on a new connection', () => {
    expect(run(fallen('audio'), ['NETWORK_LOST', 'PUSH_STARTED', ...times(5, WELL)]).levels)
      .toEqual([['SD', expect.any(Number)]])
    expect(run(fallen('HD'), ['NETWORK_LOST', 'PUSH_STARTED', ...times(5, WELL)]).levels).toEqual([])
  })

  it('happens when a strained connection is lost', () => {
    expect(run(fresh(), [...times(4, WELL), BAD, 'RECONNECTING']).levels).toEqual([['HD', 12]])
    expect(run(fresh(), [...times(4, WELL), 'RECONNECTING', 'NETWORK_LOST', 'PUSH_STARTED', ...times(20, WELL)]).levels)
      .toEqual([])
  })

  it('keeps the camera on when only the camera is slow', () => {
    const slow = { ...WELL, fps: 4 }
    expect(run(fresh('HD'), times(200, slow)).levels).toEqual([['SD', 16]])
  })
})

describe('going up', () => {
  it('takes a stable minute per level, and 30 s from audio to SD', () => {
    const { levels } = run(fallen('audio'), seconds(300, WELL))
    expect(levels.map(([level]) => level)).toEqual(['SD', 'HD', 'FHD'])
    const [sd = 0, hd = 0, fhd = 0] = levels.map(([, atSeconds]) => atSeconds)
    expect(hd - sd).toBeGreaterThanOrEqual(60)
    expect(fhd - hd).toBeGreaterThanOrEqual(60)
  })

  it('is delayed by strain', () => {
    const almost = run(fallen('HD'), seconds(64, WELL))
    expect(almost.levels).toEqual([])
    expect(run(almost.state, [BAD, ...seconds(58, WELL)]).levels).toEqual([])
  })

  it('does not count a time without reports as stable', () => {
    const almost = run(fallen('HD'), seconds(64, WELL)).state
    const back = stepQuality(almost, { type: 'measured', status: WELL, atMs: almost.reportedAtMs + 600_000 })
    expect(back.level).toBe('HD')
    expect(run(back, seconds(58, WELL)).levels).toEqual([])
  })

  it('waits twice as long after each failed attempt', () => {
    let state = fallen('HD')
    const waits: number[] = []
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const startedAtMs = state.reportedAtMs
      while (state.level === 'HD') state = run(state, [WELL]).state
      waits.push((state.reportedAtMs - startedAtMs) / 1_000)
      while (state.level === 'FHD') state = run(state, [BAD]).state
    }
    // Includes the settling time after each change, up to the first report that counts.
    expect(waits).toEqual([66, 126, 246, 486, 486])
  })

  it('resets the failures when a level was held for two minutes', () => {
    let state = fallen('HD')
    while (state.level === 'HD') state = run(state, [WELL]).state
    while (state.level === 'FHD') state = run(state, [BAD]).state
    expect(state.failures.FHD).toBe(1)
    while (state.level === 'HD') state = run(state, [WELL]).state
    expect(run(state, seconds(130, WELL)).state.failures.FHD).toBe(0)
  })
})

describe('the teacher\'s choice', () => {
  it('applies at once, and the same choice changes nothing', () => {
    const low = fallen('SD')
    expect(stepQuality(low, { type: 'ceilingChosen', ceiling: 'HD', atMs: 90_000 }).level).toBe('HD')
    expect(stepQuality(low, { type: 'ceilingChosen', ceiling: 'FHD', atMs: 90_000 })).toBe(low)
  })

  it('is sent when adaptation is switched off', () => {
    const off = stepQuality(fallen('audio'), { type: 'switched', isOn: false, atMs: 90_000 })
    expect(off.level).toBe('FHD')
    expect(run(off, times(60, BAD)).levels).toEqual([])
    expect(stepQuality(off, { type: 'switched', isOn: false, atMs: 91_000 })).toBe(off)
  })

  it('does not affect the detection of an ignored limit', () => {
    for (const isOn of [true, false]) {
      const { state } = run(
        startQuality('SD', 0, isOn), times(10, { ...WELL, videoBitrateKbps: 1_700, speedKbps: 1_800 }),
      )
      expect(state.limit.isIgnored).toBe(true)
    }
    expect(run(fresh('SD'), times(50, WELL)).state.limit.isIgnored).toBe(false)
  })
})

describe('the effective profile', () => {
  it('changes bitrates, frame rate and camera, and nothing that would restart the stream', () => {
    const profiles = QUALITY_LEVELS.map(level => effectiveProfile({ ceiling: 'FHD', level }))
    const rows = profiles.map(({ minBitrateKbps, maxBitrateKbps, fps, hasPicture }) =>
      [minBitrateKbps, maxBitrateKbps, fps, hasPicture])
    expect(rows)
      .toEqual([[600, 1800, 20, true], [600, 1200, 20, true], [300, 800, 15, true], [300, 800, 15, false]])
    expect(new Set(profiles.map(({ mode, audioQuality }) => `${mode} ${audioQuality}`))).toEqual(new Set(['FHD high']))
  })
})

const anyStatus = fc.oneof(
  fc.constantFrom(WELL, POOR, BAD, {}),
  fc.record({
    qualityLevel: fc.constantFrom<NetQualityLevel>(1, 2, 3, 4, 5, 6), fps: fc.double(), speedKbps: fc.double(),
    videoBitrateKbps: fc.double(),
    videoQueueFrames: fc.double(), audioQueueFrames: fc.double(),
  }, { requiredKeys: [] }),
)
/** Without the report that lowers the ceiling itself. */
const events = (Object.keys(PUSHER_EVENTS) as PusherEvent[]).filter(event => event !== 'RESOLUTION_UNSUPPORTED')
const anyEvent = fc.constantFrom(...events)
type Untimed = QualityInput extends infer Input ? Input extends QualityInput ? Omit<Input, 'atMs'> : never : never
const automatic: fc.Arbitrary<Untimed> = fc.oneof(
  { weight: 6, arbitrary: anyStatus.map(status => ({ type: 'measured', status } as const)) },
  { weight: 1, arbitrary: fc.constant({ type: 'reported', event: 'NETWORK_BUSY' } as const) },
  { weight: 1, arbitrary: anyEvent.map(event => ({ type: 'reported', event } as const)) },
)
const byTeacher: fc.Arbitrary<Untimed> = fc.oneof(
  fc.constantFrom(...PROFILE_NAMES).map(ceiling => ({ type: 'ceilingChosen', ceiling } as const)),
  fc.boolean().map(isOn => ({ type: 'switched', isOn } as const)),
)
const at = (input: Untimed, atMs: number): QualityInput => ({ ...input, atMs })
const ceilings = fc.constantFrom(...PROFILE_NAMES)

test('no inputs at any times throw or exceed the teacher\'s choice', () => {
  const inputs = fc.array(fc.tuple(fc.oneof(automatic, byTeacher), fc.double()), { maxLength: 80 })
  fc.assert(fc.property(ceilings, inputs, (ceiling, sequence) => {
    let state = fresh(ceiling)
    for (const [input, atMs] of sequence) {
      state = stepQuality(state, at(input, atMs))
      expect(QUALITY_LEVELS.indexOf(state.level)).toBeGreaterThanOrEqual(QUALITY_LEVELS.indexOf(state.ceiling))
      if (!state.isOn) expect(state.level).toBe(state.ceiling)
    }
  }))
})

/** Runs of one kind of report, so that levels change. */
const phases = fc.array(
  fc.tuple(automatic, fc.integer({ min: 1, max: 120 }), fc.constantFrom(500, 1_000, 2_000, 5_000)),
  { minLength: 1, maxLength: 12 },
)

test('the level changes by one step, at most four times in any minute', () => {
  fc.assert(fc.property(ceilings, phases, (ceiling, sequence) => {
    let state = fresh(ceiling)
    let atMs = 0
    const changedAtMs: number[] = []
    let longestStep = 0
    for (const [input, count, everyMs] of sequence) {
      for (let index = 0; index < count; index += 1) {
        atMs += everyMs
        const before = QUALITY_LEVELS.indexOf(state.level)
        state = stepQuality(state, at(input, atMs))
        const steps = Math.abs(QUALITY_LEVELS.indexOf(state.level) - before)
        longestStep = Math.max(longestStep, steps)
        if (steps) changedAtMs.push(atMs)
      }
    }
    expect(longestStep).toBeLessThanOrEqual(1)
    for (const [index, startMs] of changedAtMs.entries()) {
      expect((changedAtMs[index + 4] ?? Number.POSITIVE_INFINITY) - startMs).toBeGreaterThan(60_000)
    }
  }))
})

test('a long stable time restores the teacher\'s choice', () => {
  fc.assert(fc.property(ceilings, phases, (ceiling, sequence) => {
    let state = fresh(ceiling)
    let atMs = 0
    for (const [input, count, everyMs] of sequence) {
      for (let index = 0; index < count; index += 1) state = stepQuality(state, at(input, atMs += everyMs))
    }
    expect(run({ ...state, reportedAtMs: atMs }, seconds(1_300, WELL)).state.level).toBe(ceiling)
  }))
})

describe('a phone that cannot encode a size', () => {
  it('gets the next lower one as its ceiling, down to the lowest', () => {
    const unsupported = (count: number) => run(fresh(), times(count, 'RESOLUTION_UNSUPPORTED')).state
    expect(unsupported(1)).toMatchObject({ ceiling: 'HD', level: 'HD' })
    expect(unsupported(2)).toMatchObject({ ceiling: 'SD', level: 'SD' })
    expect(unsupported(3)).toMatchObject({ ceiling: 'SD', level: 'SD' })
    expect(effectiveProfile(unsupported(1))).toMatchObject({ mode: 'HD', isReduced: false })
  })

  it('gets it also when the quality does not follow the network', () => {
    const off = startQuality('FHD', 0, false)
    expect(run(off, ['RESOLUTION_UNSUPPORTED']).state).toMatchObject({ ceiling: 'HD', isOn: false })
  })
})
