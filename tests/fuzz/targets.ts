/**
 * Code that a peer's bytes reach. Each target accepts any input and throws only for a violation: an error other than
 * `ProtocolError`, an exceeded limit, or a different result for the same bytes in other pieces.
 */
import assert from 'node:assert/strict'
import { setImmediate as turn } from 'node:timers/promises'
import { Admission } from '../../server/media/engines/relay/admission'
import { EngineEmitter } from '../../server/media/engines/relay/emitter'
import { FlvReader } from '../../server/media/engines/relay/flv/flv-reader'
import { kindOf } from '../../server/media/engines/relay/flv/flv-tags'
import { readMetadata } from '../../server/media/engines/relay/flv/metadata'
import { RELAY_LIMITS } from '../../server/media/engines/relay/limits'
import { ProtocolError } from '../../server/media/engines/relay/protocol-error'
import { StreamRegistry } from '../../server/media/engines/relay/stream/registry'
import { openAggregate } from '../../server/media/engines/relay/rtmp/aggregate'
import { decodeAmf, encodeAmf } from '../../server/media/engines/relay/rtmp/amf/amf0'
import { ChunkReader } from '../../server/media/engines/relay/rtmp/chunk-reader'
import { readCommand, scriptBodyOf } from '../../server/media/engines/relay/rtmp/commands'
import { HANDSHAKE_BYTES, ServerHandshake } from '../../server/media/engines/relay/rtmp/handshake'
import { MESSAGE_TYPE } from '../../server/media/engines/relay/rtmp/message'
import { RtmpSession } from '../../server/media/engines/relay/rtmp/session'
import { atOnce } from '../support/relay/pacers'
import type { RtmpMessage } from '../../server/media/engines/relay/rtmp/message'

const LIMITS = { ...RELAY_LIMITS, maxMessageBytes: 4096, maxCommandBytes: 2048, maxMetadataBytes: 2048 }

/** The first byte of an input is the size of the pieces in which the rest arrives; 0: all in one piece. */
function split(input: Buffer): { whole: Buffer, pieces: Buffer[] } {
  const [size = 0] = input
  const whole = input.subarray(1)
  const step = size === 0 ? Math.max(1, whole.length) : size
  const count = Math.ceil(whole.length / step)
  return {
    whole,
    pieces: Array.from({ length: count }, (_, index) => whole.subarray(index * step, (index + 1) * step)),
  }
}

/** Returns whether the relay would close the peer. */
function breaksProtocol(read: () => void): boolean {
  try {
    read()
    return false
  } catch (error) {
    if (error instanceof ProtocolError) return true
    throw error
  }
}

function handshake(input: Buffer): void {
  const { pieces } = split(input)
  breaksProtocol(() => {
    const server = new ServerHandshake()
    for (const piece of pieces) {
      const { reply, rest } = server.push(piece)
      if (reply) assert.equal(reply.length, 1 + 2 * HANDSHAKE_BYTES)
      if (rest) return
    }
  })
}

function readMessages(pieces: Buffer[]): { messages: RtmpMessage[], broken: boolean } {
  const reader = new ChunkReader(LIMITS)
  reader.allowMedia()
  const messages: RtmpMessage[] = []
  const broken = breaksProtocol(() => {
    for (const piece of pieces) for (const message of reader.read(piece)) messages.push(message)
  })
  return { messages, broken }
}

function useMessage(message: RtmpMessage): void {
  assert.ok(message.payload.length <= LIMITS.maxMessageBytes)
  assert.ok(message.timestampMs >= 0 && message.timestampMs < 2 ** 32)
  if (message.type === MESSAGE_TYPE.command || message.type === MESSAGE_TYPE.commandAmf3) readCommand(message)
  if (message.type === MESSAGE_TYPE.data || message.type === MESSAGE_TYPE.dataAmf3) {
    readMetadata(scriptBodyOf(message), LIMITS.maxMetadataBytes)
  }
}

function chunks(input: Buffer): void {
  const { whole, pieces } = split(input)
  const read = readMessages(pieces)
  assert.deepEqual(read, readMessages([whole]))
  for (const message of read.messages) {
    breaksProtocol(() => {
      for (const each of openAggregate(message)) useMessage(each)
    })
  }
}

/** Decoding and encoding the output of the encoder must not change it. */
function amf(input: Buffer): void {
  breaksProtocol(() => {
    const written = encodeAmf(...decodeAmf(input))
    assert.deepEqual(encodeAmf(...decodeAmf(written)), written)
  })
}

function readTags(pieces: Buffer[]) {
  const reader = new FlvReader(LIMITS.maxMessageBytes)
  const tags: unknown[] = []
  const broken = breaksProtocol(() => {
    for (const piece of pieces) {
      for (const tag of reader.read(piece)) {
        tags.push(tag)
        if (kindOf(tag) === 'metadata') readMetadata(tag.body, LIMITS.maxMetadataBytes)
      }
    }
  })
  return { tags, broken }
}

function flv(input: Buffer): void {
  const { whole, pieces } = split(input)
  assert.deepEqual(readTags(pieces), readTags([whole]))
}

const HELLO = Buffer.concat([Buffer.of(3), Buffer.alloc(2 * HANDSHAKE_BYTES)])

/** A complete connection after its handshake, beside another teacher's class. */
async function session(input: Buffer): Promise<void> {
  const faults: unknown[] = []
  const log = { info() {}, warn() {}, error: (facts: object) => { faults.push(facts) } }
  const events = new EngineEmitter(log)
  const registry = new StreamRegistry({ limits: LIMITS, log, events, pacer: atOnce, now: () => 0 })
  const authorize = async ({ stream }: { stream: string }) =>
    stream === 'other' ? { allowed: false as const, reason: 'not yours' } : { allowed: true as const, memberId: 'fuzz' }
  registry.publish('other', {
    memberId: 'ann', protocol: 'ws-flv', close: () => { faults.push('the other publisher was closed') },
  })
  const before = registry.stats().find(({ stream }) => stream === 'other')
  const parts = { admission: new Admission({ authorize, log }, LIMITS.authorizeMs), registry, limits: LIMITS, log }
  const socket = { isPaused: false }
  const peer = new RtmpSession(parts, {
    remoteAddress: '127.0.0.1',
    write() {},
    writeAll() {},
    queuedBytes: () => 0,
    isBlocked: () => false,
    pause: () => { socket.isPaused = true },
    resume: () => { socket.isPaused = false },
    end() {},
  })
  peer.receive(HELLO)
  for (const piece of split(input).pieces) {
    peer.receive(piece)
    // The authorization takes one turn of the event loop; a paused socket delivers nothing in between.
    for (let turns = 0; socket.isPaused && turns < 3; turns++) await turn()
  }
  peer.lost()
  assert.deepEqual(faults, [])
  assert.deepEqual(registry.stats().find(({ stream }) => stream === 'other'), before)
}

export const TARGETS = { handshake, chunks, amf, flv, session }
