import { RtmpClient } from '../../support/relay/rtmp-client'
import { audioHeader, keyframe, videoHeader } from '../../support/relay/samples'

const FRAME_EVERY_MS = 40

/**
 * Publishes a teacher's stream for pages whose player is a stand-in: a few bytes at the frame rate of a camera. It
 * starts at once, while an encoder needs seconds. Returns a function that ends the stream as a lost network does.
 * `onClosed`: the server has refused or closed the stream, and its last status.
 */
export function publishLightly(pushUrl: string, onClosed?: (status: string | undefined) => void): () => void {
  const { port, pathname, search } = new URL(pushUrl)
  const client = new RtmpClient(Number(port))
  let sent = 0
  let timer: ReturnType<typeof setInterval> | undefined
  client.publish(pathname.replace('/live/', '') + search).then(() => {
    client.tags(videoHeader(), audioHeader())
    timer = setInterval(() => { client.tags(keyframe(sent++ * FRAME_EVERY_MS)) }, FRAME_EVERY_MS)
  }, () => { /* Ended before it started, or refused: the server never reports the lesson as live. */ })
  let isEnded = false
  client.socket.on('close', () => {
    clearInterval(timer)
    if (!isEnded) onClosed?.(client.codes.at(-1))
  })
  return () => {
    isEnded = true
    client.socket.destroy()
  }
}
