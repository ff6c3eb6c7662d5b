/** An HTTP-FLV player for tests that keeps its tags. */
import { get } from 'node:http'
import { FlvReader } from '../../../server/media/engines/relay/flv/flv-reader'
import { TAG_TYPE, kindOf } from '../../../server/media/engines/relay/flv/flv-tags'
import { until } from './until'
import type { IncomingMessage } from 'node:http'
import type { FlvTag } from '../../../server/media/engines/relay/flv/flv-tags'

const MAX_TAG_BYTES = 16 * 1024 * 1024

export class FlvClient {
  readonly tags: FlvTag[] = []
  status: number | undefined
  isClosed = false
  response: IncomingMessage | undefined
  readonly #request
  readonly #reader = new FlvReader(MAX_TAG_BYTES)

  constructor(url: string) {
    this.#request = get(url, { agent: false }, response => {
      this.response = response
      this.status = response.statusCode
      response.on('data', (data: Buffer) => { this.tags.push(...this.#reader.push(data)) })
      response.on('error', () => { /* 'close' follows. */ })
      response.on('close', () => { this.isClosed = true })
    })
    this.#request.on('error', () => { this.isClosed = true })
  }

  /** Times of the audio or video frames, milliseconds. */
  times(type: 'audio' | 'video'): number[] {
    return this.tags
      .filter(tag => tag.type === TAG_TYPE[type] && !kindOf(tag).endsWith('Header'))
      .map(({ timestampMs }) => timestampMs)
  }

  get pictures(): number {
    return this.times('video').length
  }

  answered(): Promise<void> {
    return until(() => this.status !== undefined)
  }

  closed(): Promise<void> {
    return until(() => this.isClosed)
  }

  /** Stops reading, like a player that lost its network. */
  freeze(): void {
    this.response?.pause()
  }

  end(): void {
    this.#request.destroy()
  }
}
