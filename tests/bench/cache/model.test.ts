import { describe, expect, it } from 'vitest'
import type { PlayerNetStatus } from '../../../src/features/codes/netstatus'
import type { PlayerEvent } from '../../../src/features/codes/player-events'
import { CACHE_LAWS } from './cache-laws'
import type { CacheLawName } from './cache-laws'
import { simulateNetwork } from './network-model'
import { watchTrace } from './player-model'
import { TRACE_SETS, loadTraces } from './trace'
import type { NetworkTrace } from './trace'

const CLEAN: NetworkTrace = {
  name: 'clean', kind: 'steady', description: '', made: { recipe: 'clean', seed: 0 }, seconds: 60, rttMs: 40,
  stream: { videoKbps: 900, audioKbps: 64, fps: 20, gopSeconds: 1 },
  capacity: [[0, 10_000]], uplinkStalls: [], teacherAway: [], lessonPhases: [[0, 'live']],
}
const frozen = (fromMs: number, toMs: number): NetworkTrace =>
  ({ ...CLEAN, capacity: [[0, 10_000], [fromMs, 0], [toMs, 10_000]] })

function watch(trace: NetworkTrace, [minSeconds, maxSeconds]: readonly [number, number], law: CacheLawName = 'floor') {
  const events: [PlayerEvent, number][] = []
  const statuses: [PlayerNetStatus, number][] = []
  const viewing = watchTrace(trace, simulateNetwork(trace), CACHE_LAWS[law](), {
    limits: () => ({ minSeconds, maxSeconds }),
    onReport: (event, atMs) => events.push([event, atMs]),
    onNetStatus: (status, atMs) => statuses.push([status, atMs]),
    onLessonPhase: () => {},
  })
  return { ...viewing, events, statuses, names: events.map(([event]) => event) }
}

describe.each(['floor', 'near', 'band'] as const)('a player that follows the law "%s"', law => {
  it.each([[1, 3], [3, 5]] as const)('has the latency of its floor of %d s on a clean network', (...limits) => {
    const [minSeconds] = limits
    const { meanLatencyMs, stalls } = watch(CLEAN, limits, law)
    expect(stalls).toBe(0)
    expect(meanLatencyMs / 1000).toBeGreaterThan(minSeconds)
    expect(meanLatencyMs / 1000).toBeLessThan(minSeconds + 0.4)
  })

  it('plays through a freeze shorter than its cache and stalls at a longer one', () => {
    expect(watch(frozen(30_000, 32_500), [3, 5], law).stalls).toBe(0)
    const short = watch(frozen(30_000, 32_500), [1, 3], law)
    expect(short.stalls).toBe(1)
    expect(short.stalledMs).toBeGreaterThan(1000)
    expect(short.stalledMs).toBeLessThan(2500)
  })
})

describe('between the limits', () => {
  /** Cache in the last report, seconds: 20 s after a freeze of 1.5 s on a cache of 1 to 3 s. */
  const cacheAfterFreeze = (law: CacheLawName) => {
    const { statuses } = watch({ ...frozen(30_000, 31_500), seconds: 52 }, [1, 3], law)
    return (statuses.at(-1)?.[0].videoCacheMs ?? 0) / 1000
  }

  it('the laws "floor" and "near" return to the floor', () => {
    expect(cacheAfterFreeze('floor')).toBeLessThan(1.2)
    expect(cacheAfterFreeze('near')).toBeLessThan(1.2)
  })

  it('the law "band" keeps what a stall has added', () => {
    expect(cacheAfterFreeze('band')).toBeGreaterThan(1.4)
  })
})

it('stalls later when it slows: only under the law "floor"', () => {
  const freeze = frozen(30_000, 31_350)
  expect(watch(freeze, [1.2, 3.2], 'floor').stalls).toBe(0)
  expect(watch(freeze, [1.2, 3.2], 'near').stalls).toBe(1)
})

describe('a model player', () => {
  it('reports in WeChat\'s order when it starts, and every 2 s in WeChat\'s fields', () => {
    const { names, statuses } = watch(CLEAN, [1, 3])
    expect(names.slice(0, 5)).toEqual(['BUFFERING', 'CONNECTED', 'STREAM_STARTED', 'FIRST_KEYFRAME', 'PLAYING'])
    expect(statuses.map(([, atMs]) => atMs).slice(0, 3)).toEqual([2000, 4000, 6000])
    const [last] = statuses.at(-1) ?? []
    expect(last).toMatchObject({ qualityLevel: 1, gopSeconds: 1 })
    expect(last?.videoBitrateKbps).toBeGreaterThan(850)
    expect(last?.videoBitrateKbps).toBeLessThan(950)
    expect(Math.abs((last?.videoCacheMs ?? 0) - 1000)).toBeLessThan(150)
  })

  it('reports late data, then an empty cache, then the picture', () => {
    const { events } = watch(frozen(30_000, 34_000), [3, 5])
    const later = events.filter(([, atMs]) => atMs > 10_000)
    expect(later.map(([event]) => event)).toEqual(['DATA_LAGGING', 'BUFFERING', 'PLAYING'])
    expect(later[0]?.[1]).toBeLessThan(31_900)
    expect(watch(frozen(30_000, 34_000), [1, 3], 'band').names.at(-1)).toBe('STUTTERING')
  })

  it('reconnects after 5 s of silence and returns to live', () => {
    const { names, meanLatencyMs, stalls } = watch(frozen(20_000, 32_000), [1, 3])
    expect(names.filter(name => name === 'RECONNECTING').length).toBeGreaterThanOrEqual(1)
    expect(stalls).toBe(1)
    expect(meanLatencyMs).toBeLessThan(1700)
  })
})

it('counts no stall while the teacher is away', () => {
  const { stalledMs } = watch({ ...CLEAN, teacherAway: [[20_000, 40_000]] }, [1, 3])
  expect(stalledMs).toBeLessThan(2500)
})

it('delivers data that was stalled in the teacher\'s uplink late and without a loss', () => {
  const events = simulateNetwork({ ...CLEAN, uplinkStalls: [[20_000, 22_000]] })
  const frames = events.filter(event => event.type === 'frame')
  const captured = frames.map(({ frame }) => frame.captureMs)
  expect(captured.every((ms, place) => place === 0 || Math.abs(ms - (captured[place - 1] ?? 0) - 50) < 1e-6)).toBe(true)
  expect(frames.filter(({ atMs }) => atMs > 20_200 && atMs < 22_000)).toEqual([])
})

it('keeps every trace\'s backlog below 3 MB, where the relay skips', () => {
  for (const trace of TRACE_SETS.flatMap(loadTraces)) {
    const frames = simulateNetwork(trace).filter(event => event.type === 'frame')
    const mostLateMs = Math.max(...frames.map(({ atMs, frame }) => atMs - frame.captureMs))
    expect(mostLateMs / 1000 * (trace.stream.videoKbps + trace.stream.audioKbps) / 8).toBeLessThan(3000)
  }
})
