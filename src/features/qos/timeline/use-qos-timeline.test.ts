import { fakeServer, uniStub } from '../../../../tests/support/client/fake-server'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fireHook } from '../../../../tests/support/client/uni-app'
import { asMember, freshDevice, startedOverAt } from '../../../../tests/support/client/member-page'
import { useQosTimeline } from './use-qos-timeline'

const FILE = { fileName: 'kaike-qos-2026-11-23.csv', mimeType: 'text/csv', content: 'x' }
const TIMELINE = { sessionId: 's1', sessions: [], people: [], troubles: [] }
const shareFileMessage = vi.fn(({ success }: { success: () => void }) => success())
const flush = () => new Promise(done => setTimeout(done))
const asked = () => fakeServer.requests.map(({ url }) => url.replace(/^https?:\/\/[^/]+/, ''))

beforeEach(() => {
  freshDevice()
  shareFileMessage.mockClear()
  Object.assign(uniStub, {
    env: { USER_DATA_PATH: 'wxfile://usr' }, getFileSystemManager: () => ({ writeFileSync: () => {} }),
    shareFileMessage, stopPullDownRefresh: () => {},
  })
  fakeServer.on('GET /api/v1/lessons/l', () => ({ status: 200, body: { id: 'l', title: '数学' } }))
  fakeServer.on('GET /api/v1/lessons/l/live/qos', () => ({ status: 200, body: TIMELINE }))
  fakeServer.on('GET /api/v1/lessons/l/live/qos/export', () => ({ status: 200, body: FILE }))
})

async function open(role = 'teacher') {
  const page = await asMember(role, useQosTimeline)
  fireHook('onLoad', { id: 'l' })
  fireHook('onShow')
  await flush()
  return page
}

describe('the timeline\'s page', () => {
  it('redirects students to the home page', async () => {
    for (const role of ['teacher', 'admin']) expect((await open(role)).timeline.value).toMatchObject(TIMELINE)
    freshDevice()
    expect((await open('student')).timeline.value).toBeUndefined()
    expect(startedOverAt()).toBe('/pages/lessons/lessons')
  })

  it('shows and exports the chosen session', async () => {
    const page = await open()
    page.chooseSession('s0')
    await flush()
    await page.exported.exportAs('json')
    expect(asked()).toEqual(expect.arrayContaining([
      '/api/v1/lessons/l/live/qos?sessionId=s0', '/api/v1/lessons/l/live/qos/export?sessionId=s0&format=json',
    ]))
  })

  it('shares a file in WeChat by a second tap, because the request used up the first', async () => {
    const page = await open()
    await page.exported.exportAs('csv')
    expect(page.exported.ready.value).toEqual(FILE)
    expect(shareFileMessage).not.toHaveBeenCalled()
    await page.exported.sendReady()
    expect(shareFileMessage).toHaveBeenCalledTimes(1)
    expect(page.exported.ready.value).toBeUndefined()
  })

  it('keeps the file for another try when sharing is cancelled', async () => {
    shareFileMessage.mockImplementationOnce(((options: { fail: () => void }) => options.fail()) as never)
    const page = await open()
    await page.exported.exportAs('csv')
    await page.exported.sendReady()
    expect([page.exported.failure.value, page.exported.ready.value]).toEqual(['没有保存成功，请重试', FILE])
  })

  it('shows an error and keeps the content', async () => {
    const page = await open()
    fakeServer.on('GET /api/v1/lessons/l/live/qos/export', () => 'unreachable')
    await page.exported.exportAs('csv')
    expect(page.exported.failure.value).not.toBe('')
    expect(page.exported.isExporting.value).toBeUndefined()
    fakeServer.on('GET /api/v1/lessons/l/live/qos', () => 'timeout')
    await page.refresh()
    expect(page.error.value).toBeDefined()
    expect(page.timeline.value).toMatchObject(TIMELINE)
  })

  it('shows the stream only while the class is on air and the server answers', async () => {
    const stats = {
      isPublishing: true, viewers: 3, videoKbps: 900, audioKbps: 64, fps: 25, gopMs: 2_000, skips: 0, addedDelayMs: 20,
    }
    fakeServer.on(
      'GET /api/v1/lessons/l/live/stats', () => ({ status: 200, body: { stats, serverTime: '2026-11-23T00:30:05Z' } }),
    )
    fakeServer.on('GET /api/v1/lessons/l', () => ({ status: 200, body: { id: 'l', title: '数学', phase: 'open' } }))
    const before = await open()
    expect(before.timeline.value).toMatchObject(TIMELINE)
    expect(before.streamNow.value).toBeUndefined()
    fakeServer.on('GET /api/v1/lessons/l', () => ({ status: 200, body: { id: 'l', title: '数学', phase: 'live' } }))
    const page = await open()
    await vi.waitFor(() => { expect(page.streamNow.value).toEqual(stats) })
    fakeServer.on('GET /api/v1/lessons/l/live/stats', () => 'unreachable')
    fireHook('onShow')
    await vi.waitFor(() => { expect(page.streamNow.value).toBeUndefined() })
  })

  it('waits for the figures of a live stream, so that the content does not move', async () => {
    let arrive: (answer: object) => void = () => { throw new Error('no request yet') }
    fakeServer.on('GET /api/v1/lessons/l', () => ({ status: 200, body: { id: 'l', title: '数学', phase: 'live' } }))
    fakeServer.on('GET /api/v1/lessons/l/live/stats', () => new Promise(done => { arrive = done }))
    const page = await open()
    expect(page.lesson.value?.phase).toBe('live')
    expect(page.timeline.value).toBeUndefined()
    arrive({ status: 200, body: { stats: null, serverTime: '2026-11-23T00:30:05Z' } })
    await vi.waitFor(() => { expect(page.timeline.value).toMatchObject(TIMELINE) })
    fakeServer.on('GET /api/v1/lessons/l/live/stats', () => 'unreachable')
    const withoutFigures = await open()
    await vi.waitFor(() => { expect(withoutFigures.timeline.value).toMatchObject(TIMELINE) })
  })
})
