import { describe, expect, it } from 'vitest'
import { isAllowedOrigin } from './origin'

const ALLOWED = ['https://h5.school.example']
const allows = (origin: string | undefined) => isAllowedOrigin(origin, 'live.school.example:8080', ALLOWED)

describe('the origin of a channel', () => {
  it.each([
    ['our own page', 'http://live.school.example:8080'],
    ['a configured page', 'https://h5.school.example'],
    ['a client that is no browser', undefined],
    ['a mini-program', 'https://servicewechat.com'],
    ['a mini-program on iOS', 'weapp://wechat-game-runtime'],
    ['wx.connectSocket, which joins two', 'https://live.school.example:8080,undefined'],
  ])('is accepted from %s', (_, origin) => {
    expect(allows(origin)).toBe(true)
  })

  it.each([
    ['another site', 'https://evil.example'],
    ['another port of this host', 'http://live.school.example:9090'],
    ['a configured name under http', 'http://h5.school.example'],
    ['a name that only begins like ours', 'http://live.school.example:8080.evil.example'],
    ['a sandboxed frame', 'null'],
    ['our own page joined with another', 'http://live.school.example:8080,https://evil.example'],
    ['what is no address', 'http://['],
  ])('is refused from %s', (_, origin) => {
    expect(allows(origin)).toBe(false)
  })
})
