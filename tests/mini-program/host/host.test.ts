import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { MiniProgram } from '../mini-program'
import type { StartOptions } from '../mini-program'
import { serveHost } from '../serve/host-server'
import type { HostServer } from '../serve/host-server'

describe('the host of mini-programs', () => {
  let browser: Browser
  let server: HostServer
  const phones: MiniProgram[] = []

  beforeAll(async () => {
    browser = await chromium.connect(inject('browserUrl'))
    server = await serveHost('tests/mini-program/fixtures/sample')
  })
  afterAll(async () => {
    await browser.close()
    await server.close()
  })
  afterEach(async () => {
    for (const phone of phones.splice(0)) await phone.close()
  })

  async function start(options: StartOptions = {}): Promise<MiniProgram> {
    const phone = await MiniProgram.start(browser, server, options)
    phones.push(phone)
    return phone
  }
  const moments = (phone: MiniProgram) => phone.host.appData('moments') as Promise<string[]>
  const call = (phone: MiniProgram, method: string, ...args: unknown[]) => phone.host.callPage(method, args)

  it('repaints the bars of all its pages when the phone switches to dark', async () => {
    const phone = await start()
    const barColours = () => phone.page.locator('.kaike-title-bar')
      .evaluateAll(bars => bars.map(bar => getComputedStyle(bar).backgroundColor))
    await phone.host.navigateTo('/pages/second/second')
    expect(await barColours()).toEqual(['rgb(255, 255, 255)', 'rgb(255, 255, 255)'])
    await phone.wears('dark')
    expect(await barColours()).toEqual(['rgb(16, 16, 16)', 'rgb(16, 16, 16)'])
  })

  it('calls the life-cycle hooks of app and pages in WeChat\'s order', async () => {
    const phone = await start({ launch: { scene: 1007 } })
    await phone.host.navigateTo('/pages/second/second?id=a%20b')
    await phone.host.settle()
    await phone.host.back()
    await phone.host.hide()
    await phone.host.show()
    await phone.host.settle()
    expect(await moments(phone)).toEqual([
      'app launch  1007', 'app show', 'home load {}', 'home show', 'home ready',
      'home hide', 'second load {"id":"a%20b"}', 'second show', 'second ready',
      'second unload', 'home show', 'home hide', 'app hide', 'app show', 'home show',
    ])
  })

  it('opens at most ten pages in one stack', async () => {
    const phone = await start()
    await expect(phone.host.navigateTo('/pages/nowhere')).rejects.toThrow('is not found')
    for (let opened = 1; opened < 10; opened += 1) await phone.host.navigateTo('/pages/second/second')
    await expect(phone.host.navigateTo('/pages/second/second')).rejects.toThrow('webview count limit exceed')
    expect(await phone.host.stack()).toHaveLength(10)
  })

  it('loads a subpackage when its first page opens', async () => {
    const phone = await start()
    expect(await phone.host.packages()).toEqual([''])
    await phone.host.navigateTo('/sub/far')
    expect(await phone.host.packages()).toEqual(['', 'sub'])
    expect(await phone.text()).toContain('far')
  })

  it('counts the data that crosses to the view layer and refuses data that JSON cannot carry', async () => {
    const phone = await start()
    await phone.tap('box')
    expect(await phone.text()).toContain('count 1')
    const [first] = await phone.host.setDataCalls()
    expect(first).toMatchObject({
      component: 'pages/home/home', page: 'pages/home/home', bytes: '{"count":1}'.length, hidden: false,
    })
    await expect(call(phone, 'setFunction')).rejects.toThrow('data.broken.inner is a function')
    await expect(call(phone, 'setCycle')).rejects.toThrow('data.cycle.self is a cycle')
    expect((await phone.host.problems()).map(({ kind }) => kind)).toEqual(['setData', 'setData'])
  })

  it('applies WeChat\'s rules to styles: rpx, vh below the bar, classes inside their component', async () => {
    const phone = await start()
    const box = await phone.front('.box').boundingBox()
    expect(box).toMatchObject({ width: 187.5, height: (812 - 69) / 2 })
    const colour = (selector: string) => phone.front(selector).evaluate(element => getComputedStyle(element).color)
    expect(await colour('[data-testid="inner"]')).toBe('rgb(4, 5, 6)')
    expect(await colour('[data-testid="part"]')).toBe('rgb(1, 2, 3)')
  })

  it('stops a caught tap and ignores taps on a disabled button', async () => {
    const phone = await start()
    await phone.tap('inner')
    expect(await phone.text()).toContain('count 1')
    await phone.tap('off')
    expect(await phone.text()).toContain('count 1')
  })

  it('types into an input, up to its limit', async () => {
    const phone = await start()
    await phone.page.locator('wx-input .kaike-control').pressSequentially('seven77')
    expect(await phone.page.locator('[data-testid="value"]').innerText()).toBe('seven')
  })

  it('shares the content that the page returns', async () => {
    const phone = await start()
    expect(await phone.host.share()).toEqual({ title: 'from menu', path: '/pages/home/home' })
    await phone.tap('share')
    expect((await phone.host.notes()).at(-1)?.detail).toEqual({ title: 'from button', path: '/pages/home/home' })
  })

  it('has the APIs of its base library and no newer ones', async () => {
    const can = async (baseLibrary: string, ...schemas: string[]) => {
      const phone = await start({ baseLibrary })
      return Promise.all(schemas.map(schema => phone.host.canIUse(schema)))
    }
    const schemas = [
      'request', 'getWindowInfo', 'getPrivacySetting', 'LivePusherContext.setZoom', 'live-player', 'nonsense',
    ]
    expect(await can('2.10.3', ...schemas)).toEqual([true, false, false, false, true, false])
    expect(await can('2.25.0', ...schemas)).toEqual([true, true, false, false, true, false])
    expect(await can('3.10.0', ...schemas)).toEqual([true, true, true, true, true, false])
  })

  it('asks for a permission once; after a refusal only the settings change it', async () => {
    const phone = await start({ answers: { permission: false, settings: { 'scope.camera': true } } })
    const authorize = () => phone.host.callWx('authorize', { scope: 'scope.camera' })
    await expect(authorize()).rejects.toThrow('auth deny')
    await expect(authorize()).rejects.toThrow('auth deny')
    expect((await phone.host.notes()).filter(({ name }) => name === 'permissionAsked')).toHaveLength(1)
    await expect(phone.host.callWx('openSetting', {})).rejects.toThrow('TAP gesture')
    await phone.tap('box')
    expect(await phone.host.callWx('openSetting', {})).toMatchObject({ authSetting: { 'scope.camera': true } })
    await authorize()
  })

  it('returns private data only with the user\'s consent and for APIs that the guide names', async () => {
    const refusing = await start({
      privacy: { needsAuthorization: true, declared: undefined }, answers: { privacy: false },
    })
    await expect(refusing.host.callWx('getClipboardData', {})).rejects.toThrow('privacy permission is not authorized')
    const undeclared = await start({ privacy: { needsAuthorization: false, declared: [] } })
    await expect(undeclared.host.callWx('getClipboardData', {})).rejects.toThrow('not declared')
  })

  it('stores copies', async () => {
    const phone = await start()
    await phone.host.callWx('setStorage', { key: 'a', data: { b: [1] } })
    expect(await phone.host.callWx('getStorage', { key: 'a' })).toMatchObject({ data: { b: [1] } })
    await expect(phone.host.callWx('getStorage', { key: 'c' })).rejects.toThrow('data not found')
  })

  it('reaches only listed domains', async () => {
    const phone = await start({ domains: ['https://class.example.com'] })
    const request = phone.host.callWx('request', { url: 'https://other.example.com/' })
    await expect(request).rejects.toThrow('url not in domain list')
  })

  it('ends requests and stops the thread five seconds after the mini-program leaves the screen', async () => {
    const phone = await start({ clock: 'virtual' })
    const silent = createServer(() => {})
    await new Promise<void>(done => silent.listen(0, '127.0.0.1', done))
    const { port } = silent.address() as AddressInfo
    await call(phone, 'ask', `http://127.0.0.1:${port}/`)
    await phone.host.hide()
    await phone.host.advanceBlindly(4_000)
    const before = await moments(phone)
    expect(before.filter(text => text === 'tick')).toHaveLength(4)
    await phone.host.advanceBlindly(60_000)
    expect((await moments(phone)).slice(before.length)).toEqual(['tick', 'request:fail interrupted'])
    await phone.host.show()
    await phone.host.settle()
    expect((await moments(phone)).slice(before.length)).toEqual([
      'tick', 'request:fail interrupted', 'tick', 'app show', 'home show',
    ])
    silent.closeAllConnections()
    silent.close()
  })

  describe('live-player', () => {
    const watchPage = async (options: StartOptions = {}) => {
      const phone = await start({ clock: 'virtual', ...options })
      await phone.host.navigateTo('/pages/watch/watch')
      await phone.host.advance(1_000)
      return phone
    }

    it('plays by itself, reports and sends statistics every two seconds', async () => {
      const phone = await watchPage()
      await phone.host.advance(4_000)
      const told = (await moments(phone)).filter(text => /^(player|statistics)/.test(text))
      expect(told).toEqual([
        'player 2001', 'player 2002', 'player 2003', 'player 2004', 'statistics 15', 'statistics 15',
      ])
    })

    it('floats when another page opens and returns with its page', async () => {
      const phone = await watchPage()
      await phone.host.navigateTo('/pages/second/second')
      await phone.host.settle()
      expect(await phone.host.floatingPage()).toBe('pages/watch/watch')
      expect(await moments(phone)).toContain('watch hide')
      await phone.host.tapFloatingWindow()
      await phone.host.settle()
      expect(await phone.host.stack()).toEqual(['pages/home/home', 'pages/watch/watch'])
      expect(await phone.host.floatingPage()).toBeUndefined()
      expect((await moments(phone)).filter(text => text === 'player is back')).toHaveLength(1)
    })

    it('stays after its page is popped until the window is closed', async () => {
      const phone = await watchPage()
      await phone.host.back()
      await phone.host.settle()
      expect(await phone.host.stack()).toEqual(['pages/home/home'])
      expect((await phone.host.live('player'))?.floats).toBe(true)
      expect(await moments(phone)).not.toContain('watch unload')
      await phone.host.closeFloatingWindow()
      expect(await moments(phone)).toContain('watch unload')
      expect(await phone.host.live('player')).toBeUndefined()
    })

    it('returns from the window on top of the page that is open', async () => {
      const phone = await watchPage()
      await phone.host.back()
      await phone.host.tapFloatingWindow()
      await phone.host.settle()
      expect(await phone.host.stack()).toEqual(['pages/home/home', 'pages/watch/watch'])
      expect(await moments(phone)).not.toContain('watch unload')
    })
  })

  describe('live-pusher', () => {
    const teachPage = async (options: StartOptions = {}) => {
      const phone = await start({ clock: 'virtual', live: 'scripted', ...options })
      await phone.host.navigateTo('/pages/teach/teach')
      await phone.host.settle()
      return phone
    }
    const told = async (phone: MiniProgram) => (await moments(phone)).filter(text => /pusher|start|stop/.test(text))

    it.each([
      ['android', 'start 1107003 operateLivePusher:fail access denied'],
      ['ios', 'start 102 operateLivePusher:fail jsapi has no permission, runningState=background'],
    ] as const)('refuses commands in the background (%s)', async (platform, words) => {
      const phone = await teachPage({ platform })
      await phone.host.hide()
      await call(phone, 'command', 'start')
      await phone.host.settle()
      expect(await told(phone)).toEqual([words])
      await phone.host.show()
      await call(phone, 'command', 'start')
      await phone.host.settle()
      expect(await told(phone)).toEqual([words, 'start ok'])
    })

    it('asks for camera and microphone and reports a refusal by its codes', async () => {
      const phone = await teachPage({ permissions: { 'scope.camera': true, 'scope.record': false } })
      await call(phone, 'command', 'start')
      await phone.host.settle()
      expect(await told(phone)).toEqual([
        'pusher error 10002', 'pusher 10002 Not allowed to use microphone',
        'start undefined operateLivePusher:fail auth deny scope.record',
      ])
    })

    it('plays a trace on the virtual clock', async () => {
      const phone = await teachPage()
      await call(phone, 'command', 'start')
      await phone.host.play('pusher', [
        { atMs: 500, code: 1002 }, { atMs: 1_000, event: 'callBegins' }, { atMs: 9_000, code: -1307, message: 'gone' },
      ])
      expect(await told(phone)).toEqual(['start ok', 'pusher 1002 ', 'pusher 5001 ', 'pusher -1307 gone'])
      expect((await phone.host.live('pusher'))?.state).toBe('idle')
    })
  })
})
