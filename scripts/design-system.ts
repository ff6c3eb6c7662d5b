/**
 * Draws the pictures of docs/design-system.md from the real components: `npx tsx scripts/design-system.ts`.
 * It builds a copy of the client for H5 with src/ui/gallery as its only page, and shows it in Chromium in both themes.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join, resolve } from 'node:path'
import { chromium, type Browser } from 'playwright-core'

const ROOT = resolve(import.meta.dirname, '..')
const PICTURES = join(ROOT, 'docs/images/design-system')
const LINKED = [
  'node_modules', 'contract', 'static', 'scripts',
  'vite.config.ts', 'index.html', 'package.json', 'manifest.json', 'tsconfig.json',
]
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.png': 'image/png',
}
const NOW = new Date('2026-11-23T09:52:00+08:00')

function buildGallery(folder: string): string {
  for (const name of LINKED) symlinkSync(join(ROOT, name), join(folder, name))
  cpSync(join(ROOT, 'src'), join(folder, 'src'), { recursive: true, verbatimSymlinks: true })
  const pages = JSON.parse(readFileSync(join(ROOT, 'pages.json'), 'utf8')) as { globalStyle: unknown }
  const gallery = { pages: [{ path: 'pages/gallery/gallery', style: {} }], globalStyle: pages.globalStyle }
  writeFileSync(join(folder, 'pages.json'), JSON.stringify(gallery))
  const { status, stdout, stderr } = spawnSync('npx', ['uni', 'build'], { cwd: folder, encoding: 'utf8' })
  if (status !== 0) throw new Error(`The gallery was not built:\n${stdout}${stderr}`)
  return join(folder, 'dist/build/h5')
}

/** Starts a server for the built files. */
function serve(folder: string): Promise<{ server: Server, origin: string }> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const file = join(folder, pathname === '/' ? 'index.html' : pathname)
    try {
      const body = readFileSync(file)
      response.setHeader('Content-Type', TYPES[extname(file)] ?? 'application/octet-stream').end(body)
    } catch {
      response.writeHead(404).end()
    }
  })
  return new Promise(done => server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    done({ server, origin: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : ''}` })
  }))
}

async function draw(browser: Browser, origin: string, colorScheme: 'light' | 'dark'): Promise<void> {
  const page = await browser.newPage({
    viewport: { width: 375, height: 720 }, colorScheme, locale: 'zh-CN', reducedMotion: 'reduce',
  })
  await page.clock.setFixedTime(NOW)
  await page.goto(origin)
  const parts = page.locator('.part[data-part]')
  await parts.first().waitFor()
  for (const part of await parts.all()) {
    await part.screenshot({ path: join(PICTURES, `${await part.getAttribute('data-part')}-${colorScheme}.png`) })
  }
  for (const sheet of ['sheet', 'capture-sheet', 'playback-sheet']) {
    await page.locator(`[data-part=open-${sheet}]`).click()
    await page.getByRole('dialog').waitFor()
    await page.screenshot({ path: join(PICTURES, `${sheet}-${colorScheme}.png`) })
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }
  await page.close()
}

const folder = mkdtempSync(join(tmpdir(), 'kaike-gallery-'))
try {
  mkdirSync(PICTURES, { recursive: true })
  const { server, origin } = await serve(buildGallery(folder))
  const browser = await chromium.launch({
    executablePath: process.env.KAIKE_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  })
  for (const theme of ['light', 'dark'] as const) await draw(browser, origin, theme)
  await browser.close()
  server.close()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
