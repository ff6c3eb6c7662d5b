/** A publisher that stamps every frame with its send time, and a reader of the stamps in a player's bytes. */
import { TAG_TYPE } from '../../../server/media/engines/relay/flv/flv-tags'
import { audioHeader, metadata, videoHeader } from '../../support/relay/samples'
import { RtmpClient } from '../../support/relay/rtmp-client'
import type { FlvTag } from '../../../server/media/engines/relay/flv/flv-tags'

const FPS = 25
const FRAME_MS = 1000 / FPS
const AUDIO_EVERY_MS = 1024 / 48
const GOP_FRAMES = 2 * FPS
const AUDIO_BYTES = 170
/** Size of a keyframe, as a multiple of an average frame. */
const KEYFRAME_FACTOR = 6
const MAGIC = Buffer.from('kaike bench frame')
const STAMP_BYTES = MAGIC.length + 8

const AUDIO_KBPS = AUDIO_BYTES * 8 / AUDIO_EVERY_MS

function stamped(prefix: string, bytes: number): Buffer {
  const body = Buffer.alloc(Math.max(bytes, STAMP_BYTES + 8), 0x55)
  const at = body.write(prefix, 'hex')
  MAGIC.copy(body, at)
  body.writeDoubleBE(performance.now(), at + MAGIC.length)
  return body
}

/** Sends `kbps` of picture and sound in real time until stopped. */
export async function publish(port: number, name: string, kbps: number): Promise<() => void> {
  const client = new RtmpClient(port)
  client.tcUrl = 'rtmp://127.0.0.1/live'
  await client.publish(name)
  client.tags(metadata({ videocodecid: 7, audiocodecid: 10 }), videoHeader(), audioHeader())
  const gopBytes = (kbps - AUDIO_KBPS) * 1000 / 8 * GOP_FRAMES / FPS
  const frameBytes = Math.round(gopBytes / (GOP_FRAMES - 1 + KEYFRAME_FACTOR))
  const startedAt = performance.now()
  let pictures = 0
  let sounds = 0
  const timer = setInterval(() => {
    const elapsedMs = performance.now() - startedAt
    const tags: FlvTag[] = []
    for (; pictures * FRAME_MS <= elapsedMs; pictures++) {
      const isKey = pictures % GOP_FRAMES === 0
      const body = isKey ? stamped('1701000000', frameBytes * KEYFRAME_FACTOR) : stamped('2701000000', frameBytes)
      tags.push({ type: TAG_TYPE.video, timestampMs: Math.round(pictures * FRAME_MS), body })
    }
    for (; sounds * AUDIO_EVERY_MS <= elapsedMs; sounds++) {
      const timestampMs = Math.round(sounds * AUDIO_EVERY_MS)
      tags.push({ type: TAG_TYPE.audio, timestampMs, body: stamped('af01', AUDIO_BYTES) })
    }
    client.messages.length = 0
    client.tags(...tags)
  }, 5)
  return () => {
    clearInterval(timer)
    client.socket.destroy()
  }
}

/** Reads the stamps in a byte stream that may be cut anywhere. Calls back with the age of each frame. */
export class StampReader {
  readonly #onAge: (ageMs: number) => void
  #tail = Buffer.alloc(0)

  constructor(onAge: (ageMs: number) => void) {
    this.#onAge = onAge
  }

  push(data: Buffer): void {
    const bytes = Buffer.concat([this.#tail, data])
    let from = 0
    for (;;) {
      const at = bytes.indexOf(MAGIC, from)
      if (at < 0 || at + STAMP_BYTES > bytes.length) break
      this.#onAge(performance.now() - bytes.readDoubleBE(at + MAGIC.length))
      from = at + STAMP_BYTES
    }
    this.#tail = bytes.subarray(Math.max(from, bytes.length - STAMP_BYTES + 1))
  }
}
