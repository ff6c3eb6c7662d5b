import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LESSON_PHASES } from '@contract/lessons/phase'
import { HIGHEST_SECONDS } from './cache-need'
import { CACHE_PRESETS, CACHE_PRESET_NAMES } from './cache-presets'
import type { CacheFact, CacheTunerState } from './cache-state'
import { startCacheTuner, stepCacheTuner } from './cache-tuner'
import { PLAYER_EVENTS } from '@/features/codes/player-events'
import type { PlayerEvent } from '@/features/codes/player-events'
import { RTC_CACHES } from '@/platform/player-caches'
import type { PlayerMode } from '../player-profiles'
import type { PlayerNetStatus } from '@/features/codes/netstatus'

const CALM: PlayerNetStatus = {
  videoBitrateKbps: 900, audioBitrateKbps: 64, videoCacheMs: 1200, jitterMs: 5, qualityLevel: 1,
}

/** A tuner with a clock. */
function watching(mode: PlayerMode = 'live') {
  let state = startCacheTuner(mode, 'automatic')
  let atMs = 0
  const floors: number[] = []
  const tell = (fact: CacheFact) => {
    const before = state.limits
    state = stepCacheTuner(state, fact)
    if (state.limits !== before) floors.push(state.limits.minCacheSeconds)
  }
  return {
    floors,
    floor: () => state.limits.minCacheSeconds,
    limits: () => state.limits,
    state: () => state,
    tell,
    report: (event: PlayerEvent) => tell({ type: 'reported', event, atMs }),
    status: (status: PlayerNetStatus) => tell({ type: 'netStatus', status, atMs }),
    server: (phase: 'live' | 'interrupted') => tell({ type: 'lessonPhase', phase, atMs }),
    hide: () => tell({ type: 'pageHidden', atMs }),
    wait: (ms: number) => { atMs += ms },
    /** As WeChat reports, every 2 s. */
    calm(seconds: number, status = CALM) {
      for (let passed = 0; passed < seconds; passed += 2) {
        atMs += 2000
        tell({ type: 'netStatus', status, atMs })
      }
    },
    stall(ms: number) {
      tell({ type: 'reported', event: 'BUFFERING', atMs })
      atMs += ms
      tell({ type: 'reported', event: 'PLAYING', atMs })
    },
  }
}

function playing(status = CALM) {
  const player = watching()
  player.report('BUFFERING')
  player.wait(300)
  player.report('PLAYING')
  player.calm(60, status)
  return player
}

describe('on a network without problems', () => {
  it('begins with the guide\'s 1/3 for a fast first picture', () => {
    const player = watching()
    expect(player.limits()).toEqual({ minCacheSeconds: 1, maxCacheSeconds: 3 })
    player.report('BUFFERING')
    player.wait(5000)
    expect(player.limits()).toEqual({ minCacheSeconds: 1, maxCacheSeconds: 3 })
  })

  it.each([[900, 1, 3], [1200, 1, 3], [2000, 3, 5], [3000, 3, 5]])(
    'goes to the guide\'s pair for a reported bitrate of %i kbps and keeps it',
    (videoBitrateKbps, minCacheSeconds, maxCacheSeconds) => {
      const player = watching()
      player.report('PLAYING')
      player.calm(8, { ...CALM, videoBitrateKbps })
      if (minCacheSeconds === 3) expect(player.limits()).toEqual({ minCacheSeconds, maxCacheSeconds })
      player.calm(60, { ...CALM, videoBitrateKbps, videoCacheMs: minCacheSeconds * 1000 })
      player.floors.length = 0
      player.calm(300, { ...CALM, videoBitrateKbps, videoCacheMs: minCacheSeconds * 1000 })
      expect(player.limits()).toEqual({ minCacheSeconds, maxCacheSeconds })
      expect(player.floors).toEqual([])
    },
  )

  it('ignores the bitrate of the first report, which includes waiting data', () => {
    const player = watching()
    player.report('PLAYING')
    player.calm(2, { ...CALM, videoBitrateKbps: 2600 })
    player.calm(20)
    expect(Math.max(...player.floors)).toBeLessThan(3)
  })

  it('keeps 3/5 while a slow network delivers a lower bitrate, and leaves it when the teacher sends less', () => {
    const player = playing({ ...CALM, videoBitrateKbps: 2600 })
    player.calm(20, { ...CALM, videoBitrateKbps: 800 })
    expect(player.floor()).toBe(3)
    player.calm(80, { ...CALM, videoBitrateKbps: 800 })
    expect(player.limits()).toEqual({ minCacheSeconds: 1, maxCacheSeconds: 3 })
  })

  it('goes down in steps of 0.2 s, at least 4 s apart', () => {
    const player = playing()
    player.stall(900)
    let { floor, changedAtMs } = { floor: player.floor(), changedAtMs: player.state().changedAtMs }
    for (let seconds = 0; seconds < 400; seconds += 2) {
      player.calm(2)
      if (player.floor() === floor) continue
      expect(floor - player.floor()).toBeCloseTo(0.2)
      expect(player.state().changedAtMs - changedAtMs).toBeGreaterThanOrEqual(4000)
      floor = player.floor()
      changedAtMs = player.state().changedAtMs
    }
    expect(player.floor()).toBe(1)
  })
})

describe('on a network with problems', () => {
  it('keeps a sufficient floor for minutes after a stall', () => {
    const player = playing()
    const before = player.floor()
    player.stall(800)
    expect(player.floor()).toBeGreaterThanOrEqual(before + 0.8)
    const after = player.floor()
    player.calm(60)
    expect(player.floor()).toBe(after)
  })

  it('refills little during a stall, and raises the floor when the picture is back', () => {
    const player = playing()
    player.stall(800)
    const raised = player.floor()
    player.wait(30_000)
    player.report('BUFFERING')
    expect(player.floor()).toBeLessThan(1)
    player.wait(1000)
    player.report('PLAYING')
    expect(player.floor()).toBeGreaterThanOrEqual(raised)
  })

  it('refills fully when another stall follows within 8 s', () => {
    const player = playing()
    player.stall(800)
    player.wait(3000)
    player.report('BUFFERING')
    expect(player.floor()).toBeGreaterThan(1)
  })

  it('goes to the guide\'s 3/5 after a stall, for 5 minutes', () => {
    const player = playing()
    player.stall(300)
    player.calm(290)
    expect(player.limits()).toEqual({ minCacheSeconds: 3, maxCacheSeconds: 5 })
    player.calm(60)
    expect(player.floor()).toBeLessThan(3)
  })

  it('also after long outages, when there are two of them within minutes', () => {
    const player = playing()
    player.stall(30_000)
    player.calm(60)
    expect(player.floor()).toBeLessThan(2.2)
    player.stall(30_000)
    expect(player.limits()).toEqual({ minCacheSeconds: 3, maxCacheSeconds: 5 })
  })

  it('does not go to the highest floor after a long outage', () => {
    const player = playing()
    player.stall(30_000)
    expect(player.floor()).toBeLessThan(HIGHEST_SECONDS)
  })

  it('raises the floor when the cache drops', () => {
    const player = playing()
    const before = player.floor()
    player.calm(2, { ...CALM, videoCacheMs: 400 })
    expect(player.floor()).toBeGreaterThan(before)
  })

  it.each<[string, (player: ReturnType<typeof playing>) => void]>([
    ['missing data', player => player.report('DATA_LAGGING')],
    ['a picture that stutters', player => player.report('STUTTERING')],
    ['jitter', player => player.calm(2, { ...CALM, jitterMs: 1500 })],
    ['a bad quality level', player => player.calm(2, { ...CALM, qualityLevel: 5 })],
  ])('raises the floor for %s, and lowers it later', (_name, trouble) => {
    const player = playing()
    const before = player.floor()
    trouble(player)
    player.calm(4)
    expect(player.floor()).toBeGreaterThan(before)
    player.calm(200)
    expect(player.floor()).toBe(before)
  })
})

describe('on a component that keeps any cache below its ceiling', () => {
  const HIGH: PlayerNetStatus = { ...CALM, videoCacheMs: 2600 }
  const untilTrim = (player: ReturnType<typeof playing>) => {
    for (let count = 0; count < 10 && player.limits().maxCacheSeconds === 3; count += 1) player.calm(2, HIGH)
  }

  it('lowers the ceiling when the cache stays high, until it is near the floor', () => {
    const player = playing({ ...CALM, videoCacheMs: 1000 })
    untilTrim(player)
    expect(player.limits()).toEqual({ minCacheSeconds: 1, maxCacheSeconds: 1.6 })
    player.calm(4, { ...CALM, videoCacheMs: 2000 })
    expect(player.limits().maxCacheSeconds).toBe(1.6)
    player.calm(2, { ...CALM, videoCacheMs: 1500 })
    expect(player.limits()).toEqual({ minCacheSeconds: 1, maxCacheSeconds: 3 })
  })

  it('does not take the fall that follows for trouble', () => {
    const player = playing({ ...CALM, videoCacheMs: 1000 })
    untilTrim(player)
    player.calm(2, { ...CALM, videoCacheMs: 900 })
    expect(player.floor()).toBe(1)
  })

  it('leaves a cache alone that falls by itself', () => {
    const player = playing({ ...CALM, videoCacheMs: 1000 })
    const falling = [3000, 2600, 2200, 1800, 1500, 1200, 1000, 1000]
    for (const videoCacheMs of falling) player.calm(2, { ...CALM, videoCacheMs })
    expect(player.limits()).toEqual({ minCacheSeconds: 1, maxCacheSeconds: 3 })
    expect(player.state().trim).toBe('ready')
  })

  it('gives up when the component ignores the ceiling', () => {
    const player = playing({ ...CALM, videoCacheMs: 1000 })
    player.floors.length = 0
    player.calm(600, HIGH)
    expect(player.limits()).toEqual({ minCacheSeconds: 1, maxCacheSeconds: 3 })
    expect(player.floors.length).toBe(2)
  })

  it('ends a trim at once when the student stalls or the network needs more', () => {
    const player = playing({ ...CALM, videoCacheMs: 1000 })
    untilTrim(player)
    player.stall(1200)
    expect(player.limits().maxCacheSeconds - player.floor()).toBeCloseTo(2)
    expect(player.floor()).toBeGreaterThan(2)
  })
})

describe('when the teacher\'s stream is lost', () => {
  it('ignores the stall when the server reports the loss', () => {
    const player = playing()
    const before = player.floor()
    player.report('DATA_LAGGING')
    player.report('BUFFERING')
    player.wait(2000)
    player.server('interrupted')
    player.wait(40_000)
    player.server('live')
    player.wait(600)
    player.report('PLAYING')
    player.calm(10)
    expect(player.floor()).toBe(before)
  })

  it('drops evidence from shortly before the server\'s report', () => {
    const player = playing()
    const before = player.floor()
    player.report('DATA_LAGGING')
    player.calm(4)
    expect(player.floor()).toBeGreaterThan(before)
    player.server('interrupted')
    player.server('live')
    player.calm(60)
    expect(player.floor()).toBe(before)
  })
})

it('ignores a stall that ends on a hidden page', () => {
  const player = playing()
  const before = player.floor()
  player.report('BUFFERING')
  player.hide()
  player.wait(4000)
  player.report('PLAYING')
  player.calm(4)
  expect(player.floor()).toBe(before)
})

describe('presets', () => {
  it('take effect when chosen, and keep the evidence for automatic', () => {
    const player = playing()
    player.tell({ type: 'presetChosen', preset: 'low-latency' })
    expect(player.limits()).toEqual(CACHE_PRESETS['low-latency'])
    player.stall(900)
    player.wait(20_000)
    player.stall(900)
    expect(player.limits()).toEqual(CACHE_PRESETS['low-latency'])
    player.tell({ type: 'presetChosen', preset: 'automatic' })
    expect(player.floor()).toBeGreaterThanOrEqual(3)
  })

  it('have no effect in RTC mode', () => {
    const player = watching('RTC')
    player.tell({ type: 'presetChosen', preset: 'smooth' })
    expect(player.limits()).toEqual(RTC_CACHES)
  })
})

describe('for any reports', () => {
  const number = fc.oneof(fc.double(), fc.integer({ min: 0, max: 10_000 }))
  const status = fc.record({
    videoBitrateKbps: number, audioBitrateKbps: number, videoCacheMs: number, jitterMs: number, speedKbps: number,
    qualityLevel: fc.constantFrom(1, 2, 3, 4, 5, 6),
  }, { requiredKeys: [] }) as fc.Arbitrary<PlayerNetStatus>
  /** Facts mostly in order, sometimes with an invalid clock. */
  const steps = fc.array(fc.tuple(fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 0, max: 9000 }) },
    { weight: 1, arbitrary: fc.constantFrom(-5000, Number.NaN, Number.POSITIVE_INFINITY) },
  ), fc.oneof(
    fc.record({
      type: fc.constant('reported' as const),
      event: fc.constantFrom<PlayerEvent>('PLAYING', 'BUFFERING', 'DATA_LAGGING', 'STUTTERING', 'RECONNECTING'),
    }),
    fc.record({
      type: fc.constant('reported' as const), event: fc.constantFrom(...Object.keys(PLAYER_EVENTS) as PlayerEvent[]),
    }),
    fc.record({ type: fc.constant('netStatus' as const), status }),
    fc.record({ type: fc.constant('lessonPhase' as const), phase: fc.constantFrom(...LESSON_PHASES) }),
    fc.record({ type: fc.constant('pageHidden' as const) }),
  )), { maxLength: 150 }).map(list => {
    let atMs = 0
    return list.map(([elapsedMs, fact]): Exclude<CacheFact, { type: 'presetChosen' }> => {
      if (elapsedMs >= 0 && Number.isFinite(elapsedMs)) atMs += elapsedMs
      return { ...fact, atMs: elapsedMs >= 0 && Number.isFinite(elapsedMs) ? atMs : atMs + elapsedMs }
    })
  })

  const run = (state: CacheTunerState, facts: readonly CacheFact[]): CacheTunerState[] => {
    const states = [state]
    for (const fact of facts) states.push(stepCacheTuner(states.at(-1) ?? state, fact))
    return states
  }

  it('keeps the limits ordered and bounded', () => {
    fc.assert(fc.property(steps, facts => {
      for (const { limits: { minCacheSeconds, maxCacheSeconds } } of run(startCacheTuner('live', 'automatic'), facts)) {
        expect(minCacheSeconds).toBeGreaterThanOrEqual(0.1)
        expect(minCacheSeconds).toBeLessThanOrEqual(HIGHEST_SECONDS)
        expect(maxCacheSeconds).toBeGreaterThan(minCacheSeconds)
        expect(maxCacheSeconds).toBeLessThanOrEqual(HIGHEST_SECONDS + 2)
        expect(minCacheSeconds * 10).toBeCloseTo(Math.round(minCacheSeconds * 10), 9)
      }
    }))
  })

  it('changes nothing in RTC mode or with a fixed preset', () => {
    const fixed = fc.constantFrom(...CACHE_PRESET_NAMES.filter(name => name !== 'automatic'))
    fc.assert(fc.property(steps, fixed, (facts, preset) => {
      expect(run(startCacheTuner('RTC', 'automatic'), facts).every(({ limits }) => limits === RTC_CACHES)).toBe(true)
      expect(run(startCacheTuner('live', preset), facts).every(({ limits }) => limits === CACHE_PRESETS[preset]))
        .toBe(true)
    }))
  })

  it('changes at most 30 times in any minute', () => {
    fc.assert(fc.property(steps, facts => {
      const states = run(startCacheTuner('live', 'automatic'), facts)
      const changesMs = states.filter(({ limits }, place) => place > 0 && limits !== states[place - 1]?.limits)
        .map(({ nowMs }) => nowMs)
      for (const fromMs of changesMs) {
        expect(changesMs.filter(atMs => atMs >= fromMs && atMs < fromMs + 60_000).length).toBeLessThanOrEqual(30)
      }
    }))
  })

  it('returns to the guide\'s pair after minutes without problems', () => {
    fc.assert(fc.property(steps, facts => {
      const before = run(startCacheTuner('live', 'automatic'), facts).at(-1)
      if (!before) return
      let state = before
      const tell = (fact: CacheFact) => { state = stepCacheTuner(state, fact) }
      let atMs = state.nowMs
      tell({ type: 'lessonPhase', phase: 'live', atMs })
      tell({ type: 'reported', event: 'PLAYING', atMs })
      for (let count = 0; count < 220; count += 1) {
        atMs += 2000
        tell({ type: 'netStatus', status: { videoCacheMs: 1200, jitterMs: 0, qualityLevel: 1 }, atMs })
      }
      expect(state.limits).toEqual(state.pair)
    }))
  })
})
