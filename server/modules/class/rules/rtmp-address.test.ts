import { describe, expect, it } from 'vitest'
import { KEYS } from '../../../../tests/support/class-server/live-world'
import { createLiveUrls } from '../urls'
import { rtmpAddress } from './rtmp-address'

const uuid = (digit: number) => `00000000-0000-4000-8000-00000000000${digit}`
const SESSION = { id: uuid(1), lessonId: uuid(2), stream: 's1' }
const READER = { memberId: uuid(3), publicUrl: 'https://class.example.com' }

const urlsWith = (rtmpPublicUrl: string | undefined) =>
  createLiveUrls({ keys: KEYS, rtmpPort: () => 1936, rtmpPublicUrl, now: () => new Date('2026-11-30T08:00:00Z') })

describe('RTMP URLs', () => {
  it('use the host of the public URL and the port of the relay', () => {
    const urls = urlsWith(undefined)
    expect(urls.play(SESSION, READER).rtmp).toMatch(/^rtmp:\/\/class\.example\.com:1936\/live\/s1\?/)
    expect(urls.rtmp(READER.publicUrl)).toEqual({ host: 'class.example.com', port: 1936 })
  })

  it('use the proxy in front of the relay, and change no other URL', () => {
    const urls = urlsWith('rtmp://live.example.com:443')
    expect(urls.play(SESSION, READER).rtmp).toMatch(/^rtmp:\/\/live\.example\.com:443\/live\/s1\?/)
    expect(urls.rtmp(READER.publicUrl)).toEqual({ host: 'live.example.com', port: 443 })
    expect(urls.play(SESSION, READER).flv).toMatch(/^https:\/\/class\.example\.com\/live\/s1\.flv\?/)
    expect(urls.play(SESSION, READER).hls).toMatch(/^https:\/\/class\.example\.com\/live\/s1\.m3u8\?/)
  })

  it('use port 1935 if the public URL names none', () => {
    const address = { publicUrl: READER.publicUrl, rtmpPort: 1936 }
    expect(rtmpAddress({ ...address, rtmpPublicUrl: 'rtmp://live.example.com' }))
      .toEqual({ host: 'live.example.com', port: 1935 })
    expect(rtmpAddress({ ...address, rtmpPublicUrl: 'rtmp://[2001:db8::1]:443' }))
      .toEqual({ host: '[2001:db8::1]', port: 443 })
  })
})
