import { describe, expect, it } from 'vitest'
import { readConfig } from './config'

describe('the environment', () => {
  it('may be empty', () => {
    expect(readConfig({})).toMatchObject({
      port: 8080, rtmpPort: 1935, host: '127.0.0.1', logLevel: 'info', publicUrl: undefined, databaseUrl: undefined,
      demo: undefined, corsOrigins: [], metricsToken: undefined, trustProxy: false,
    })
    expect(readConfig({}).dataDir).toMatch(/^\/.*\/data$/)
  })

  it('treats an empty variable as not set', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '', DEMO: ' ', BUS_URL: '', MEDIA_ENGINE: '' })).toEqual(readConfig({}))
  })

  it('is normalised', () => {
    expect(readConfig({
      PORT: '0',
      HOST: '::',
      PUBLIC_URL: 'https://Class.Example.com:443',
      RTMP_PUBLIC_URL: 'rtmp://Live.Example.com:443/',
      CORS_ORIGINS: 'https://a.example, http://b.example:81/',
      DEMO: '0',
      TRUST_PROXY: '1',
    })).toMatchObject({
      port: 0,
      host: '::',
      publicUrl: 'https://class.example.com',
      rtmpPublicUrl: 'rtmp://live.example.com:443',
      corsOrigins: ['https://a.example', 'http://b.example:81'],
      demo: false,
      trustProxy: true,
    })
  })

  it.each([
    ['PORT', 'abc'], ['PORT', '65536'], ['PORT', '-1'], ['PORT', '80.5'], ['PORT', '0x50'], ['RTMP_PORT', 'none'],
    ['HOST', 'two words'],
    ['PUBLIC_URL', 'ftp://a'], ['PUBLIC_URL', 'https://a/path'], ['PUBLIC_URL', 'https://user:pw@a'],
    ['RTMP_PUBLIC_URL', 'https://a'], ['RTMP_PUBLIC_URL', 'rtmp://a/live'], ['RTMP_PUBLIC_URL', 'rtmp://u:p@a'],
    ['RTMP_PUBLIC_URL', 'rtmp://'], ['RTMP_PUBLIC_URL', 'rtmp://a:70000'], ['RTMP_PUBLIC_URL', 'live.example.com:443'],
    ['RTMP_PUBLIC_URL', 'rtmp://a:0'], ['RTMP_PUBLIC_URL', 'rtmp://a%20b'],
    ['MEDIA_ENGINE', 'srs'], ['MEDIA_ENGINE', 'tencent-css'],
    ['DEMO', 'yes'], ['LOG_LEVEL', 'loud'], ['CORS_ORIGINS', '*'],
  ])('%s=%s is refused in one line with the allowed values', (name, value) => {
    const shown = value.replaceAll(/[.*]/g, '\\$&')
    expect(() => readConfig({ [name]: value }))
      .toThrow(new RegExp(`^${name}="${shown}" is not valid\\. Allowed: .+$`))
  })

  it.each([
    'rtmp://live.example.com', 'rtmp://192.0.2.1:1936', 'rtmp://[2001:db8::1]:443',
  ])('accepts %s as the address of RTMP', value => {
    expect(readConfig({ RTMP_PUBLIC_URL: value }).rtmpPublicUrl).toBe(value)
  })

  it.each([
    ['DATABASE_URL', 'mysql://root:hush@db'],
    ['BUS_URL', 'redis://:hush@bus'],
    ['DEMO_PASSWORD', 'hush'],
    ['METRICS_TOKEN', 'hush'],
  ])('%s is refused without its value', (name, value) => {
    expect(() => readConfig({ [name]: value }))
      .toThrow(new RegExp(`^${name}=\\(not shown\\) is not valid\\. Allowed: (?!.*hush).+$`))
  })

  it('refuses engines and the bus of later releases with a hint', () => {
    expect(() => readConfig({ MEDIA_ENGINE: 'srs' })).toThrow(/later release/)
    expect(() => readConfig({ BUS_URL: 'redis://bus' })).toThrow(/later/)
  })
})
