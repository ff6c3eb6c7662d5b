import type Mpegts from 'mpegts.js'
import { createFlvLoader } from './flv-loader'
import type { LoaderHandlers } from './flv-loader'

export interface FlvSourceHandlers extends LoaderHandlers {
  /** The stream cannot be read or decoded; `audio` where it was the sound. */
  onMediaError: (track: 'video' | 'audio') => void
}

/**
 * mpegts.js only demuxes and feeds Media Source; starting, catching up and coming back are ours
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
  // It would print signed URLs.
  mpegts.LoggingControl.enableAll = false
  return mpegts
}

/** Loaded once, and only by a page that plays; a failure is not remembered. */
export const loadMpegts = (): Promise<typeof Mpegts> => loading ??= fetchMpegts().catch((error: unknown) => {
  loading = undefined
  throw error
})

export const canPlay = (mpegts: typeof Mpegts): boolean => mpegts.getFeatureList().mseLivePlayback

/**
 * Plays a live FLV stream into `video`. Returns what ends it and empties the element.
 *
 * A player of mpegts.js must not end within one of its own calls, nor before the promises it has under way: it would
 * go on with what it has just thrown away. So bytes stop at once, and the player follows when those are through; the
 * next one on the same element waits its turn behind it.
 */
export function openFlv(mpegts: typeof Mpegts, video: HTMLVideoElement, url: string, hasAudio: boolean, handlers: FlvSourceHandlers): () => void {
  const closing = new AbortController()
  const customLoader = createFlvLoader(handlers, closing.signal)
  // A stream without sound whose header promises some would never start, so what was seen decides.
  const player = mpegts.createPlayer({ type: 'flv', isLive: true, url, ...(!hasAudio && { hasAudio }) }, { ...CONFIG, customLoader })
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
