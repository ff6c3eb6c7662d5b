/** Validation of play URLs. URLs are signed: they are never logged and never part of a reason. */
import type { Bilingual } from '@/features/codes/event-spec'
import type { PlayerMode } from './player-profiles'

/** Reasons to refuse a URL. The texts are for support; pages say that the class cannot be shown here. */
export const PLAY_URL_PROBLEMS = {
  EMPTY: { zh: '没有播放地址。', en: 'There is no play URL.' },
  NOT_A_URL: { zh: '播放地址不完整。', en: 'The play URL is not complete.' },
  HLS: {
    zh: 'live-player 不支持 HLS（m3u8），而且它的延迟比 RTMP 和 FLV 高一个数量级；请使用 rtmp:// 或 .flv 地址。',
    en: 'live-player takes no HLS (m3u8), which is also ten times as late as RTMP and FLV: use an rtmp:// or .flv URL.',
  },
  NOT_FLV: {
    zh: 'http(s) 地址必须以 .flv 结尾。',
    en: 'An http(s) URL has to end with .flv.',
  },
  UNKNOWN_PROTOCOL: {
    zh: '不支持这种协议；请使用 rtmp:// 或以 .flv 结尾的 http(s):// 地址。',
    en: 'This protocol is not supported: use rtmp://, or http(s):// ending with .flv.',
  },
  BROWSER_ONLY: {
    zh: 'ws(s):// 地址只能在浏览器中播放；微信请使用 rtmp:// 或 .flv 地址。',
    en: 'ws(s):// plays in browsers only: in WeChat use an rtmp:// or .flv URL.',
  },
  WECHAT_ONLY: {
    zh: '浏览器不能播放 rtmp:// 地址；请使用以 .flv 结尾的 http(s):// 或 ws(s):// 地址。',
    en: 'Browsers play no rtmp://: use http(s):// or ws(s):// ending with .flv.',
  },
  RTC_NEEDS_RTMP: {
    zh: 'RTC 模式只能播放超低时延的 rtmp:// 地址。',
    en: 'RTC mode plays low-latency rtmp:// URLs only.',
  },
  RTC_UNSIGNED: {
    zh: '这是普通直播地址，时延在 2 秒以上；RTC 模式需要带防盗链签名（txTime 和 txSecret）的超低时延地址。',
    en: 'This is an ordinary live URL, more than 2 seconds late: RTC mode needs the low-latency one, signed by txTime and txSecret.',
  },
  RTC_SECRET_MISSPELT: {
    zh: '地址里写的是 txSerect，这是指南示例中的拼写错误；正确的参数名是 txSecret。',
    en: 'The URL says txSerect, a slip of the guide\'s own example: the parameter is txSecret.',
  },
  RTC_SECRET_MISSING: {
    zh: '超低时延地址缺少 txSecret，或它不是 32 位的十六进制数。',
    en: 'The low-latency URL lacks txSecret, or it is not 32 hexadecimal digits.',
  },
  RTC_TIME_MISSING: {
    zh: '超低时延地址缺少 txTime，或它不是十六进制的时间。',
    en: 'The low-latency URL lacks txTime, or it is not a hexadecimal time.',
  },
} as const satisfies Record<string, Bilingual>

export type PlayUrlProblem = keyof typeof PLAY_URL_PROBLEMS

export type PlayProtocol = 'rtmp' | 'http-flv' | 'ws-flv' | 'hls'

export type PlayAddress =
  | { isPlayable: true, url: string, protocol: PlayProtocol }
  | { isPlayable: false, problem: PlayUrlProblem, text: Bilingual }

export interface PlayTarget {
  mode: PlayerMode
  platform: 'wechat' | 'h5'
}

const refuse = (problem: PlayUrlProblem): PlayAddress =>
  ({ isPlayable: false, problem, text: PLAY_URL_PROBLEMS[problem] })

interface UrlParts { scheme: string, path: string, query: ReadonlyMap<string, string> }

/** Parsed by hand because WeChat's JavaScript has no `URL`. Undefined without a host or a path. */
function splitUrl(url: string): UrlParts | undefined {
  const found = /^([a-z][a-z0-9+.-]*):\/\/[^/?#\s]+(\/[^?#\s]+)(?:\?([^#\s]*))?(?:#\S*)?$/i.exec(url)
  const [, scheme = '', path = '', query = ''] = found ?? []
  if (!scheme) return undefined
  const pairs = query.split('&').filter(Boolean).map((pair): [string, string] => {
    const [key = '', ...value] = pair.split('=')
    return [key, value.join('=')]
  })
  return { scheme: scheme.toLowerCase(), path, query: new Map(pairs) }
}

/**
 * The guide has two kinds: an ordinary live URL, and a low-latency URL with an anti-leech signature. `bizid` is in its
 * example and optional. Only the engine can tell whether the signature is correct and not expired.
 */
function rtcProblem({ scheme, query }: UrlParts): PlayUrlProblem | undefined {
  if (scheme !== 'rtmp') return 'RTC_NEEDS_RTMP'
  if (!query.has('txSecret') && query.has('txSerect')) return 'RTC_SECRET_MISSPELT'
  if (!query.has('txSecret') && !query.has('txTime')) return 'RTC_UNSIGNED'
  if (!/^[0-9a-f]{1,16}$/i.test(query.get('txTime') ?? '')) return 'RTC_TIME_MISSING'
  return /^[0-9a-f]{32}$/i.test(query.get('txSecret') ?? '') ? undefined : 'RTC_SECRET_MISSING'
}

const PROTOCOL_BY_SCHEME: ReadonlyMap<string, PlayProtocol> =
  new Map([['rtmp', 'rtmp'], ['http', 'http-flv'], ['https', 'http-flv'], ['ws', 'ws-flv'], ['wss', 'ws-flv']])

/** Whether `url` may go to the player, and the reason if not. Accepts any value. */
export function checkPlayUrl(url: unknown, { mode, platform }: PlayTarget): PlayAddress {
  if (typeof url !== 'string' || url.trim() === '') return refuse('EMPTY')
  const parts = splitUrl(url)
  if (!parts) return refuse('NOT_A_URL')
  const protocol = PROTOCOL_BY_SCHEME.get(parts.scheme)
  if (/\.m3u8$/i.test(parts.path)) {
    // Browsers without Media Source can play HLS only.
    const isPlayable = platform === 'h5' && mode === 'live' && protocol === 'http-flv'
    return isPlayable ? { isPlayable, url, protocol: 'hls' } : refuse('HLS')
  }
  if (!protocol) return refuse('UNKNOWN_PROTOCOL')
  if (protocol !== 'rtmp' && !/\.flv$/i.test(parts.path)) return refuse('NOT_FLV')
  if (mode === 'RTC') {
    const problem = rtcProblem(parts)
    if (problem) return refuse(problem)
  }
  if (platform === 'wechat' && protocol === 'ws-flv') return refuse('BROWSER_ONLY')
  if (platform === 'h5' && protocol === 'rtmp') return refuse('WECHAT_ONLY')
  return { isPlayable: true, url, protocol }
}
