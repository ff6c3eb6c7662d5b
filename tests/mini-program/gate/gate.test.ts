import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { budgetRows, packageSizes } from '../../../scripts/check-sizes.mjs'
import { readSinceTable } from '../bundle/base-library'
import { BUILD_FOLDER, readBuild } from '../bundle/build-files'
import type { BuildFiles } from '../bundle/build-files'
import {
  activeStyles, heavyMedia, misplacedCode, plainAddresses, privacyNeeds, tooNewApis, unreachedModules, unusedComponents, usedApis,
} from './audit'
import { compileForUpload } from './compiled-result'
import { officialCompilers } from './official-compilers'

/** What docs/wechat.md promises. */
const MINIMUM_BASE_LIBRARY = '2.10.3'
/** Newer, and called only where it exists. */
const GUARDED = new Set(['getWindowInfo'])

/** The uploader's code for old phones is longer than ours (571 KB of 489); it may only become less. WeChat allows 2 MB. */
const UPLOADED_MAIN_LIMIT_BYTES = 590_000
const UPLOADED_LIMIT_BYTES = 1_000_000

/** APIs without a version of their own, which WeChat has always had. */
const OLD_APIS = new Set([
  'request', 'connectSocket', 'setStorageSync', 'getStorageSync', 'removeStorageSync', 'navigateTo', 'redirectTo', 'navigateBack', 'showToast',
  'setNavigationBarTitle', 'stopPullDownRefresh', 'getNetworkType', 'onNetworkStatusChange', 'login', 'getSetting', 'openSetting',
])

describe('the build of the mini-program', () => {
  let build: BuildFiles
  const since = readSinceTable()

  beforeAll(() => {
    if (!existsSync(`${BUILD_FOLDER}/app.json`)) throw new Error(`No build in ${BUILD_FOLDER}: run npm run build:mp-weixin first`)
    build = readBuild(BUILD_FOLDER)
  })

  it('is small enough to start at once', () => {
    for (const { name, bytes, limit } of budgetRows(packageSizes(BUILD_FOLDER))) expect(bytes, name).toBeLessThan(limit)
    expect(heavyMedia(build)).toEqual([])
  })

  it('carries no component and no module that nobody uses', () => {
    expect(unusedComponents(build)).toEqual([])
    expect(unreachedModules(build)).toEqual([])
  })

  it('keeps in the main package nothing that only one subpackage needs', () => {
    expect(misplacedCode(build)).toEqual([])
  })

  it('keeps code and texts of the pusher off a student\'s phone', () => {
    const main = build.paths.filter(path => path.endsWith('.js') && build.packageOf(path) === '').map(build.read).join('\n')
    // A code's name, a state and a text that only the teacher's half has.
    for (const text of ['PUSH_ERR_NET_DISCONNECT', 'taken-over', '已在另一台设备上直播']) {
      expect(main.includes(text), text).toBe(false)
    }
  })

  it('names no address without TLS, and no picture from outside', () => {
    expect(plainAddresses(build)).toEqual([])
  })

  it('presses by hover-class and not by :active', () => {
    expect(activeStyles(build)).toEqual([])
  })

  it('calls nothing that its oldest base library lacks', () => {
    const used = usedApis(build, since, OLD_APIS)
    expect(used).toContain('request')
    expect(tooNewApis(used.filter(name => !GUARDED.has(name)), since, MINIMUM_BASE_LIBRARY)).toEqual([])
    expect(readFileSync('docs/wechat.md', 'utf8')).toContain(MINIMUM_BASE_LIBRARY)
  })

  it('has every private API in the privacy guide of docs/wechat.md, and no other', () => {
    const section = readFileSync('docs/wechat.md', 'utf8').split('\n## ').find(text => text.startsWith('5. Privacy')) ?? ''
    // The second table is what the school collects by itself, without an API of WeChat's.
    const [guide = ''] = section.split('your own collection')
    const declared = [...guide.matchAll(/^\| ([^|\s]+) \(/gm)].map(([, need = '']) => need)
    expect(declared.sort()).toEqual(privacyNeeds(build, usedApis(build, since, OLD_APIS)).sort())
  })

  it('passes WeChat\'s own compilers', () => {
    const { templates, styles } = officialCompilers(build)
    expect(templates).toEqual([])
    expect(styles).toEqual([])
  })
})

describe.concurrent('WeChat\'s own uploader, offline', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kaike-upload-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('takes the build, and what it would upload is small', async () => {
    const output = join(folder, 'uploaded')
    expect(await compileForUpload(resolve(BUILD_FOLDER), output)).toBeUndefined()
    const sizes = packageSizes(output)
    expect(sizes.size).toBeGreaterThan(2)
    for (const [root, bytes] of sizes) {
      expect(bytes, root).toBeGreaterThan(10_000)
      expect(bytes, root).toBeLessThan(root === '' ? UPLOADED_MAIN_LIMIT_BYTES : UPLOADED_LIMIT_BYTES)
    }
  })

  it('names a component that is missing', async () => {
    const broken = join(folder, 'broken')
    const file = 'pages/me/me.json'
    cpSync(BUILD_FOLDER, broken, { recursive: true })
    const text = readFileSync(join(broken, file), 'utf8')
    expect(text).toContain('"k-page":')
    writeFileSync(join(broken, file), text.replace('"k-page":', '"k-gone": "/components/gone", "k-page":'))
    const problem = await compileForUpload(broken, join(folder, 'nothing'))
    expect(problem).toContain(file)
    expect(problem).toContain('k-gone')
  })
})

describe('the table of versions', () => {
  it('is WeChat\'s', () => {
    const since = readSinceTable()
    expect(since).toMatchObject({
      'getWindowInfo': '2.20.1',
      'getPrivacySetting': '2.32.3',
      'LivePusherContext.startPreview': '2.7.0',
      'LivePlayerContext.requestBackgroundPlayback': '2.14.3',
    })
    expect(since.request).toBeUndefined()
    expect(Object.keys(since).length).toBeGreaterThan(150)
  })
})
