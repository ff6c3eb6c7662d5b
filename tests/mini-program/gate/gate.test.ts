import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LOWEST_VERSION } from '../../../src/platform/capabilities/table'
import { budgetRows, packageSizes } from '../../../scripts/check-sizes.mjs'
import { readSinceTable } from '../bundle/base-library'
import { BUILD_FOLDER, readBuild } from '../bundle/build-files'
import type { BuildFiles } from '../bundle/build-files'
import {
  activeStyles, heavyMedia, misplacedCode, plainAddresses, privacyNeeds, tooNewApis, unreachedModules, unusedComponents,
  usedApis,
} from './audit'
import { compileForUpload } from './compiled-result'
import { officialCompilers } from './official-compilers'

/** Newer APIs that the build calls only where they exist. */
const GUARDED = new Set(['getWindowInfo'])
/** Code for one subpackage that uni-app's build puts into the main package, bytes. The limit may only decrease. */
const MISPLACED_LIMIT_BYTES = 60_000

/**
 * The uploader's code for old phones is larger than the build (571 KB from 489 KB). The limit may only decrease; WeChat
 * allows 2 MB.
 */
const UPLOADED_MAIN_LIMIT_BYTES = 590_000
const UPLOADED_LIMIT_BYTES = 1_000_000

/** APIs without a version in the typings, which every base library has. */
const OLD_APIS = new Set([
  'request', 'connectSocket', 'setStorageSync', 'getStorageSync', 'removeStorageSync', 'navigateTo', 'redirectTo',
  'navigateBack', 'showToast', 'setNavigationBarTitle', 'stopPullDownRefresh', 'getNetworkType',
  'onNetworkStatusChange', 'login', 'getSetting', 'openSetting',
])

describe('the build of the mini-program', () => {
  let build: BuildFiles
  const since = readSinceTable()

  beforeAll(() => {
    if (!existsSync(`${BUILD_FOLDER}/app.json`)) {
      throw new Error(`No build in ${BUILD_FOLDER}: run npm run build:mp-weixin first`)
    }
    build = readBuild(BUILD_FOLDER)
  })

  it('is within its size budget', () => {
    for (const { name, bytes, limit } of budgetRows(packageSizes(BUILD_FOLDER))) {
      expect(bytes, name).toBeLessThan(limit)
    }
    expect(heavyMedia(build)).toEqual([])
  })

  it('contains no unused component and no unreached module', () => {
    expect(unusedComponents(build)).toEqual([])
    expect(unreachedModules(build)).toEqual([])
  })

  it('keeps little code of single subpackages in the main package', () => {
    const misplaced = misplacedCode(build)
    const bytes = misplaced.reduce((sum, one) => sum + one.bytes, 0)
    const list = misplaced.map(one => `${one.path} (${one.root}, ${one.bytes})`).join('\n')
    expect(bytes, list).toBeLessThan(MISPLACED_LIMIT_BYTES)
  })

  it('has no address without TLS', () => {
    expect(plainAddresses(build)).toEqual([])
  })

  it('styles presses with hover-class and not with :active', () => {
    expect(activeStyles(build)).toEqual([])
  })

  it('calls no API that its oldest base library lacks', () => {
    const used = usedApis(build, since, OLD_APIS)
    expect(used).toContain('request')
    expect(tooNewApis(used.filter(name => !GUARDED.has(name)), since, LOWEST_VERSION)).toEqual([])
    expect(readFileSync('docs/wechat.md', 'utf8')).toContain(`base library **${LOWEST_VERSION}**`)
  })

  it('uses exactly the private APIs of the privacy guide in docs/wechat.md', () => {
    const sections = readFileSync('docs/wechat.md', 'utf8').split('\n## ')
    const section = sections.find(text => text.startsWith('5. Privacy')) ?? ''
    // The second table lists data that the school collects itself, without an API of WeChat.
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

describe.concurrent('WeChat\'s uploader, offline', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kaike-upload-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('accepts the build and produces a small upload', async () => {
    const output = join(folder, 'uploaded')
    expect(await compileForUpload(resolve(BUILD_FOLDER), output)).toBeUndefined()
    const sizes = packageSizes(output)
    expect(sizes.size).toBeGreaterThan(2)
    for (const [root, bytes] of sizes) {
      expect(bytes, root).toBeGreaterThan(10_000)
      expect(bytes, root).toBeLessThan(root === '' ? UPLOADED_MAIN_LIMIT_BYTES : UPLOADED_LIMIT_BYTES)
    }
  })

  it('names a missing component', async () => {
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
  it('contains the versions of WeChat\'s typings', () => {
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
