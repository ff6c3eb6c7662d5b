import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'

const BUILD = join(process.cwd(), 'dist/build/mp-weixin')

const PUSHER_ATTRIBUTES = [
  'url', 'mode', 'min-bitrate', 'max-bitrate', 'audio-quality', 'enable-camera', 'enable-mic', 'device-position',
  'orientation', 'aspect', 'beauty', 'whiteness', 'fps', 'waiting-image',
]
const PLAYER_ATTRIBUTES = [
  'src', 'mode', 'autoplay', 'muted', 'orientation', 'object-fit', 'min-cache', 'max-cache', 'sound-mode',
  'auto-pause-if-navigate', 'auto-pause-if-open-native',
]

interface Tag { attributes: Map<string, string>, children: string }

/** The only element `name` of a compiled template. */
function readTag(wxml: string, name: string): Tag {
  const found = [...wxml.matchAll(new RegExp(`<${name}\\s([^>]*)>(.*?)</${name}>`, 'gs'))]
  expect(found, `<${name}> in the template`).toHaveLength(1)
  const attributes = [...(found[0]?.[1] ?? '').matchAll(/([\w:-]+)="([^"]*)"/g)]
  return { attributes: new Map(attributes.map(([, key = '', value = '']) => [key, value])), children: found[0]?.[2] ?? '' }
}

const readTemplate = (name: string) => readFileSync(join(BUILD, 'platform', `${name}.wxml`), 'utf8')

const filesOfBuild = (ending: string) =>
  readdirSync(BUILD, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith(ending)).map(file => join(BUILD, file))

beforeAll(() => {
  if (!existsSync(join(BUILD, 'app.json'))) throw new Error('No build in dist/build/mp-weixin: run `npm run build:mp-weixin` first')
  if (!existsSync(join(BUILD, 'platform'))) throw new Error('The build has no platform/: no page uses live-player or live-pusher')
})

describe.each([
  ['live-pusher', PUSHER_ATTRIBUTES, ['statechange', 'netstatus', 'error']],
  ['live-player', PLAYER_ATTRIBUTES, ['statechange', 'netstatus', 'fullscreenchange', 'error']],
])('<%s> of the production build', (name, wanted, events) => {
  test('carries every attribute of the port as a binding: text such as "false" would be true', () => {
    const { attributes } = readTag(readTemplate(name), name)
    for (const attribute of wanted) expect(attributes.get(attribute), attribute).toMatch(/^\{\{.+\}\}$/)
  })

  test('binds every event of the port', () => {
    const { attributes } = readTag(readTemplate(name), name)
    for (const event of events) expect(attributes.get(`bind${event}`), event).toMatch(/^\{\{.+\}\}$/)
  })

  test('has the id that its context is asked for, and shows the page\'s controls as its children', () => {
    const { attributes, children } = readTag(readTemplate(name), name)
    const script = readFileSync(join(BUILD, 'platform', `${name}.js`), 'utf8')
    expect(script).toMatch(new RegExp(`createLive\\w+Context\\("${attributes.get('id')}",`))
    expect(children).toContain('<slot')
  })

  test('is WeChat\'s tag: no page registers a component under its name', () => {
    for (const file of filesOfBuild('.json')) {
      const { usingComponents = {} } = JSON.parse(readFileSync(file, 'utf8')) as { usingComponents?: Record<string, string> }
      expect(Object.keys(usingComponents), file).not.toContain(name)
    }
  })
})

test('nothing of the browser\'s media code is in the mini-program', () => {
  const scripts = filesOfBuild('.js').map(file => readFileSync(file, 'utf8')).join('\n')
  for (const word of ['mpegts', 'MediaSource', 'mediabunny', 'VideoEncoder', 'getUserMedia', 'sourceBuffer']) {
    expect(scripts.includes(word), word).toBe(false)
  }
})
