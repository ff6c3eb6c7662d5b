import { toAdts, toAnnexB, readAacConfig, readAvcConfig } from './codec-config'
import { readAudioHead, readVideoHead } from '../flv/tag-head'
import { TsPacketWriter } from './ts-packets'
import type { EncodedFrame } from '../stream/encoded-frame'
import type { HeaderSet } from '../stream/header-set'
import type { AacConfig, AvcConfig } from './codec-config'
import type { TsTrack } from './ts-packets'

/** Audio frames are packed together up to this size: one frame per packet would double the bytes. */
const SOUND_PACK_BYTES = 1_800

/** Converts frames of the relay (H.264 and AAC) to an MPEG transport stream; skips media that HLS does not carry. */
export class TsMuxer {
  readonly #packets = new TsPacketWriter()
  #avc: AvcConfig | undefined
  #aac: AacConfig | undefined
  #tracks: readonly TsTrack[] = []
  #sounds: Buffer[] = []
  #soundBytes = 0
  #soundMs = 0

  /** Sets the tracks of the following frames; no track means that HLS cannot carry the stream. */
  configure(headers: HeaderSet): readonly TsTrack[] {
    this.#avc = readAvcConfig(headers.body('videoHeader'))
    this.#aac = readAacConfig(headers.body('audioHeader'))
    this.#tracks = [...this.#avc ? ['video' as const] : [], ...this.#aac ? ['audio' as const] : []]
    return this.#tracks
  }

  /** The packets that begin a segment. */
  tables(): Buffer {
    return this.#packets.tables(this.#tracks)
  }

  add(frame: EncodedFrame): Buffer[] {
    return frame.kind === 'audio' ? this.#addSound(frame) : this.#addPicture(frame)
  }

  /** The audio that is still held back. */
  flush(): Buffer[] {
    if (this.#sounds.length === 0) return []
    const payload = Buffer.concat(this.#sounds)
    const ms = this.#soundMs
    this.#sounds = []
    this.#soundBytes = 0
    const unit = { track: 'audio', dtsMs: ms, ptsMs: ms, isKeyframe: false, payload } as const
    return [this.#packets.unit(unit, !this.#tracks.includes('video'))]
  }

  #addPicture({ kind, body, timestampMs }: EncodedFrame): Buffer[] {
    const head = readVideoHead(body)
    if (!this.#avc || !head) return []
    const isKeyframe = kind === 'keyframe'
    const payload = toAnnexB(body.subarray(head.mediaAt), this.#avc, isKeyframe)
    // A negative offset would show a picture before it can be decoded.
    const compositionMs = Math.max(0, head.compositionMs)
    const ptsMs = timestampMs + compositionMs
    return [this.#packets.unit({ track: 'video', dtsMs: timestampMs, ptsMs, isKeyframe, payload }, true)]
  }

  #addSound({ body, timestampMs }: EncodedFrame): Buffer[] {
    const head = readAudioHead(body)
    if (!this.#aac || !head) return []
    if (this.#sounds.length === 0) this.#soundMs = timestampMs
    const sound = toAdts(body.subarray(head.mediaAt), this.#aac)
    this.#sounds.push(sound)
    this.#soundBytes += sound.length
    return this.#soundBytes < SOUND_PACK_BYTES ? [] : this.flush()
  }
}
