import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { HISTORY_MS, NO_HISTORY, seriesOf, summaryOf, supportText, withCode, withSample } from './play-history'

const START_MS = Date.UTC(2026, 0, 5, 2, 0, 0)

describe('the play history', () => {
  it('drops entries older than five minutes', () => {
    const old = withSample(withCode(NO_HISTORY, 2001, 'CONNECTED', START_MS), { videoFPS: 15 }, START_MS)
    const now = withSample(
      withCode(old, 2004, 'PLAYING', START_MS + HISTORY_MS + 1), { videoFPS: 20 }, START_MS + HISTORY_MS + 1,
    )
    expect(now.codes.map(({ code }) => code)).toEqual([2004])
    expect(now.samples).toHaveLength(1)
  })

  it('counts repeated codes in one entry', () => {
    const history = [2105, 2105, 2105, 2004]
      .reduce((sofar, code, n) => withCode(sofar, code, undefined, START_MS + n), NO_HISTORY)
    expect(history.codes.map(({ code, times }) => [code, times])).toEqual([[2105, 3], [2004, 1]])
  })

  it('has series of the reported values only', () => {
    const history = withSample(
      withSample(NO_HISTORY, { videoBitrate: 900, audioBitrate: 60, netJitter: -1 }, START_MS), { videoFPS: 24 },
      START_MS + 2_000,
    )
    expect(seriesOf(history, 'bitrate')).toEqual([{ atMs: START_MS, value: 960 }])
    expect(seriesOf(history, 'jitter')).toEqual([])
    expect(summaryOf(seriesOf(history, 'fps'))).toEqual({ last: 24, least: 24, mean: 24, most: 24 })
    expect(summaryOf([])).toBeUndefined()
  })

  it('makes a text for support', () => {
    const history = withCode(
      withSample(NO_HISTORY, { videoFPS: 15, videoCache: 800 }, START_MS), 2007, 'BUFFERING', START_MS,
    )
    expect(supportText(withCode(history, 9999, undefined, START_MS + 1_000), { lesson: 'l-1' }).split('\n')).toEqual([
      'lesson: l-1', '', 'fps (fps): now 15, min 15, mean 15, max 15',
      'cache (ms): now 800, min 800, mean 800, max 800', '',
      '2026-01-05T02:00:00Z 2007 Waiting for data', '2026-01-05T02:00:01Z 9999 unknown code',
    ])
  })
})

test('the history stays bounded for any reports', () => {
  const report = fc.oneof(fc.integer(), fc.record({ videoFPS: fc.anything(), netJitter: fc.anything() }))
  fc.assert(fc.property(fc.array(report, { minLength: 200, maxLength: 400 }), reports => {
    const history = reports.reduce((sofar: typeof NO_HISTORY, it, n) => {
      const atMs = START_MS + n
      return typeof it === 'number' ? withCode(sofar, it, undefined, atMs) : withSample(sofar, it as object, atMs)
    }, NO_HISTORY)
    expect(history.samples.length).toBeLessThanOrEqual(200)
    expect(history.codes.length).toBeLessThanOrEqual(100)
  }), { numRuns: 20 })
})
