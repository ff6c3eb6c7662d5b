/** Recordings by ffmpeg: the relay reads them as ffprobe does, also when they are damaged. */
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeRecording, probePackets } from '../../../../../tests/support/media'
import { RELAY_LIMITS } from '../limits'
import { ProtocolError } from '../protocol-error'
import { ChunkReader } from '../rtmp/chunk-reader'
import { CompressingChunkWriter } from '../../../../../tests/support/relay/compressing-chunk-writer'
import { FlvReader } from './flv-reader'
import { kindOf } from './flv-tags'
import { readAudioHead, readVideoHead } from './tag-head'
import type { FilePacket } from '../../../../../tests/support/media'
import type { RtmpMessage } from '../rtmp/message'
import type { FlvTag } from './flv-tags'

let folder: string
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'kaike-recordings-')) })
afterAll(() => rm(folder, { recursive: true }))

const PICTURE = 'testsrc2=size=160x90:rate=25'
const TONE = 'sine=frequency=440:sample_rate=44100'
const X264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p']
const AAC = ['-c:a', 'aac', '-b:a', '32k']

const read = (bytes: Buffer): FlvTag[] => new FlvReader(RELAY_LIMITS.maxMessageBytes).push(bytes)

function toPacket(tag: FlvTag): FilePacket | undefined {
  const kind = kindOf(tag)
  const { timestampMs: dtsMs, body } = tag
  if (kind === 'audio') {
    const bytes = body.length - (readAudioHead(body)?.mediaAt ?? 0)
    return { type: 'audio', dtsMs, ptsMs: dtsMs, bytes, isKeyframe: true }
  }
  const head = kind === 'keyframe' || kind === 'interframe' ? readVideoHead(body) : undefined
  return head && {
    type: 'video',
    dtsMs,
    ptsMs: dtsMs + head.compositionMs,
    bytes: body.length - head.mediaAt,
    isKeyframe: kind === 'keyframe',
  }
}

describe('is read as ffprobe reads it:', () => {
  test.each<[string, string[], string[]]>([
    ['picture and sound', [PICTURE, TONE], ['-t', '3', ...X264, '-tune', 'zerolatency', '-g', '25', ...AAC]],
    ['B-frames', [PICTURE, TONE], [
      '-t', '3', '-c:v', 'libx264', '-preset', 'veryfast', '-bf', '3', '-b_strategy', '0',
      '-g', '50', '-pix_fmt', 'yuv420p', ...AAC,
    ]],
    ['a picture alone', [PICTURE], ['-t', '2', ...X264, '-g', '10']],
    ['sound alone', [TONE], ['-t', '3', ...AAC]],
    [
      'an odd rate and an odd GOP',
      ['testsrc2=size=160x90:rate=30000/1001', TONE],
      ['-t', '3', ...X264, '-g', '7', '-sc_threshold', '0', ...AAC],
    ],
    ['one keyframe in all', [PICTURE], ['-t', '3', ...X264, '-g', '1000', '-sc_threshold', '0']],
    ['keyframes only', [PICTURE], ['-t', '1', ...X264, '-g', '1']],
    ['times beyond 0xFFFFFF', [PICTURE, TONE], ['-t', '2', '-output_ts_offset', '20000', ...X264, ...AAC]],
    ['stereo at 48 kHz', [PICTURE, 'sine=frequency=440:sample_rate=48000'], ['-t', '2', ...X264, '-ac', '2', ...AAC]],
  ])('%s', async (name, inputs, args) => {
    const path = join(folder, `${name.replaceAll(' ', '-')}.flv`)
    await makeRecording(path, inputs, args)
    const packets = await probePackets(path)
    expect(packets.length).toBeGreaterThan(20)
    expect(read(await readFile(path)).flatMap(tag => toPacket(tag) ?? [])).toEqual(packets)
  })
})

describe('a damaged recording', () => {
  let bytes: Buffer
  let chunks: Buffer
  /** Short digests of both: comparing megabytes byte by byte takes minutes. */
  let whole: string[]

  beforeAll(async () => {
    const path = join(folder, 'short.flv')
    await makeRecording(path, [PICTURE, TONE], ['-t', '1', ...X264, '-g', '5', ...AAC])
    bytes = await readFile(path)
    const tags = read(bytes)
    whole = tags.map(ofTag)
    const writer = new CompressingChunkWriter(128)
    chunks = Buffer.concat(tags.flatMap(({ type, timestampMs, body }) =>
      writer.write(type, { type, streamId: 1, timestampMs, payload: body })))
  })

  const digest = (type: number, timestampMs: number, body: Buffer): string =>
    `${type}@${timestampMs} ${createHash('md5').update(body).digest('hex')}`
  const ofTag = ({ type, timestampMs, body }: FlvTag): string => digest(type, timestampMs, body)
  const ofMessage = ({ type, timestampMs, payload }: RtmpMessage): string => digest(type, timestampMs, payload)

  const readChunks = (pieces: Iterable<Buffer>): RtmpMessage[] => {
    const reader = new ChunkReader(RELAY_LIMITS)
    reader.allowMedia()
    return [...pieces].flatMap(piece => reader.push(piece))
  }

  /** Runs both readers on the recording, as a file and as RTMP. */
  function survives(damage: (all: Buffer) => Buffer): void {
    for (const work of [() => read(damage(bytes)).map(kindOf), () => readChunks([damage(chunks)])]) {
      try {
        work()
      } catch (error) {
        expect(error).toBeInstanceOf(ProtocolError)
      }
    }
  }

  const anyPlace = fc.nat(1_000_000)
  const anyLength = fc.integer({ min: 1, max: 3000 })

  test('is read unchanged when it is split at every byte', () => {
    const flv = new FlvReader(RELAY_LIMITS.maxMessageBytes)
    const single = (all: Buffer) => Array.from(all, byte => Buffer.of(byte))
    expect(single(bytes).flatMap(byte => flv.push(byte)).map(ofTag)).toEqual(whole)
    expect(readChunks(single(chunks)).map(ofMessage)).toEqual(whole)
  })

  test('is complete up to the cut when it is cut anywhere', () => {
    fc.assert(fc.property(anyPlace, place => {
      const file = read(bytes.subarray(0, place % bytes.length)).map(ofTag)
      expect(file).toEqual(whole.slice(0, file.length))
      const rtmp = readChunks([chunks.subarray(0, place % chunks.length)]).map(ofMessage)
      expect(rtmp).toEqual(whole.slice(0, rtmp.length))
    }))
  })

  test('is read or refused when bytes are changed', () => {
    fc.assert(fc.property(fc.array(fc.tuple(anyPlace, fc.nat(255)), { minLength: 1, maxLength: 20 }), changes => {
      survives(all => {
        const changed = Buffer.from(all)
        for (const [place, byte] of changes) changed[place % changed.length] = byte
        return changed
      })
    }), { numRuns: 150 })
  })

  test('is read or refused when pieces are removed, repeated or swapped', () => {
    const anyDamage = fc.constantFrom('left out' as const, 'doubled' as const, 'exchanged' as const)
    fc.assert(fc.property(anyDamage, anyPlace, anyLength, anyLength, (damage, place, length, gap) => {
      survives(all => {
        const start = place % all.length
        const piece = all.subarray(start, start + length)
        const [before, after] = [all.subarray(0, start), all.subarray(start + length)]
        if (damage === 'left out') return Buffer.concat([before, after])
        if (damage === 'doubled') return Buffer.concat([before, piece, piece, after])
        return Buffer.concat([before, after.subarray(0, gap), piece, after.subarray(gap)])
      })
    }), { numRuns: 150 })
  })
})
