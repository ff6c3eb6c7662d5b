/** Receives a frame and must close it. `deviceMs` is its capture time on the camera's own clock. */
export type OnFrame = (frame: VideoFrame, deviceMs: number) => void

/** Chromium only; not yet in TypeScript's library. */
type TrackProcessorConstructor =
  new (init: { track: MediaStreamTrack, maxBufferSize: number }) => { readable: ReadableStream<VideoFrame> }

const trackProcessor = () =>
  (globalThis as { MediaStreamTrackProcessor?: TrackProcessorConstructor }).MediaStreamTrackProcessor

/** Reads frames directly from the track, also in hidden tabs. */
function readTrack(Processor: TrackProcessorConstructor, track: MediaStreamTrack, onFrame: OnFrame): () => void {
  const reader = new Processor({ track, maxBufferSize: 2 }).readable.getReader()
  let isStopped = false
  const read = async () => {
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return
      if (isStopped) value.close()
      else onFrame(value, value.timestamp / 1000)
    }
  }
  read().catch(() => { /* The track ended; its own event reports that. */ })
  return () => {
    isStopped = true
    reader.cancel().catch(() => {})
  }
}

/** Reads frames from the preview, for browsers without a track processor; only while the tab is visible. */
function readPreview(preview: HTMLVideoElement, onFrame: OnFrame): () => void {
  let handle = 0
  const next = () => {
    handle = preview.requestVideoFrameCallback((_, { captureTime, mediaTime }) => {
      const deviceMs = captureTime ?? mediaTime * 1000
      onFrame(new VideoFrame(preview, { timestamp: Math.round(deviceMs * 1000) }), deviceMs)
      next()
    })
  }
  next()
  return () => preview.cancelVideoFrameCallback(handle)
}

/** Reads frames of a camera until the returned function is called. `preview` must show the same track. */
export function readFrames(track: MediaStreamTrack, preview: HTMLVideoElement, onFrame: OnFrame): () => void {
  const Processor = trackProcessor()
  return Processor ? readTrack(Processor, track, onFrame) : readPreview(preview, onFrame)
}
