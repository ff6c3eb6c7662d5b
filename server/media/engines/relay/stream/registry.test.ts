import { describe, expect, test } from 'vitest'
import { EngineEmitter } from '../emitter'
import { RELAY_LIMITS } from '../limits'
import { StreamRegistry } from './registry'
import { CollectingSink } from '../../../../../tests/support/relay/collecting-sink'
import { atOnce } from '../../../../../tests/support/relay/pacers'
import { silentLog } from '../../../../../tests/support/relay/silent-log'
import { frames, keyframe, opening } from '../../../../../tests/support/relay/samples'
import type { MediaCloseReason } from '../../../../../contract/media/close'
import type { Publication } from './registry'

function setUp() {
  let nowMs = 0
  const events = new EngineEmitter(silentLog)
  const registry = new StreamRegistry({
    limits: { ...RELAY_LIMITS, maxViewers: 3 },
    log: silentLog,
    events,
    pacer: atOnce,
    now: () => nowMs,
  })
  const story: string[] = []
  const names = new Map<string, string>()
  events.on('publishStart', ({ publisherId, memberId }) => {
    names.set(publisherId, memberId)
    story.push(`start ${memberId}`)
  })
  events.on('publishStop', ({ publisherId, reason }) => {
    story.push(`stop ${names.get(publisherId) ?? '?'} ${reason}`)
  })
  events.on('viewers', ({ count }) => { story.push(`viewers ${count}`) })

  const publish = (memberId: string, device?: string) => {
    const told: MediaCloseReason[] = []
    const publication = registry.publish('s1', {
      memberId, device, protocol: 'rtmp', close: reason => { told.push(reason) },
    })
    return { publication, told, send: (count = 1) => { sendFrames(publication, count) } }
  }
  const join = (memberId = 'eve') => {
    const sink = new CollectingSink()
    return { sink, viewing: registry.join('s1', memberId, () => sink) }
  }
  const pass = (ms: number) => {
    nowMs += ms
    registry.sweep()
  }
  return { registry, events, story, publish, join, pass }
}

const sendFrames = (publication: Publication, count: number): void => {
  for (const tag of [...opening(), ...frames(count)]) publication.accept(tag)
}

test('a stream that was never published cannot be joined', () => {
  const { join, registry } = setUp()
  expect(join().viewing).toBe('NOT_LIVE')
  expect(registry.isKnown('s1')).toBe(false)
})

test('viewers stay and may join while the publisher is away', () => {
  const { publish, join, registry, story } = setUp()
  const first = publish('ann')
  first.send()
  const early = join()
  first.publication.stop('connection_lost')
  expect(registry.isPublishing('s1')).toBe(false)
  const late = join()
  publish('ann').send()
  expect(early.sink.pictures).toHaveLength(2)
  expect(late.sink.pictures).toHaveLength(1)
  expect(story).toEqual(['start ann', 'viewers 1', 'stop ann connection_lost', 'viewers 2', 'start ann'])
})

describe('a second publisher', () => {
  test('takes over; the first is notified and ignored from then on', () => {
    const { publish, join, story } = setUp()
    const first = publish('ann')
    first.send()
    const { sink } = join()
    const second = publish('bob')
    expect(first.told).toEqual(['REPLACED'])
    first.publication.accept(keyframe(40))
    first.publication.stop('connection_lost')
    second.send()
    expect(sink.pictures).toHaveLength(2)
    expect(story).toEqual(['start ann', 'viewers 1', 'start bob', 'stop ann replaced'])
  })

  test('is the publishing device from then on, until it stops', () => {
    const { publish, registry } = setUp()
    expect(registry.publisherDevice('s1')).toBeNull()
    const first = publish('ann', 'phone')
    expect(registry.publisherDevice('s1')).toBe('phone')
    const second = publish('ann', 'laptop')
    first.publication.stop('connection_lost')
    expect(registry.publisherDevice('s1')).toBe('laptop')
    second.publication.stop('unpublished')
    expect(registry.publisherDevice('s1')).toBeNull()
  })

  test('is not elected when a listener ends the stream immediately', () => {
    const { registry, events, publish, story } = setUp()
    const first = publish('ann')
    events.on('publishStart', () => { registry.closeStream('s1', 'STREAM_OVER') })
    const second = publish('bob')
    second.send()
    expect([first.told, second.told]).toEqual([['REPLACED'], ['STREAM_OVER']])
    expect(registry.isKnown('s1')).toBe(false)
    expect(story).toEqual(['start ann', 'start bob', 'stop bob closing', 'stop ann replaced'])
  })
})

test('a publisher that is dropped leaves its viewers waiting', () => {
  const { registry, publish, join, story } = setUp()
  const { told } = publish('ann')
  const { sink } = join()
  registry.dropPublisher('s1', 'kicked')
  registry.dropPublisher('s1', 'kicked')
  expect(told).toEqual(['KICKED'])
  expect(sink.closed).toBeUndefined()
  expect(story).toEqual(['start ann', 'viewers 1', 'stop ann kicked'])
})

test('a dropped viewer is notified, and the others stay', () => {
  const { registry, publish, join } = setUp()
  publish('ann')
  const [eve, bob] = [join('eve'), join('bob')]
  registry.dropViewer('s1', 'eve')
  registry.dropViewer('s2', 'bob')
  expect([eve.sink.closed, bob.sink.closed]).toEqual(['KICKED', undefined])
  expect(registry.viewers('s1')).toBe(1)
})

test('a closed stream ends all its peers and is forgotten', () => {
  const { registry, publish, join, story } = setUp()
  const { told, publication } = publish('ann')
  const { sink, viewing } = join()
  registry.closeStream('s1', 'STREAM_OVER')
  expect([told, sink.closed]).toEqual([['STREAM_OVER'], 'STREAM_OVER'])
  if (typeof viewing !== 'string') viewing.leave()
  publication.accept(keyframe(0))
  expect(story).toEqual(['start ann', 'viewers 1', 'stop ann closing', 'viewers 0'])
  expect(join().viewing).toBe('NOT_LIVE')
})

test('a publisher without frames counts as silent, whatever else it sends', () => {
  const { publish, pass, story } = setUp()
  const { told, publication, send } = publish('ann')
  pass(RELAY_LIMITS.publisherSilentMs)
  send()
  pass(RELAY_LIMITS.publisherSilentMs)
  for (const tag of opening()) publication.accept(tag)
  expect(told).toEqual([])
  pass(1)
  expect(told).toEqual(['SILENT'])
  expect(story).toEqual(['start ann', 'stop ann silent'])
})

test('viewers wait for a publisher up to the limit', () => {
  const { registry, publish, join, pass } = setUp()
  publish('ann').publication.stop('connection_lost')
  const { sink } = join()
  pass(RELAY_LIMITS.interruptedMs)
  expect(sink.closed).toBeUndefined()
  pass(1)
  expect(sink.closed).toBe('NOT_LIVE')
  expect(registry.isKnown('s1')).toBe(false)
})

test('a viewer above the limit is refused, and a viewer that leaves frees its place', () => {
  const { publish, join } = setUp()
  publish('ann')
  const { viewing } = join()
  join()
  join()
  expect(join().viewing).toBe('TOO_MANY')
  if (typeof viewing !== 'string') viewing.leave()
  expect(join().viewing).not.toBe('TOO_MANY')
})

test('a listener that throws does not affect the media', () => {
  const errors: object[] = []
  const events = new EngineEmitter({ ...silentLog, error: facts => { errors.push(facts) } })
  const heard: number[] = []
  events.on('viewers', () => { throw new Error('mine') })
  events.on('viewers', ({ count }) => { heard.push(count) })
  events.emit('viewers', { stream: 's1', count: 2 })
  expect(heard).toEqual([2])
  expect(errors).toHaveLength(1)
})
