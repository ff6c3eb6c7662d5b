import '../../../tests/support/client/fake-server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CHANNEL_CLOSE } from '@contract/channel/close'
import type { ServerMessage } from '@contract/channel/messages'
import type { LiveSnapshot } from '@contract/class/snapshot'
import { ApiError, clientError } from '@/http/api-error'
import { LessonChannel } from './channel'
import type { ChannelLink } from './channel'
import type { SocketListener } from './channel-socket'

const snapshot = (phase: LiveSnapshot['phase'], viewers = 0): LiveSnapshot => ({
  lessonId: 'lesson', phase, sessionId: null, startedAt: null, interruptedAt: null, graceEndsAt: null,
  endedAt: null, endReason: null, publisherDevice: null, viewers, peakViewers: 0,
  serverTime: '2026-11-23T08:00:00.000Z',
})
const hello = (phase: LiveSnapshot['phase'], seq = 0, epoch = 'e'): ServerMessage =>
  ({ type: 'hello', epoch, seq, live: snapshot(phase), beatSeconds: 10 })

interface Peer extends SocketListener { url: string, dropped: boolean }

let peers: Peer[]
let links: ChannelLink[]
let heard: string[]
const getUrl = vi.fn<() => Promise<string>>()
const poll = vi.fn<() => Promise<LiveSnapshot>>()
const onRefused = vi.fn()

/** `random: () => 1` selects the longest delay of the jitter, so that all times are known. */
const open = async () => {
  const channel = new LessonChannel({
    getUrl, poll, onRefused,
    onSnapshot: live => heard.push(live.phase),
    onViewers: count => heard.push(`viewers ${count}`),
    onServerTime: serverTime => heard.push(serverTime),
    onLink: link => links.push(link),
    random: () => 1,
    connect(url, listener) {
      const peer: Peer = { ...listener, url, dropped: false }
      peers.push(peer)
      return { drop: () => { peer.dropped = true } }
    },
  })
  channel.open()
  await vi.advanceTimersByTimeAsync(0)
  return channel
}

const say = (message: ServerMessage) => peers.at(-1)?.onText(JSON.stringify(message))
const close = (code = 1006) => peers.at(-1)?.onClosed(code)
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

beforeEach(() => {
  vi.useFakeTimers()
  peers = []
  links = []
  heard = []
  getUrl.mockReset().mockImplementation(async () => `ws://server/channel?${getUrl.mock.calls.length}`)
  poll.mockReset().mockResolvedValue(snapshot('live'))
  onRefused.mockReset()
})
afterEach(() => vi.useRealTimers())

describe('a channel', () => {
  it('passes on state, viewers and the server\'s clock', async () => {
    await open()
    say(hello('open'))
    say({ type: 'live', epoch: 'e', seq: 1, live: snapshot('live') })
    say({ type: 'viewers', count: 7 })
    say({ type: 'beat', serverTime: '2026-11-23T08:00:10.000Z' })
    expect(heard).toEqual(['open', 'live', 'viewers 7', '2026-11-23T08:00:10.000Z'])
    expect(links).toEqual(['connecting', 'open'])
  })

  it('ignores a state with a number that is not new', async () => {
    await open()
    say(hello('live', 4))
    say({ type: 'live', epoch: 'e', seq: 4, live: snapshot('interrupted') })
    say({ type: 'live', epoch: 'e', seq: 3, live: snapshot('open') })
    expect(heard).toEqual(['live'])
  })

  it.each([['a gap', 'e', 3], ['a new epoch', 'f', 1]])('requests the state after %s', async (_, epoch, seq) => {
    await open()
    say(hello('open'))
    poll.mockResolvedValue(snapshot('interrupted'))
    say({ type: 'live', epoch, seq, live: snapshot('live') })
    await pass(0)
    expect(heard).toEqual(['open', 'live', 'interrupted'])
  })

  it.each([
    'not json', 'null', '42', '{}', '{"type":"toString"}', '{"type":"from the future"}',
  ])('ignores %s', async text => {
    await open()
    say(hello('open'))
    peers.at(-1)?.onText(text)
    expect(heard).toEqual(['open'])
    expect(peers.at(-1)?.dropped).toBe(false)
  })

  it('reconnects after three missed beats, not before', async () => {
    await open()
    say(hello('live'))
    await pass(29_999)
    expect(peers).toHaveLength(1)
    await pass(1 + 300)
    expect(peers[0]?.dropped).toBe(true)
    expect(peers).toHaveLength(2)
  })
})

describe('a lost channel', () => {
  it('reconnects with the same URL within 300 ms and gets the current state', async () => {
    await open()
    say(hello('open'))
    close()
    await pass(300)
    expect(peers.map(({ url }) => url)).toEqual(['ws://server/channel?1', 'ws://server/channel?1'])
    say(hello('live'))
    expect(heard).toEqual(['open', 'live'])
    expect(links).toEqual(['connecting', 'open', 'connecting', 'open'])
  })

  it('never waits longer than 1 s between two tries', async () => {
    await open()
    say(hello('live'))
    close()
    for (let n = 0; n < 20; n += 1) {
      await pass(1_000)
      close()
    }
    expect(peers.length).toBeGreaterThan(20)
  })

  it('polls every 3 s while WebSocket is blocked, and stops once the channel opens', async () => {
    await open()
    close()
    await pass(300)
    close()
    expect(links.at(-1)).toBe('polling')
    await pass(600)
    close()
    await pass(2_400)
    expect(heard).toEqual(['live'])
    expect(peers.length).toBeGreaterThan(3)
    say(hello('interrupted'))
    await pass(10_000)
    expect(heard).toEqual(['live', 'interrupted'])
    expect(links.at(-1)).toBe('open')
  })

  it('ignores a poll answer that is older than a message of the channel', async () => {
    await open()
    close()
    await pass(300)
    close()
    let answer = (_: LiveSnapshot) => {}
    poll.mockReturnValue(new Promise(resolve => { answer = resolve }))
    await pass(3_000)
    say(hello('interrupted'))
    answer(snapshot('live'))
    await pass(0)
    expect(heard).toEqual(['interrupted'])
  })

  it('replaces a connection that sends no hello', async () => {
    await open()
    await pass(5_000 + 300)
    expect(peers[0]?.dropped).toBe(true)
    expect(peers).toHaveLength(2)
  })

  it('reconnects at once when the network is back, but keeps an open connection', async () => {
    const channel = await open()
    close()
    channel.networkRestored()
    await pass(0)
    expect(peers).toHaveLength(2)
    say(hello('live'))
    channel.networkRestored()
    await pass(0)
    expect(peers).toHaveLength(2)
  })

  it('requests the URL again until the server answers', async () => {
    getUrl.mockRejectedValueOnce(clientError('OFFLINE'))
    await open()
    expect(peers).toHaveLength(0)
    await pass(300)
    expect(peers).toHaveLength(1)
  })
})

describe('a refused channel', () => {
  it('requests a new URL when its ticket is refused', async () => {
    await open()
    close(CHANNEL_CLOSE.BAD_TICKET.code)
    await pass(300)
    expect(peers.map(({ url }) => url)).toEqual(['ws://server/channel?1', 'ws://server/channel?2'])
    expect(onRefused).not.toHaveBeenCalled()
  })

  it.each([
    'REPLACED', 'NOT_A_MEMBER', 'BAD_MESSAGE', 'LESSON_OVER',
  ] as const)('does not reconnect after %s', async reason => {
    await open()
    say(hello('live'))
    close(CHANNEL_CLOSE[reason].code)
    await pass(60_000)
    expect(onRefused.mock.calls).toEqual([[reason]])
    expect(peers).toHaveLength(1)
    expect(links.at(-1)).toBe('over')
  })

  it.each(['SERVER_RESTART', 'TOO_SLOW', 'SILENT', 'INTERNAL'] as const)('reconnects after %s', async reason => {
    await open()
    say(hello('live'))
    close(CHANNEL_CLOSE[reason].code)
    await pass(300)
    expect(peers).toHaveLength(2)
  })

  it('does not reconnect when the lesson does not exist for this member', async () => {
    const error = new ApiError('NOT_FOUND', { status: 404, message: '没有找到' })
    getUrl.mockRejectedValue(error)
    await open()
    await pass(60_000)
    expect(onRefused.mock.calls).toEqual([[error]])
    expect(getUrl).toHaveBeenCalledTimes(1)
  })
})

describe('a channel of a hidden page', () => {
  it('reconnects only when the page is shown', async () => {
    const channel = await open()
    close()
    channel.hidden()
    await pass(60_000)
    expect(peers).toHaveLength(1)
    channel.shown()
    await pass(0)
    expect(peers).toHaveLength(2)
  })

  it('keeps its connection for 5 s and replaces it after a longer time', async () => {
    const channel = await open()
    say(hello('live'))
    channel.hidden()
    await pass(4_000)
    channel.shown()
    expect(peers).toHaveLength(1)
    channel.hidden()
    await pass(6_000)
    channel.shown()
    await pass(0)
    expect(peers.map(({ dropped }) => dropped)).toEqual([true, false])
  })

  it('leaves no timer after it is closed', async () => {
    const channel = await open()
    close()
    await pass(300)
    close()
    channel.close()
    channel.shown()
    await pass(60_000)
    expect(poll).not.toHaveBeenCalled()
    expect(vi.getTimerCount()).toBe(0)
    expect(links.at(-1)).toBe('over')
  })
})
