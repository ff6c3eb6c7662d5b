import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AUDIO_QUEUE_MS, BUSY_QUEUE_MS, CLEAR_QUEUE_MS, OPEN_GATE, passGate, queuedMs } from './send-gate'
import type { GatePacket } from './send-gate'

const KEYFRAME: GatePacket = { kind: 'video', isKeyframe: true }
const FRAME: GatePacket = { kind: 'video', isKeyframe: false }
const SOUND: GatePacket = { kind: 'audio', isKeyframe: false }

test('sends everything while the uplink is fast enough', () => {
  for (const packet of [KEYFRAME, FRAME, SOUND]) {
    expect(passGate(OPEN_GATE, packet, BUSY_QUEUE_MS)).toMatchObject({ send: true, becameBusy: false })
  }
})

test('reports the start of dropping once', () => {
  const first = passGate(OPEN_GATE, FRAME, BUSY_QUEUE_MS + 1)
  expect(first).toMatchObject({ send: false, becameBusy: true })
  expect(passGate(first.state, FRAME, BUSY_QUEUE_MS + 1)).toMatchObject({ send: false, becameBusy: false })
})

test('the picture restarts with a keyframe and only with a short queue', () => {
  const dropping = { isDropping: true }
  expect(passGate(dropping, FRAME, 0).send).toBe(false)
  expect(passGate(dropping, KEYFRAME, CLEAR_QUEUE_MS + 1).send).toBe(false)
  expect(passGate(dropping, KEYFRAME, CLEAR_QUEUE_MS)).toMatchObject({ send: true, state: OPEN_GATE })
})

test('sound continues while pictures are dropped, up to its own limit', () => {
  expect(passGate({ isDropping: true }, SOUND, AUDIO_QUEUE_MS).send).toBe(true)
  expect(passGate({ isDropping: true }, SOUND, AUDIO_QUEUE_MS + 1).send).toBe(false)
})

test('never sends a frame after a dropped one, unless it is a keyframe', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(6000))), steps => {
    let state = OPEN_GATE
    let isPredecessorSent = true
    for (const [isKeyframe, queue] of steps) {
      const verdict = passGate(state, { kind: 'video', isKeyframe }, queue)
      if (verdict.send && !isKeyframe) expect(isPredecessorSent).toBe(true)
      isPredecessorSent = verdict.send
      state = verdict.state
    }
  }))
})

test('counts a queue in milliseconds of media', () => {
  expect(queuedMs(100_000, 800)).toBe(1000)
})
