// @vitest-environment happy-dom
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BUILD_FOLDER, readBuild, pagesOf } from '../bundle/build-files'

interface Simulated {
  attach: (parent: Element) => void
  detach: () => void
  dom: Element
  instance: Record<string, unknown>
}
interface Simulate { load: (path: string, options: object) => string, render: (id: string) => Simulated }

/** The WeChat APIs that pages call during their creation. */
const wx = {
  getSystemInfoSync: () => ({
    language: 'zh_CN', platform: 'ios', SDKVersion: '3.10.0', windowWidth: 375, windowHeight: 812, statusBarHeight: 25,
  }),
  getWindowInfo: () => ({ windowWidth: 375, windowHeight: 812, statusBarHeight: 25 }),
  getMenuButtonBoundingClientRect: () => ({ left: 281, top: 29, right: 368, bottom: 61, width: 87, height: 32 }),
  getStorageSync: () => '',
  setStorageSync: () => {},
  removeStorageSync: () => {},
  getNetworkType: () => {},
  onNetworkStatusChange: () => {},
  onAudioInterruptionBegin: () => {},
  offAudioInterruptionBegin: () => {},
  onAudioInterruptionEnd: () => {},
  offAudioInterruptionEnd: () => {},
  setKeepScreenOn: () => {},
  canIUse: () => true,
  reLaunch: () => {},
  redirectTo: () => {},
}

/** Checks templates and components with WeChat's older framework (exparser) and WeChat's compiler. */
describe('under miniprogram-simulate', () => {
  // Inside the repository, whose package.json has "type": "module", Node does not load the build as CommonJS.
  const folder = mkdtempSync(join(tmpdir(), 'kaike-simulate-'))
  const require = createRequire(import.meta.url)
  let simulate: Simulate

  beforeAll(() => {
    cpSync(BUILD_FOLDER, folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }')
    let app: Record<string, unknown> | undefined
    Object.assign(globalThis, {
      wx,
      App: (definition: Record<string, unknown>) => { app = definition },
      getApp: () => app,
      Page: () => {},
      getCurrentPages: () => [],
    })
    simulate = require('miniprogram-simulate') as Simulate
    require(join(folder, 'app.js'))
    ;(app?.onLaunch as (options: object) => void)({})
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.each(pagesOf(readBuild(BUILD_FOLDER).app))('mounts %s', path => {
    const page = simulate.render(simulate.load(join(folder, path), { rootPath: folder, compiler: 'official' }))
    Object.assign(page.instance, { route: path })
    const parent = document.createElement('div')
    page.attach(parent)
    expect(page.instance.$vm).toBeDefined()
    expect(parent.querySelectorAll('*').length).toBeGreaterThan(0)
    page.detach()
  })
})
