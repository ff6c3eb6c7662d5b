import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { CODE_SECTIONS, guideCodes, withGuideCodes } from '../../scripts/lib/guide-codes'
import { PLAYER_SINCE, PUSHER_SINCE } from '../../src/platform/capabilities/table'
import { PLAYER_EVENTS } from '../../src/features/codes/player-events'
import { PUSHER_EVENTS } from '../../src/features/codes/pusher-events'
import { PUSHER_PROFILES } from '../../src/features/pusher/rules/pusher-profiles'

const page = readFileSync('docs/guide-coverage.md', 'utf8')
const sections = new Map(page.split('\n## ').slice(1).map(text => [text.split('\n')[0] ?? '', text]))

interface Row { section: string, cells: string[] }

const rowsOf = (section: string): Row[] => (sections.get(section) ?? '').split('\n')
  .filter(line => line.startsWith('| '))
  .slice(1)
  .map(line => ({ section, cells: line.split(/(?<!\\)\|/).slice(1, -1).map(cell => cell.trim()) }))
const rows = [...sections.keys()].flatMap(rowsOf)
const keysOf = (section: string): string[] => rowsOf(section).map(({ cells: [key = ''] }) => key)
const pathsOf = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path)

/** WeChat's attribute for a Vue prop: in kebab case, except for one in camel case. */
const toAttribute = (prop: string) =>
  prop === 'enableVideoCustomRender' ? prop : prop.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
const quoted = (names: readonly string[]) => names.map(name => `\`${name}\``)

describe('docs/guide-coverage.md', () => {
  test('has sections with rows', () => {
    expect(sections.size).toBeGreaterThan(0)
    for (const section of sections.keys()) expect(keysOf(section).length, section).toBeGreaterThan(0)
  })

  test('has four cells in every row, none of them empty', () => {
    for (const { section, cells } of rows) {
      expect(cells, section).toHaveLength(4)
      for (const cell of cells) expect(cell, cells[0]).not.toBe('')
    }
  })

  test.each([...sections.keys()])('has no row of "%s" twice', section => {
    const keys = keysOf(section)
    expect(new Set(keys).size).toBe(keys.length)
  })

  test('names existing places and tests, each in its column', () => {
    for (const { cells: [key, , places, tests] } of rows) {
      for (const cell of [places, tests]) {
        const paths = pathsOf(cell)
        expect(paths.length, key).toBeGreaterThan(0)
        expect(paths.filter(path => !existsSync(path)), key).toEqual([])
      }
      const replayed = /^(?:src\/features\/recovery\/traces|tests\/e2e\/h5-codes\/recordings)\/.+\.json$/
      expect(pathsOf(tests).filter(path => !path.endsWith('.test.ts') && !replayed.test(path)), key).toEqual([])
      expect(pathsOf(places).filter(path => path.endsWith('.test.ts')), key).toEqual([])
    }
  })

  test('has the codes of the tables: otherwise run npx tsx scripts/guide-coverage.ts', () => {
    expect(page).toBe(withGuideCodes(page))
    for (const component of ['player', 'pusher'] as const) {
      expect(sections.get(CODE_SECTIONS[component])).toContain(guideCodes(component))
    }
  })

  test.each([
    [CODE_SECTIONS.player, PLAYER_EVENTS],
    [CODE_SECTIONS.pusher, PUSHER_EVENTS],
  ])('has every number in "%s"', (section, table) => {
    expect(keysOf(section).map(key => Number(pathsOf(key)[0]))).toEqual(Object.values(table).map(({ code }) => code))
  })

  test.each([
    ['live-player', PLAYER_SINCE],
    ['live-pusher', PUSHER_SINCE],
  ])('has every attribute, event and command of <%s>', (name, since) => {
    expect(keysOf(`${name}：属性`).sort()).toEqual(quoted(Object.keys(since.attributes).map(toAttribute)).sort())
    const handlers = Object.keys(since.events).map(event => `bind${event}`)
    expect(keysOf(`${name}：事件`).sort()).toEqual(quoted(handlers).sort())
    expect(keysOf(`${name}：方法`)).toEqual(expect.arrayContaining(quoted(Object.keys(since.commands))))
  })

  test('has the seven rows of parameters with the numbers of the table', () => {
    const scenes = Object.values(PUSHER_PROFILES).map(({ scene, mode, minBitrateKbps, maxBitrateKbps, audioQuality }) =>
      `${scene.zh} ${mode} ${minBitrateKbps}–${maxBitrateKbps} ${audioQuality}`)
    expect(keysOf('live-pusher：参数设置')).toEqual(expect.arrayContaining(scenes))
  })
})

describe('statements of the guide about things outside the code', () => {
  test.each([
    'AppID', '教育', '在线视频课程', '社交', '直播', '医疗', '互联网医院', '金融', '汽车预售服务', '政府主体帐号', '视频客服',
    'personal accounts never', '接口设置', '实时播放音视频流', '实时录制音视频流', 'delete the mini-program', '不校验合法域名',
    'request 合法域名', 'DevTools support neither tag',
  ])('docs/wechat.md covers %s', word => {
    expect(readFileSync('docs/wechat.md', 'utf8').replaceAll('\n', ' ')).toContain(word)
  })
})

describe('pages around a port', () => {
  const pages = ['src/pages/watch/watch.vue', 'src/pages/teacher/broadcast.vue']

  test.each(pages)('%s has the port in no element that scrolls or moves', path => {
    const source = readFileSync(path, 'utf8')
    expect(source).toMatch(/<Live(?:Player|Pusher)Port\b/)
    expect(source).not.toMatch(/<(?:scroll-view|swiper|picker-view|movable-view)\b/)
  })

  test.each([
    'src/platform/live-player.vue', 'src/platform/live-pusher.vue',
  ])('%s fills its container: the tags\' own sizes differ', path => {
    const [, style = ''] = readFileSync(path, 'utf8').split('<style>')
    expect(style).toMatch(/\.live-(?:player|pusher) \{[^}]*width: 100%;[^}]*height: 100%;/)
  })
})
