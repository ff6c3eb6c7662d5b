import { RtmpClient } from '../../support/relay/rtmp-client'
import { audioHeader, keyframe, videoHeader } from '../../support/relay/samples'

const FRAME_EVERY_MS = 40

/**
 * A teacher's stream for pages whose player is a stand-in: a few bytes at the pace of a camera, there at once, while an
 * encoder needs seconds. Returns what ends it as a dead network would.
 */
export function publishLightly(pushUrl: string): () => void {
  const { port, pathname, search } = new URL(pushUrl)
  const client = new RtmpClient(Number(port))
  let sent = 0
  let timer: ReturnType<typeof setInterval> | undefined
  client.publish(pathname.replace('/live/', '') + search).then(() => {
    client.tags(videoHeader(), audioHeader())
    timer = setInterval(() => { client.tags(keyframe(sent++ * FRAME_EVERY_MS)) }, FRAME_EVERY_MS)
  }, () => { /* Ended before it began, or refused: the server never says that it is live. */ })
  client.socket.on('close', () => clearInterval(timer))
  return () => client.socket.destroy()
}
