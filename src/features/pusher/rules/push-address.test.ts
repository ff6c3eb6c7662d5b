import { expect, test } from 'vitest'
import { splitPushUrl } from './push-address'

test('the stream with its signature is the key, and the rest is the server', () => {
  expect(splitPushUrl('rtmp://127.0.0.1:1935/live/abc123?txSecret=5d&txTime=6B&ticket=A_-')).toEqual({
    server: 'rtmp://127.0.0.1:1935/live',
    streamKey: 'abc123?txSecret=5d&txTime=6B&ticket=A_-',
  })
})

test('a slash in the signature does not split the URL', () => {
  expect(splitPushUrl('rtmp://host/live/abc?a=b/c')).toEqual({ server: 'rtmp://host/live', streamKey: 'abc?a=b/c' })
})
