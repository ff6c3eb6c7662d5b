/**
 * Draws docs/images/class.png, the README's picture of a class:
 * `npm run build && npx tsx tests/support/pictures/class.ts`.
 * It runs a real server, a teacher's phone whose fake camera shows a drawn teacher, and two students, one with a laptop
 * and one with a phone.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { Office } from '../browser/api'
import { launchChromium, PHONE, signInAs } from '../browser/browser'
import { openLesson, startClass } from '../browser/people'
import { phaseBecomes } from '../browser/picture'
import { ServerProcess } from '../browser/server-process'

const PICTURE = resolve(import.meta.dirname, '../../../docs/images/class.png')
const BOARD = { width: 1280, height: 720 }
const LAPTOP = { width: 1100, height: 688 }
const PHONE_SCREEN = { viewport: PHONE, deviceScaleFactor: 1.5 }
/** Time until the network bar shows its first measurement. */
const SETTLE_MS = 5_000

/** A teacher in front of the board. There are no letters, because the teacher's preview is mirrored. */
const BOARD_HTML = `<body style="margin:0"><svg width="1280" height="720" viewBox="0 0 1280 720">
  <defs>
    <radialGradient id="board" cx=".45" cy=".3">
      <stop stop-color="#34665a"/><stop offset="1" stop-color="#204439"/>
    </radialGradient>
  </defs>
  <rect width="1280" height="720" fill="#d9cdb4"/>
  <rect x="40" y="30" width="1200" height="590" rx="6" fill="url(#board)" stroke="#8a6a45" stroke-width="16"/>
  <g fill="none" stroke="#f3efe2" stroke-width="5" stroke-linecap="round" stroke-linejoin="round">
    <circle cx="280" cy="240" r="120"/>
    <path d="M280 240V120M280 240L384 180M280 240L384 300M280 240V360M280 240L176 300M280 240L176 180"/>
    <path d="M280 240V120A120 120 0 0 1 280 360Z" fill="#f2d47966" stroke="none"/>
    <path d="M880 350H1180L1060 130ZM1060 130V350" /><path d="M1060 326H1084V350" stroke-width="3"/>
    <path d="M150 450H410M150 510H350M890 430H1170M890 490H1090" stroke="#cfe3d8" stroke-width="6"/>
  </g>
  <g transform="translate(640 0)">
    <path d="M-190 720C-190 560 -110 505 0 505S190 560 190 720Z" fill="#2f6b4f"/>
    <path d="M-60 515L0 590L60 515L30 490H-30Z" fill="#f6f1e6"/>
    <rect x="-42" y="430" width="84" height="90" rx="38" fill="#e3b48d"/>
    <path fill="#2a2320"
      d="M-128 350C-140 200 -70 160 0 160S140 200 128 350C128 440 110 470 96 480H-96C-110 470 -128 440 -128 350Z"/>
    <path d="M-98 320C-98 240 -50 228 0 228S98 240 98 320C98 420 50 462 0 462S-98 420 -98 320Z" fill="#f0c6a2"/>
    <path fill="#2a2320"
      d="M-102 310C-90 240 -20 262 20 222C50 250 96 258 102 310C120 200 60 176 0 176S-120 200 -102 310Z"/>
    <g fill="none" stroke="#3a332d" stroke-width="6">
      <circle cx="-42" cy="335" r="30"/><circle cx="42" cy="335" r="30"/><path d="M-12 332Q0 324 12 332"/>
    </g>
    <circle cx="-42" cy="337" r="8" fill="#2a2320"/><circle cx="42" cy="337" r="8" fill="#2a2320"/>
    <path d="M-32 402Q0 436 32 402" fill="none" stroke="#b3594a" stroke-width="7" stroke-linecap="round"/>
  </g>
</svg></body>`

/** Makes the files for Chromium's fake devices: a still of the board and one minute of soft noise. */
async function drawDevices(browser: Browser, folder: string): Promise<{ video: string, audio: string }> {
  const board = join(folder, 'board.png')
  const page = await browser.newPage({ viewport: BOARD })
  await page.setContent(BOARD_HTML)
  await page.screenshot({ path: board })
  await page.close()
  const video = join(folder, 'camera.y4m')
  const audio = join(folder, 'microphone.wav')
  const ffmpeg = (...args: string[]) => {
    const { status, stderr } = spawnSync('ffmpeg', ['-loglevel', 'error', '-y', ...args], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`ffmpeg failed: ${stderr}`)
  }
  ffmpeg('-loop', '1', '-i', board, '-t', '1', '-r', '20', '-pix_fmt', 'yuv420p', video)
  ffmpeg('-f', 'lavfi', '-i', 'anoisesrc=color=pink:amplitude=0.05:duration=60', audio)
  return { video, audio }
}

/** A screenshot with visible controls. */
const shot = async (page: Page) => {
  await page.mouse.move(100, 300)
  await page.mouse.move(120, 320)
  await page.waitForTimeout(400)
  return `data:image/png;base64,${(await page.screenshot()).toString('base64')}`
}

/** Draws the three screens side by side on a paper-coloured ground. */
async function compose(browser: Browser, laptop: string, phones: string[]): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1480, height: 720 } })
  const frame = 'border:9px solid #22241f;box-shadow:0 18px 40px #0003'
  const phone = (source: string) => `<img src="${source}" style="height:560px;border-radius:36px;${frame}">`
  const row = 'display:flex;gap:36px;align-items:center;justify-content:center'
  await page.setContent(`<body style="margin:0;height:720px;${row};background:#efebe1">
    <img src="${laptop}" style="width:800px;border-radius:14px;${frame}">
    ${phones.map(phone).join('')}</body>`)
  await page.waitForFunction(() => [...document.images].every(image => image.complete))
  mkdirSync(resolve(PICTURE, '..'), { recursive: true })
  await page.screenshot({ path: PICTURE })
  await page.close()
}

const folder = mkdtempSync(join(tmpdir(), 'kaike-picture-'))
const server = await ServerProcess.start()
const browser = await launchChromium()
try {
  const { title } = await (await Office.signIn(server)).openLesson()
  const teachersBrowser = await launchChromium({ devices: await drawDevices(browser, folder) })
  const permissions = ['camera', 'microphone']
  const { page: teacher } = await signInAs(teachersBrowser, server, 'teacher', { ...PHONE_SCREEN, permissions })
  await openLesson(teacher, title)
  await startClass(teacher, 'camera')
  await phaseBecomes(teacher, 'live')
  const screens: string[] = []
  for (const [account, screen] of [['student', { viewport: LAPTOP }], ['student2', PHONE_SCREEN]] as const) {
    const { page } = await signInAs(browser, server, account, screen)
    await openLesson(page, title)
    await page.getByTestId('join').click()
    await phaseBecomes(page, 'live')
    await page.waitForTimeout(SETTLE_MS)
    screens.push(await shot(page))
  }
  const [laptop = '', phone = ''] = screens
  await compose(browser, laptop, [await shot(teacher), phone])
  await teachersBrowser.close()
} finally {
  await browser.close()
  await server.dispose()
  rmSync(folder, { recursive: true, force: true })
}
