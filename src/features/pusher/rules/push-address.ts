/** A push URL in the form of encoder programs: server and stream key. */
export interface PushAddress {
  /** `rtmp://host:port/live` */
  server: string
  /** `{stream}?txSecret=…`; secret. */
  streamKey: string
}

/**
 * Programs with two fields (OBS, vMix, Wirecast) use the whole path of the server field as the application, so the
 * stream name belongs in the key field.
 */
export function splitPushUrl(pushUrl: string): PushAddress {
  const [path = ''] = pushUrl.split('?', 1)
  const slash = path.lastIndexOf('/')
  return { server: pushUrl.slice(0, slash), streamKey: pushUrl.slice(slash + 1) }
}
