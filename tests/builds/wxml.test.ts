import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { PLAYER_SINCE, PUSHER_SINCE } from '../../src/platform/capabilities/table'
import { LIVE_PLAYER_DEFAULTS } from '../../src/platform/live-player.defaults'
import { LIVE_PUSHER_DEFAULTS } from '../../src/platform/live-pusher.defaults'

const BUILD = join(process.cwd(), 'dist/build/mp-weixin')

/** Props of the port that are not attributes of the tag. */
const OWN_PROPS = ['generation', 'allowUndocumented', 'kept']
/** WeChat's only attribute in camel case; all others are in kebab case. */
const CAMEL_CASE = 'enableVideoCustomRender'

const toAttribute = (prop: string) =>
  prop === CAMEL_CASE ? prop : prop.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
const attributesOf = (defaults: object) =>
  Object.keys(defaults).filter(prop => !OWN_PROPS.includes(prop)).map(toAttribute)

interface Tag { attributes: Map<string, string>, children: string }

/** The only element `name` of a compiled template. */
function readTag(wxml: string, name: string): Tag {
  const found = [...wxml.matchAll(new RegExp(`<${name}\\s([^>]*)>(.*?)</${name}>`, 'gs'))]
  expect(found, `<${name}> in the template`).toHaveLength(1)
  const attributes = [...(found[0]?.[1] ?? '').matchAll(/([\w:-]+)="([^"]*)"/g)]
  return {
    attributes: new Map(attributes.map(([, key = '', value = '']) => [key, value])),
    children: found[0]?.[2] ?? '',
  }
}

/** The pusher is the teacher's, so its tag lies in the teacher's subpackage. */
const PLACES: Record<string, string> = { 'live-pusher': 'pages/teacher/platform', 'live-player': 'platform' }
const read = (name: string, ending: string) => readFileSync(join(BUILD, PLACES[name] ?? '', `${name}.${ending}`), 'utf8')
const readTemplate = (name: string) => read(name, 'wxml')

const filesOfBuild = (ending: string) => readdirSync(BUILD, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith(ending))
  .map(file => join(BUILD, file))

beforeAll(() => {
  if (!existsSync(join(BUILD, 'app.json'))) {
    throw new Error('No build in dist/build/mp-weixin: run `npm run build:mp-weixin` first')
  }
  if (!existsSync(join(BUILD, 'platform'))) {
    throw new Error('The build has no platform/: no page uses live-player or live-pusher')
  }
})

describe.each([
  ['live-pusher', attributesOf(LIVE_PUSHER_DEFAULTS), Object.keys(PUSHER_SINCE.events)],
  ['live-player', attributesOf(LIVE_PLAYER_DEFAULTS), Object.keys(PLAYER_SINCE.events)],
])('<%s> of the production build', (name, wanted, events) => {
  test('binds exactly the attributes of the port: the text "false" would be true', () => {
    const { attributes } = readTag(readTemplate(name), name)
    const bound = [...attributes.keys()].filter(key => !/^(?:wx:|bind|id$|class$)/.test(key))
    expect(bound.sort()).toEqual([...wanted].sort())
    for (const attribute of wanted) expect(attributes.get(attribute), attribute).toMatch(/^\{\{.+\}\}$/)
  })

  test('binds exactly the events of the port', () => {
    const { attributes } = readTag(readTemplate(name), name)
    const bound = [...attributes].filter(([key]) => key.startsWith('bind'))
    expect(bound.map(([key]) => key).sort()).toEqual(events.map(event => `bind${event}`).sort())
    for (const [key, value] of bound) expect(value, key).toMatch(/^\{\{.+\}\}$/)
  })

  test('is a list item keyed by generation: a key on a single tag has no effect', () => {
    const { attributes } = readTag(readTemplate(name), name)
    expect(attributes.get('wx:for')).toMatch(/^\{\{\w+\}\}$/)
    const key = attributes.get('wx:key')
    expect(key).toMatch(/^\w+$/)
    expect([...attributes.keys()]).not.toContain('key')
    // The list contains the generation, and the key is the field of the item with it.
    const script = read(name, 'js')
    const list = /\[(\w+)\.generation\],\((\w+),\w+,\w+\)=>\(\{(\w+):(\w+)/.exec(script)
    expect(list, 'a list made of the generation').not.toBeNull()
    expect([list?.[3], list?.[4]]).toEqual([key, list?.[2]])
  })

  test('has the id of its context and a slot for the page\'s controls', () => {
    const { attributes, children } = readTag(readTemplate(name), name)
    const script = read(name, 'js')
    expect(script).toMatch(new RegExp(`createLive\\w+Context\\("${attributes.get('id')}",`))
    expect(children).toContain('<slot')
  })

  test('is WeChat\'s tag: no page registers a component under its name', () => {
    for (const file of filesOfBuild('.json')) {
      const page = JSON.parse(readFileSync(file, 'utf8')) as { usingComponents?: Record<string, string> }
      const { usingComponents = {} } = page
      expect(Object.keys(usingComponents), file).not.toContain(name)
    }
  })
})

test('the mini-program contains no media code of the browser', () => {
  const scripts = filesOfBuild('.js').map(file => readFileSync(file, 'utf8')).join('\n')
  for (const word of ['mpegts', 'MediaSource', 'mediabunny', 'VideoEncoder', 'getUserMedia', 'sourceBuffer']) {
    expect(scripts.includes(word), word).toBe(false)
  }
})
