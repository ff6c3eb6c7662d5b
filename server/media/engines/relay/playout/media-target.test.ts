import { expect, test } from 'vitest'
import { parseFlvUrl, parseRtmpName, splitRtmpApp } from './media-target'

test('reads the stream and its query', () => {
  const target = { stream: 'lesson_1-a', query: { txSecret: 'ab', ticket: 'x=y' } }
  expect(parseFlvUrl('/live/lesson_1-a.flv?txSecret=ab&ticket=x%3Dy')).toEqual(target)
  expect(parseRtmpName('lesson_1-a?txSecret=ab&ticket=x%3Dy')).toEqual(target)
  expect(parseRtmpName('plain')).toEqual({ stream: 'plain', query: {} })
})

test('the RTMP application may end with a slash or the query', () => {
  expect(splitRtmpApp('live')).toEqual({ app: 'live', search: '' })
  expect(splitRtmpApp('live/')).toEqual({ app: 'live', search: '' })
  expect(splitRtmpApp('live?ticket=1')).toEqual({ app: 'live', search: 'ticket=1' })
  expect(parseRtmpName('a?ticket=2', 'ticket=1&txTime=3')).toEqual({ stream: 'a', query: { ticket: '2', txTime: '3' } })
  expect(parseRtmpName('a', 'x=1&'.repeat(40))).toBeUndefined()
})

test.each([
  undefined, '', '/', '/live/', '/live/.flv', '/live/a', '/live/a.flv/b', '/other/a.flv', '//live/a.flv',
  '/live/../a.flv', '/live/%2e%2e.flv', `/live/${'x'.repeat(129)}.flv`, `/live/a.flv?${'x'.repeat(5000)}`,
  `/live/a.flv?${'x=1&'.repeat(40)}`, 'not a url', '/live/a\r\nb.flv',
])('%j is no media', url => {
  expect(parseFlvUrl(url)).toBeUndefined()
})

test.each([
  '', '../a', 'a/b', 'a\r\nb', 'a b', '中文', 'x'.repeat(60_000), '?ticket=1',
])('%.20j is not a stream name', name => {
  expect(parseRtmpName(name)).toBeUndefined()
})

test('a broken escape in the query is text, not an error', () => {
  expect(parseFlvUrl('/live/a.flv?ticket=%zz')).toEqual({ stream: 'a', query: { ticket: '%zz' } })
})
