import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { MiniProgram } from '../mini-program'
import { serveHost } from '../serve/host-server'
import type { HostServer } from '../serve/host-server'
import type { LiveFaults } from './live/faults'

describe('faults of the live components', () => {
  let browser: Browser
  let server: HostServer
  let phone: MiniProgram

  beforeAll(async () => {
    browser = await chromium.connect(inject('browserUrl'))
    server = await serveHost('tests/mini-program/fixtures/sample')
  })
  afterAll(async () => {
    await browser.close()
    await server.close()
  })
  afterEach(() => phone.close())

  async function open(page: 'teach' | 'watch', faults: Partial<LiveFaults>): Promise<void> {
    phone = await MiniProgram.start(browser, server, { clock: 'virtual' })
    await phone.host.setFaults(faults)
    await phone.host.navigateTo(`/pages/${page}/${page}`)
    await phone.host.advance(0)
  }
  const command = (name: string) => phone.host.callPage('command', [name])
  const told = async () => (await phone.host.appData('moments') as string[])
    .filter(text => /^(pusher|player|statistics|start|stop) /.test(text))

  it('a withheld code is not reported, and the statistics show what it stands for', async () => {
    await open('watch', { withheld: [2003, 2004] })
    await phone.host.advance(2_000)
    await phone.host.report('player', 2007)
    await phone.host.advance(2_000)
    await phone.host.report('player', 2004)
    await phone.host.advance(2_000)
    expect(await told()).toEqual([
      'player 2001', 'player 2002', 'statistics 15', 'player 2007', 'statistics 0', 'statistics 15',
    ])
  })

  it('lost statistics do not come', async () => {
    await open('watch', { losesStatistics: true })
    await phone.host.advance(10_000)
    expect((await told()).at(-1)).toBe('player 2004')
  })

  it('an unanswered command runs and calls nothing back', async () => {
    await open('teach', { unanswered: ['start'] })
    await command('start')
    await phone.host.advance(1_000)
    expect(await told()).toEqual(['pusher 1003 ', 'pusher 1007 ', 'pusher 1001 ', 'pusher 1002 '])
    await command('stop')
    await phone.host.advance(1_000)
    expect((await told()).at(-1)).toBe('stop ok')
  })

  it('a dead component takes no command', async () => {
    await open('teach', {})
    await phone.host.killLive('pusher')
    await command('start')
    await phone.host.advance(30_000)
    expect(await told()).toEqual([])
    expect(await phone.host.liveCommands('pusher')).toEqual(['start'])
  })

  it.each([['camera', -1301], ['microphone', -1302]] as const)('a busy %s is reported after the start', async (device, code) => {
    await open('teach', { busy: [device] })
    await command('start')
    await phone.host.advance(1_000)
    expect(await told()).toEqual(['start ok', `pusher ${code} `])
    await phone.host.setFaults({ busy: [] })
    await command('start')
    await phone.host.advance(1_000)
    expect((await told()).at(-1)).toBe('pusher 1002 ')
  })
})
