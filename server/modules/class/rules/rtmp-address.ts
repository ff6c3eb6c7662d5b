export interface RtmpAddress { host: string, port: number }

/** RTMP's own port, which a URL may omit. */
const DEFAULT_RTMP_PORT = 1935

/** Address under which clients reach the relay's RTMP. */
export function rtmpAddress(
  { rtmpPublicUrl, publicUrl, rtmpPort }: { rtmpPublicUrl: string | undefined, publicUrl: string, rtmpPort: number },
): RtmpAddress {
  if (rtmpPublicUrl === undefined) return { host: new URL(publicUrl).hostname, port: rtmpPort }
  const { hostname, port } = new URL(rtmpPublicUrl)
  return { host: hostname, port: port === '' ? DEFAULT_RTMP_PORT : Number(port) }
}
