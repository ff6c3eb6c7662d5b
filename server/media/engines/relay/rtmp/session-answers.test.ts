import { expect, test } from 'vitest'
import { Admission } from '../admission'
import { EngineEmitter } from '../emitter'
import { RELAY_LIMITS } from '../limits'
import { StreamRegistry } from '../stream/registry'
import { atOnce } from '../../../../../tests/support/relay/pacers'
import { silentLog } from '../../../../../tests/support/relay/silent-log'
import { amfObject, encodeAmf } from './amf/amf0'
import { encodeMessage } from './chunk-writer'
import { HANDSHAKE_BYTES } from './handshake'
import { MESSAGE_TYPE } from './message'
import { RtmpSession } from './session'
import type { AmfValue } from './amf/amf-value'

const command = (...values: AmfValue[]): Buffer =>
  encodeMessage({ type: MESSAGE_TYPE.command, streamId: 0, timestampMs: 0, payload: encodeAmf(...values) }, 3, 128)

/** A peer whose network accepts no bytes, and its session. */
function deafPeer() {
  const limits = { ...RELAY_LIMITS, viewerQueueBytes: 5_000 }
  const events = new EngineEmitter(silentLog)
  const registry = new StreamRegistry({ limits, log: silentLog, events, pacer: atOnce, now: () => 0 })
  const authorize = async () => ({ allowed: false, reason: 'never asked' }) as const
  const admission = new Admission({ authorize, log: silentLog }, 1_000)
  const socket = { queuedBytes: 0, ended: false }
  const session = new RtmpSession({ limits, log: silentLog, registry, admission }, {
    remoteAddress: '127.0.0.1',
    write: bytes => { socket.queuedBytes += bytes.length },
    queuedBytes: () => socket.queuedBytes,
    isBlocked: () => false,
    writeAll() {},
    pause() {},
    resume() {},
    end: () => { socket.ended = true },
  })
  session.receive(Buffer.concat([Buffer.of(3), Buffer.alloc(2 * HANDSHAKE_BYTES)]))
  session.receive(command('connect', 1, amfObject({ app: 'live' })))
  return { session, socket }
}

test('a peer that does not read its answers is closed', () => {
  const { session, socket } = deafPeer()
  let questions = 0
  for (; questions < 150 && !socket.ended; questions++) session.receive(command('createStream', questions, null))
  expect(socket.ended).toBe(true)
  expect(questions).toBeGreaterThan(10)
  expect(socket.queuedBytes).toBeLessThan(6_000)
})

test('an acknowledgement window below the minimum is raised to it', () => {
  const { session, socket } = deafPeer()
  const window = { type: MESSAGE_TYPE.windowAckSize, streamId: 0, timestampMs: 0, payload: Buffer.of(0, 0, 0, 1) }
  session.receive(encodeMessage(window, 2, 128))
  socket.queuedBytes = 0
  for (let piece = 0; piece < 100; piece++) session.receive(command('_onbwdone', 0))
  // 100 commands of 35 bytes are three windows of 1 KB.
  expect(socket.queuedBytes).toBeLessThanOrEqual(4 * 16)
  session.lost()
})
