import type Mpegts from 'mpegts.js'
import { createFlvLoader } from './flv-loader'
import type { LoaderHandlers } from './flv-loader'

export interface FlvSourceHandlers extends LoaderHandlers {
  /** The stream cannot be read or decoded; `audio` if the sound is the cause. */
  onMediaError: (track: 'video' | 'audio') => void
}

/**
 * mpegts.js only demuxes and feeds Media Source; this project starts, catches up and reconnects by itself
 * (docs/reference/media.md, M3).
 */
const CONFIG: Mpegts.Config = {
  isLive: true,
  lazyLoad: false,
  deferLoadAfterSourceOpen: false,
  enableStashBuffer: false,
  liveSync: false,
  liveBufferLatencyChasing: false,
  autoCleanupSourceBuffer: true,
  autoCleanupMaxBackwardDuration: 30,
  autoCleanupMinBackwardDuration: 10,
}

let loading: Promise<typeof Mpegts> | undefined

async function fetchMpegts(): Promise<typeof Mpegts> {
  const { default: mpegts } = await import('mpegts.js')
  // Its log would contain signed URLs.
  mpegts.LoggingControl.enableAll = false
  return mpegts
}

/** Loads the library once, and only for a page that plays; a failure is not cached. */
export const loadMpegts = (): Promise<typeof Mpegts> => loading ??= fetchMpegts().catch((error: unknown) => {
  loading = undefined
  throw error
})

export const canPlay = (mpegts: typeof Mpegts): boolean => mpegts.getFeatureList().mseLivePlayback

/**
 * Plays a live FLV stream into `video`. Returns the function that ends it and empties the element.
 *
 * A player of mpegts.js must not end within one of its own calls, nor before its pending promises: it would continue
 * with freed objects. So the bytes stop immediately and the player ends after those; the next player on the same
 * element waits for that.
 */
export function openFlv(
  mpegts: typeof Mpegts,
  video: HTMLVideoElement,
  url: string,
  hasAudio: boolean,
  handlers: FlvSourceHandlers,
): () => void {
  const closing = new AbortController()
  const customLoader = createFlvLoader(handlers, closing.signal)
  // A stream without sound whose header announces sound would never start, so the seen tags decide.
  const source = { type: 'flv', isLive: true, url, ...(!hasAudio && { hasAudio }) }
  const player = mpegts.createPlayer(source, { ...CONFIG, customLoader })
  player.on(mpegts.Events.ERROR, (_type: string, _detail: string, info?: { msg?: string }) => {
    if (!closing.signal.aborted) handlers.onMediaError(/audio|aac/i.test(info?.msg ?? '') ? 'audio' : 'video')
  })
  queueMicrotask(() => {
    if (closing.signal.aborted) return
    player.attachMediaElement(video)
    player.load()
  })
  return () => {
    closing.abort()
    queueMicrotask(() => player.destroy())
  }
}
