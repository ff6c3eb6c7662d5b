/** Valid input of peers, from which the fuzzer starts. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { encodeFlvTag } from '../../server/media/engines/relay/flv/flv-tags'
import { amfObject, encodeAmf } from '../../server/media/engines/relay/rtmp/amf/amf0'
import { encodeMessage } from '../../server/media/engines/relay/rtmp/chunk-writer'
import { HANDSHAKE_BYTES } from '../../server/media/engines/relay/rtmp/handshake'
import { PLAYER_KEYS, writeDigest } from '../../server/media/engines/relay/rtmp/handshake-digest'
import { MESSAGE_TYPE } from '../../server/media/engines/relay/rtmp/message'
import { encodeAmf3 } from '../support/relay/amf3-writer'
import { CompressingChunkWriter } from '../support/relay/compressing-chunk-writer'
import { flvFile, frames, opening } from '../support/relay/samples'
import type { TARGETS } from './targets'

export type TargetName = keyof typeof TARGETS

/** The first byte is the size of the pieces in which the rest arrives. */
const inPieces = (size: number, ...bytes: Buffer[]): Buffer => Buffer.concat([Buffer.of(size), ...bytes])

function hello(scheme?: 8 | 772): Buffer {
  const bytes = Buffer.alloc(HANDSHAKE_BYTES, 0x5A)
  bytes.writeUInt32BE(scheme ? 0x80000702 : 0, 4)
  if (scheme) writeDigest(bytes, scheme, PLAYER_KEYS.hello)
  return Buffer.concat([Buffer.of(3), bytes, Buffer.alloc(HANDSHAKE_BYTES)])
}

const message = (type: number, payload: Buffer, timestampMs = 0): Buffer =>
  encodeMessage({ type, streamId: 1, timestampMs, payload }, 4, 128)
const command = (...values: Parameters<typeof encodeAmf>): Buffer => message(MESSAGE_TYPE.command, encodeAmf(...values))
const connect = command('connect', 1, amfObject({
  app: 'live', tcUrl: 'rtmp://x/live', objectEncoding: 3, fourCcList: ['hvc1', 'av01'],
}))
const media = Buffer.concat([...opening(), ...frames(3)]
  .map(({ type, timestampMs, body }) => message(type, body, timestampMs)))
const aggregate = message(MESSAGE_TYPE.aggregate, Buffer.concat(frames(2).map(encodeFlvTag)))
const amf3Metadata = Buffer.concat([
  Buffer.of(0), encodeAmf('@setDataFrame', 'onMetaData'), encodeAmf3(amfObject({ width: 640, a: [1, 'x', 'x'] })),
])

function compressed(): Buffer {
  const writer = new CompressingChunkWriter(128)
  const times = [0, 40, 80, 0x1000000, 0x2000000]
  const payload = Buffer.alloc(200, 0x17)
  const write = (timestampMs: number) =>
    writer.write(5, { type: MESSAGE_TYPE.video, streamId: 1, timestampMs, payload })
  return Buffer.concat(times.flatMap(write))
}

const HONEST: Record<TargetName, Buffer[]> = {
  handshake: [inPieces(0, hello()), inPieces(200, hello(8)), inPieces(0, hello(772))],
  chunks: [
    inPieces(0, connect, media), inPieces(7, compressed()), inPieces(0, aggregate),
    inPieces(
      0, message(MESSAGE_TYPE.setChunkSize, Buffer.of(0, 0, 16, 0)), message(MESSAGE_TYPE.abort, Buffer.of(0, 0, 0, 4)),
    ),
    inPieces(0, message(MESSAGE_TYPE.dataAmf3, amf3Metadata)),
  ],
  amf: [
    encodeAmf('connect', 1, amfObject({ app: 'live', list: [1, null, undefined, true], at: new Date(0) })),
    Buffer.concat([
      encodeAmf('publish', 3, null),
      encodeAmf3(amfObject({ name: 's1', list: ['a', 'a', 1.5, -1, new Date(0)] })),
    ]),
    Buffer.concat([Buffer.from('08ffffffff', 'hex'), encodeAmf(amfObject({ width: 640 })).subarray(1)]),
  ],
  flv: [inPieces(0, flvFile([...opening(), ...frames(3)])), inPieces(3, flvFile(opening()))],
  session: [
    inPieces(0, connect, command('createStream', 2, null), command('publish', 3, null, 's1?a=b', 'live'), media),
    inPieces(
      0, connect, command('publish', 3, null, 's1', 'live'), media, aggregate,
      message(MESSAGE_TYPE.dataAmf3, amf3Metadata), command('deleteStream', 4, null, 1),
    ),
    inPieces(
      0, connect, command('play', 3, null, 's1'),
      message(MESSAGE_TYPE.userControl, Buffer.from('000600000001', 'hex')),
    ),
    inPieces(0, connect, command('play', 3, null, 'other'), media),
    inPieces(
      0, connect, command('FCPublish', 3, null, 's1'), command('getStreamLength', 4, null, 's1'),
      message(MESSAGE_TYPE.windowAckSize, Buffer.of(0, 0, 0, 1)),
    ),
  ],
}

/** Inputs kept by earlier runs: one input per line, in hexadecimal. */
export const corpusPath = (target: TargetName): string => join(import.meta.dirname, 'corpus', `${target}.txt`)

/** The valid inputs and the corpus. */
export async function seedsOf(target: TargetName): Promise<Buffer[]> {
  const corpus = await readFile(corpusPath(target), 'latin1')
  return [...HONEST[target], ...corpus.split('\n').filter(line => line !== '').map(line => Buffer.from(line, 'hex'))]
}
