import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  FLV_HEADER, TAG_HEADER_BYTES, TAG_SCRIPT, TAG_TRAILER_BYTES, TAG_VIDEO,
  audioConfigTag, audioFrameTag, metadataTag, videoConfigTag, videoFrameTag,
} from './muxer'
import { FlvScanner } from './scanner'
import type { ScannedTag } from './scanner'

const concat = (parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap(part => [...part]))

const stream = { width: 360, height: 640, fps: 15, videoBitrateKbps: 800, audioBitrateKbps: 48, sampleRateHz: 48_000 }

function scan(chunks: readonly Uint8Array[]) {
  const tags: ScannedTag[] = []
  let lost = 0
  const scanner = new FlvScanner(tag => tags.push(tag), () => { lost += 1 })
  for (const chunk of chunks) scanner.push(chunk)
  return { tags, lost }
}

test('writes a keyframe byte for byte as the format specifies', () => {
  expect([...videoFrameTag(0x01_020304, Uint8Array.of(0xaa, 0xbb), true)]).toEqual([
    9, 0, 0, 7, 0x02, 0x03, 0x04, 0x01, 0, 0, 0, 0x17, 1, 0, 0, 0, 0xaa, 0xbb, 0, 0, 0, 18,
  ])
})

test('writes an AAC frame byte for byte as the format specifies', () => {
  expect([...audioFrameTag(21, Uint8Array.of(0x21))])
    .toEqual([8, 0, 0, 3, 0, 0, 21, 0, 0, 0, 0, 0xaf, 1, 0x21, 0, 0, 0, 14])
})

/** The tags of one second of picture and sound, written by ffmpeg. */
function tagsOfFfmpeg(): Uint8Array[] {
  const flv = execFileSync('ffmpeg', [
    '-v', 'error',
    '-f', 'lavfi', '-i', 'testsrc=size=160x120:rate=10:duration=1',
    '-f', 'lavfi', '-i', 'sine=sample_rate=44100:duration=1',
    '-c:v', 'libx264', '-bf', '0', '-g', '5', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-ac', '2',
    '-f', 'flv', '-flvflags', 'no_duration_filesize', '-',
  ])
  const tags: Uint8Array[] = []
  for (let offset = FLV_HEADER.length; offset + TAG_HEADER_BYTES < flv.length;) {
    const bytes = TAG_HEADER_BYTES + (flv.readUInt32BE(offset) & 0xffffff) + TAG_TRAILER_BYTES
    tags.push(Uint8Array.from(flv.subarray(offset, offset + bytes)))
    offset += bytes
  }
  return tags
}

test('writes the same tags as ffmpeg, byte for byte', () => {
  const tags = tagsOfFfmpeg().filter(tag => tag[0] !== TAG_SCRIPT)
  expect(tags.length).toBeGreaterThan(40)
  for (const tag of tags) {
    const timestampMs = new DataView(tag.buffer).getUint32(4) >>> 8
    const body = (prefixBytes: number) => tag.subarray(TAG_HEADER_BYTES + prefixBytes, tag.length - TAG_TRAILER_BYTES)
    const isConfig = tag[TAG_HEADER_BYTES + 1] === 0
    if (tag[0] === TAG_VIDEO) {
      const isKeyframe = tag[TAG_HEADER_BYTES] === 0x17
      // ffmpeg closes a stream with an "end of sequence" (2), which a live pusher never sends.
      if (tag[TAG_HEADER_BYTES + 1] === 2) continue
      const written = isConfig ? videoConfigTag(timestampMs, body(5)) : videoFrameTag(timestampMs, body(5), isKeyframe)
      expect(written).toEqual(tag)
    } else {
      expect(isConfig ? audioConfigTag(timestampMs, body(2)) : audioFrameTag(timestampMs, body(2))).toEqual(tag)
    }
  }
})

test('ffprobe reads the metadata', () => {
  const probeArguments = ['-v', 'error', '-show_entries', 'stream=codec_name,bit_rate', '-of', 'csv', '-']
  const probe = execFileSync('ffprobe', probeArguments, {
    input: concat([FLV_HEADER, metadataTag(0, stream), ...tagsOfFfmpeg().filter(tag => tag[0] !== TAG_SCRIPT)]),
    encoding: 'utf8',
  })
  // ffmpeg counts FLV's kilobits as 1024 bits.
  expect(probe.trim().split('\n')).toEqual([`stream,h264,${800 * 1024}`, `stream,aac,${48 * 1024}`])
})

const anyTag = fc.oneof(
  fc.record({
    kind: fc.constant('video' as const),
    timestampMs: fc.nat(0xffff_ffff),
    body: fc.uint8Array({ maxLength: 40 }),
    isKeyframe: fc.boolean(),
    isConfig: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('audio' as const),
    timestampMs: fc.nat(0xffff_ffff),
    body: fc.uint8Array({ maxLength: 40 }),
    isKeyframe: fc.constant(false),
    isConfig: fc.boolean(),
  }),
)

test('the scanner reads all muxed tags from chunks of any size', () => {
  const anyTags = fc.array(anyTag, { maxLength: 12 })
  const anyCuts = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 })
  fc.assert(fc.property(anyTags, anyCuts, (tags, cuts) => {
    const muxed = tags.map(({ kind, timestampMs, body, isKeyframe, isConfig }) => {
      if (kind === 'audio') return isConfig ? audioConfigTag(timestampMs, body) : audioFrameTag(timestampMs, body)
      return isConfig ? videoConfigTag(timestampMs, body) : videoFrameTag(timestampMs, body, isKeyframe)
    })
    const bytes = concat([FLV_HEADER, metadataTag(0, stream), ...muxed])
    const chunks: Uint8Array[] = []
    for (let offset = 0, cut = 0; offset < bytes.length; cut += 1) {
      const size = cuts[cut % cuts.length] ?? 1
      chunks.push(bytes.subarray(offset, offset + size))
      offset += size
    }
    const seen = scan(chunks)
    expect(seen.lost).toBe(0)
    expect(seen.tags.slice(1).map(({ kind, timestampMs, isConfig }) => ({ kind, timestampMs, isConfig })))
      .toEqual(tags.map(({ kind, timestampMs, isConfig }) => ({ kind, timestampMs, isConfig })))
    expect(seen.tags.slice(1).map(tag => tag.isKeyframe))
      .toEqual(tags.map(tag => tag.kind === 'video' && (tag.isConfig || tag.isKeyframe)))
  }))
})

test('reports bytes that are not FLV once and reads no further', () => {
  const page = new TextEncoder().encode('<!DOCTYPE html><html>…</html>')
  expect(scan([page, page])).toEqual({ tags: [], lost: 1 })
})

test('the scanner throws for no bytes', () => {
  fc.assert(fc.property(fc.array(fc.uint8Array()), chunks => {
    expect(scan([FLV_HEADER, ...chunks]).lost).toBeLessThanOrEqual(1)
  }))
})
