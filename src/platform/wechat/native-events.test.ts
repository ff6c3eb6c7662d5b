import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { log } from '../log'
import { createDetailReader, readDetail } from './native-events'
import type { EventWithDetail } from './native-events'

const NAMES: readonly EventWithDetail[] = [
  'statechange', 'netstatus', 'error', 'fullscreenchange', 'audiovolumenotify', 'bgmprogress', 'castinguserselect',
  'castingstatechange', 'metadatachange',
]

afterEach(() => { vi.restoreAllMocks() })

test.each<[EventWithDetail, object, object]>([
  ['statechange', { code: 2004, message: 'begin' }, { code: 2004, message: 'begin' }],
  ['statechange', { code: '-2301' }, { code: -2301, message: '' }],
  ['error', { errCode: '10001', errMsg: 'denied' }, { errCode: 10001, errMsg: 'denied' }],
  ['netstatus', { info: { videoFPS: '15' } }, { info: { videoFPS: '15' } }],
  ['fullscreenchange', { direction: 'horizontal', fullScreen: true }, { direction: 'horizontal', fullScreen: true }],
  ['fullscreenchange', { direction: 90, fullScreen: 0 }, { direction: 'vertical', fullScreen: false }],
  ['audiovolumenotify', {}, {}],
  ['audiovolumenotify', { volume: '12' }, { volume: 12 }],
  ['bgmprogress', { progress: 1000, duration: '60000' }, { progress: 1000, duration: 60_000 }],
  ['castinguserselect', { state: 'success' }, { state: 'success' }],
  ['castingstatechange', { type: 'start', state: 'fail' }, { type: 'start', state: 'fail' }],
  ['metadatachange', { info: 'x' }, { info: 'x' }],
])('reads %s with %j', (name, detail, read) => {
  expect(readDetail(name, { type: name, detail })).toEqual(read)
})

test.each<[EventWithDetail, unknown]>([
  ['statechange', undefined], ['statechange', {}], ['statechange', { detail: null }], ['statechange', { detail: {} }],
  ['statechange', { detail: { code: 'begin' } }], ['statechange', { detail: { code: Number.NaN } }],
  ['statechange', { detail: [2004] }],
  ['statechange', { detail: { code: '' } }], ['statechange', { detail: { code: [2004] } }],
  ['netstatus', { detail: { info: 'videoBitrate' } }], ['netstatus', { detail: { info: null } }],
  ['error', { detail: { errMsg: 'no number' } }], ['fullscreenchange', { detail: { fullScreen: 'true' } }],
  ['bgmprogress', { detail: { progress: 1 } }], ['castinguserselect', { detail: { state: 'maybe' } }],
])('ignores %s with %j', (name, event) => {
  expect(readDetail(name, event)).toBeUndefined()
})

test('throws for no event, and every code is a finite number', () => {
  const fields = fc.dictionary(fc.constantFrom('code', 'errCode', 'info', 'state'), fc.anything())
  const event = fc.oneof(fc.anything(), fc.record({ detail: fc.anything() }), fc.record({ detail: fields }))
  fc.assert(fc.property(fc.constantFrom(...NAMES), event, (name, sent) => {
    const detail = readDetail(name, sent)
    if (detail && 'code' in detail) expect(Number.isFinite(detail.code)).toBe(true)
    if (detail && 'errCode' in detail) expect(Number.isFinite(detail.errCode)).toBe(true)
  }))
})

test('logs unreadable events of one kind once and without their content', () => {
  const warn = vi.spyOn(log, 'warn').mockImplementation(() => {})
  const read = createDetailReader('player')
  for (let i = 0; i < 3; i += 1) {
    expect(read('statechange', { detail: { code: 'rtmp://secret' } })).toBeUndefined()
    expect(read('netstatus', { detail: {} })).toBeUndefined()
  }
  expect(read('statechange', { detail: { code: 2004 } })).toEqual({ code: 2004, message: '' })
  expect(warn.mock.calls).toEqual([
    ['player: statechange without a readable detail'],
    ['player: netstatus without a readable detail'],
  ])
})
