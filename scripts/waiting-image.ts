/** Draws static/waiting-image.png, which students see while the teacher is away: `npx tsx scripts/waiting-image.ts`. */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { chromium } from 'playwright-core'

const ROOT = resolve(import.meta.dirname, '..')
/** Portrait format 9:16, like the stream of a class; small, because the package contains it. */
const SIZE = { width: 540, height: 960 }

const browser = await chromium.launch({
  executablePath: process.env.KAIKE_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
})
try {
  const page = await browser.newPage({ viewport: SIZE })
  const svg = readFileSync(join(ROOT, 'scripts/pictures/waiting-image.svg'), 'utf8')
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`)
  await page.screenshot({ path: join(ROOT, 'static/waiting-image.png') })
} finally {
  await browser.close()
}
