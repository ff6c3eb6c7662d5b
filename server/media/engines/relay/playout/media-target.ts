/** The target of a request, from an HTTP path or an RTMP stream name. Other input is `undefined`, never an error. */
export interface MediaTarget {
  stream: string
  query: Readonly<Record<string, string>>
}

/** The RTMP application and the first segment of every path. */
export const MEDIA_APP = 'live'

const STREAM = /^[A-Za-z0-9_-]{1,128}$/
const FLV_PATH = new RegExp(`^/${MEDIA_APP}/([^/?]*)\\.flv$`)
const PLAYLIST_PATH = new RegExp(`^/${MEDIA_APP}/([^/?]*)\\.m3u8$`)
const SEGMENT_PATH = new RegExp(`^/${MEDIA_APP}/([^/?]*)/(\\d{1,10})\\.ts$`)
/** A signature and a ticket need about 300 characters. */
const MAX_QUERY_CHARS = 4096
const MAX_PARAMETERS = 32

function toTarget(stream: string, search: string): MediaTarget | undefined {
  if (!STREAM.test(stream) || search.length > MAX_QUERY_CHARS) return undefined
  const parameters = [...new URLSearchParams(search)]
  if (parameters.length > MAX_PARAMETERS) return undefined
  return { stream, query: Object.fromEntries(parameters) }
}

function splitAtQuestionMark(text: string): [string, string] {
  const mark = text.indexOf('?')
  return mark < 0 ? [text, ''] : [text.slice(0, mark), text.slice(mark + 1)]
}

/** `/live/{stream}.flv?txSecret=…`, as it stands in the request line. */
export function parseFlvUrl(url: string | undefined): MediaTarget | undefined {
  const [path, search] = splitAtQuestionMark(url ?? '')
  const stream = FLV_PATH.exec(path)?.[1]
  return stream === undefined ? undefined : toTarget(stream, search)
}

/** Whether a path is for HLS, also when it is malformed. */
export const isHls = (url = ''): boolean => /\.(m3u8|ts)(\?|$)/.test(url)

interface HlsTarget extends MediaTarget {
  /** `undefined` means the playlist. */
  segment: number | undefined
}

/** `/live/{stream}.m3u8?txSecret=…` or `/live/{stream}/{number}.ts?token=…`. */
export function parseHlsUrl(url: string | undefined): HlsTarget | undefined {
  const [path, search] = splitAtQuestionMark(url ?? '')
  const [, stream, segment] = PLAYLIST_PATH.exec(path) ?? SEGMENT_PATH.exec(path) ?? []
  const target = stream === undefined ? undefined : toTarget(stream, search)
  return target && { ...target, segment: segment === undefined ? undefined : Number(segment) }
}

/** The application in RTMP's `connect`: some clients append a slash or the query to it. */
export function splitRtmpApp(text: string): { app: string, search: string } {
  const [app, search] = splitAtQuestionMark(text)
  return { app: app.replace(/\/$/, ''), search }
}

/** `{stream}?txSecret=…`, the argument of RTMP's `publish` and `play`; `appQuery` applies when it has no query. */
export function parseRtmpName(name: string, appQuery = ''): MediaTarget | undefined {
  const [stream, search] = splitAtQuestionMark(name)
  return toTarget(stream, [appQuery, search].filter(part => part !== '').join('&'))
}
