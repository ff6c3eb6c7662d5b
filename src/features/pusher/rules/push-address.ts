/** A push URL as encoders ask for it: one address, or a server and a stream key apart. */
export interface PushAddress {
  /** `rtmp://host:port/live` */
  server: string
  /** `{stream}?txSecret=…`: secret. */
  streamKey: string
}

/**
 * Programs with two fields (OBS, vMix, Wirecast) take all of a URL's path for the application: the stream's name has to go
 * into the field for the key.
 */
export function splitPushUrl(pushUrl: string): PushAddress {
  const [path = ''] = pushUrl.split('?', 1)
  const slash = path.lastIndexOf('/')
  return { server: pushUrl.slice(0, slash), streamKey: pushUrl.slice(slash + 1) }
}
