import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { PLAY_URL_PROBLEMS, checkPlayUrl } from './play-address'
import type { PlayTarget, PlayUrlProblem } from './play-address'

const wechat: PlayTarget = { mode: 'live', platform: 'wechat' }
const browser: PlayTarget = { mode: 'live', platform: 'h5' }
const call: PlayTarget = { mode: 'RTC', platform: 'wechat' }

const problemOf = (url: unknown, target: PlayTarget) => {
  const address = checkPlayUrl(url, target)
  return address.isPlayable ? undefined : address.problem
}
const protocolOf = (url: string, target: PlayTarget) => {
  const address = checkPlayUrl(url, target)
  return address.isPlayable ? address.protocol : address.problem
}

describe('live mode', () => {
  it.each<[string, PlayTarget, string]>([
    ['rtmp://127.0.0.1:1935/live/abc?txSecret=5d&txTime=6B&ticket=A_-', wechat, 'rtmp'],
    ['RTMP://host/live/abc', wechat, 'rtmp'],
    ['http://host/live/abc.flv?txSecret=5d', wechat, 'http-flv'],
    ['https://host/live/ABC.FLV', browser, 'http-flv'],
    ['wss://host/live/abc.flv?a=b/c.m3u8', browser, 'ws-flv'],
    ['ws://[::1]:8080/live/abc.flv', browser, 'ws-flv'],
    ['https://host/live/abc.m3u8?txSecret=5d', browser, 'hls'],
    ['http://host/live/ABC.M3U8', browser, 'hls'],
  ])('plays %s', (url, target, protocol) => {
    expect(protocolOf(url, target)).toBe(protocol)
  })

  it.each<[unknown, PlayTarget, PlayUrlProblem]>([
    ['https://host/live/abc.m3u8?txSecret=5d', wechat, 'HLS'],
    ['http://host/live/ABC.M3U8', wechat, 'HLS'],
    ['wss://host/live/abc.m3u8', browser, 'HLS'],
    ['https://host/live/abc.mp4', wechat, 'NOT_FLV'],
    ['https://host/live/abc?file=.flv', wechat, 'NOT_FLV'],
    ['webrtc://host/live/abc', wechat, 'UNKNOWN_PROTOCOL'],
    ['constructor://host/live/abc', wechat, 'UNKNOWN_PROTOCOL'],
    ['wss://host/live/abc.flv', wechat, 'BROWSER_ONLY'],
    ['rtmp://host/live/abc', browser, 'WECHAT_ONLY'],
    ['host/live/abc.flv', wechat, 'NOT_A_URL'],
    ['http://host', wechat, 'NOT_A_URL'],
    ['http://host/live/a bc.flv', wechat, 'NOT_A_URL'],
    ['', wechat, 'EMPTY'],
    [undefined, wechat, 'EMPTY'],
    [{ url: 'rtmp://host/live/abc' }, wechat, 'EMPTY'],
  ])('refuses %s', (url, target, problem) => {
    expect(problemOf(url, target)).toBe(problem)
  })
})

describe('a call', () => {
  const secret = '20e6d865f462dff61ada209d53c71cf9'
  const stream = 'rtmp://3891.liveplay.myqcloud.com/live/3891_test'

  it('plays the low-latency URL, with or without bizid', () => {
    expect(protocolOf(`${stream}?bizid=bizid&txTime=5FD4431C&txSecret=${secret}`, call)).toBe('rtmp')
    expect(protocolOf(`${stream}?txSecret=${secret}&txTime=5FD4431C`, call)).toBe('rtmp')
  })

  it.each<[string, PlayUrlProblem]>([
    [stream, 'RTC_UNSIGNED'],
    [`${stream}?bizid=bizid`, 'RTC_UNSIGNED'],
    [`${stream}?bizid=bizid&txTime=5FD4431C&txSerect=${secret}`, 'RTC_SECRET_MISSPELT'],
    [`${stream}?txTime=5FD4431C`, 'RTC_SECRET_MISSING'],
    [`${stream}?txTime=5FD4431C&txSecret=`, 'RTC_SECRET_MISSING'],
    [`${stream}?txTime=5FD4431C&txSecret=short`, 'RTC_SECRET_MISSING'],
    [`${stream}?txSecret=${secret}`, 'RTC_TIME_MISSING'],
    [`${stream}?txTime=soon&txSecret=${secret}`, 'RTC_TIME_MISSING'],
    [`https://host/live/abc.flv?txTime=5FD4431C&txSecret=${secret}`, 'RTC_NEEDS_RTMP'],
    ['https://host/live/abc.m3u8', 'HLS'],
  ])('refuses %s', (url, problem) => {
    expect(problemOf(url, call)).toBe(problem)
  })
})

const anyTarget = fc.record<PlayTarget>({
  mode: fc.constantFrom('live', 'RTC'), platform: fc.constantFrom('wechat', 'h5'),
})
const likelyUrl = fc.tuple(
  fc.constantFrom('rtmp', 'http', 'https', 'ws', 'wss', 'hls', ''), fc.constantFrom('://', ':', ''), fc.string(),
  fc.constantFrom('.flv', '.m3u8', ''), fc.constantFrom('?txTime=5FD4431C', '?txSerect=1', '?', '&txSecret=%E0%A4%A'),
).map(parts => parts.join(''))

test('any value gets an answer, and no reason contains the signed URL', () => {
  fc.assert(fc.property(fc.oneof(fc.anything(), fc.string(), fc.webUrl(), likelyUrl), anyTarget, (url, target) => {
    const address = checkPlayUrl(url, target)
    if (address.isPlayable) expect(address.url).toBe(url)
    else expect(address.text).toBe(PLAY_URL_PROBLEMS[address.problem])
  }))
})

test('HLS plays only in live mode of a browser, and a call needs a signed URL', () => {
  const urls = fc.tuple(fc.constantFrom('rtmp', 'https', 'wss'), fc.webPath(), fc.webQueryParameters())
    .map(([scheme, path, query]) => `${scheme}://host/live${path}?${query}`)
  fc.assert(fc.property(fc.oneof(urls, likelyUrl), anyTarget, (url, target) => {
    const address = checkPlayUrl(url, target)
    if (!address.isPlayable) return
    if (/\.m3u8$/i.test(url.split('?')[0] ?? '')) expect([address.protocol, target]).toEqual(['hls', browser])
    if (target.mode === 'RTC') expect(url).toMatch(/^rtmp:.*txSecret=/i)
  }))
})

test.each(Object.entries(PLAY_URL_PROBLEMS))('%s has a text in both languages', (_, { zh, en }) => {
  expect(zh).toMatch(/[\u4E00-\u9FFF]/)
  expect(en).toMatch(/^[\x20-\x7E]+$/)
})
