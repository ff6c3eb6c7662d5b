import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'

const H5 = 'dist/build/h5'
const MINI_PROGRAM = 'dist/build/mp-weixin'
/** The first start of the mini-program downloads the image. */
const MOST_BYTES = 200_000

const scriptsOf = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.js')).map(file => readFileSync(join(folder, file), 'utf8')).join('\n')

beforeAll(() => {
  for (const file of [join(H5, 'index.html'), join(MINI_PROGRAM, 'app.json')]) {
    if (!existsSync(file)) throw new Error(`${file} is missing: run \`npm run build\` first`)
  }
})

describe.each([
  ['H5', H5, 'static/waiting-image.png'],
  ['the mini-program', MINI_PROGRAM, '/static/waiting-image.png'],
])('the waiting image of %s', (_, folder, url) => {
  const file = join(folder, 'static/waiting-image.png')

  test('is a small PNG in portrait format', () => {
    const picture = readFileSync(file)
    expect(picture.subarray(1, 4).toString('latin1')).toBe('PNG')
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([540, 960])
    expect(statSync(file).size).toBeLessThan(MOST_BYTES)
  })

  test('is passed to the pusher with its MD5, without which WeChat does not show it', () => {
    const scripts = scriptsOf(folder)
    const md5 = createHash('md5').update(readFileSync(file)).digest('hex')
    expect(scripts).toMatch(new RegExp(`["']${url.replaceAll('/', '\\/')}["'],\\s*md5:\\s*["']${md5}["']`))
  })
})
