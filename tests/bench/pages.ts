/**
 * Runs Lighthouse on the class pages in the browser, with the production build on the real server.
 *
 * The pages are the check before class, the class that is taught on another device (the page asks whether to take it
 * over), its timeline, and the waiting and the live watch page. Each page is loaded by a signed-in person with an empty
 * cache, on Lighthouse's phone with a slow 4G network and on its desktop. ffmpeg pushes a file as the other device and
 * as the teacher of the watched class, because an encoder in a second tab would slow the measured page.
 *
 * npx downloads Lighthouse (150 packages) at the first run. Version 12 is the newest for Node 20.19.
 *
 * `npm run bench:pages [-- --json]`: about three minutes. With `--json` the last line is one JSON object. A missed
 * target is reported and does not fail the run.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { chromium } from 'playwright-core'
import type { BrowserContext } from 'playwright-core'
import { freePort } from '../../scripts/lib/free-port.mjs'
import { chromiumArguments, chromiumPath, signIn } from '../support/browser/browser'
import { makeFakeDevices } from '../support/browser/clips'
import { openLesson, startClass } from '../support/browser/people'
import { phaseBecomes } from '../support/browser/picture'
import { TaughtClass } from '../support/browser/taught-class'
import { describeMachine, table, targetTable } from './report'
import type { Target } from './report'

const isJson = process.argv.includes('--json')
const MIN_SCORE = { 'accessibility': 95, 'best-practices': 95, 'performance': 90 } as const
type Category = keyof typeof MIN_SCORE
const CATEGORIES: readonly Category[] = ['accessibility', 'best-practices', 'performance']
const LIGHTHOUSE = 'lighthouse@12.8.2'
/** Arguments in addition to the common ones; the phone is Lighthouse's default. */
const DEVICES = { phone: [], desktop: ['--preset=desktop'] } as const
type Device = keyof typeof DEVICES

/** The parts of Lighthouse's result that this bench reads. */
interface LighthouseResult {
  runtimeError?: { message: string }
  categories: Partial<Record<string, { score: number | null, auditRefs: { id: string, weight: number }[] }>>
  audits: Partial<Record<string, { score: number | null, numericValue?: number }>>
}

interface Measured {
  page: string
  device: Device
  /** 0 to 100. */
  scores: Record<Category, number>
  firstPaintMs: number
  largestPaintMs: number
  /** Time of main-thread tasks beyond 50 ms each. */
  blockedMs: number
  transferredKb: number
  /** Names of the audits that cost points. */
  lost: string[]
}

interface Visitor {
  context: BrowserContext
  /** Debugging port of the browser, for Lighthouse. */
  port: number
  leave(): Promise<void>
}

/** Opens a person's browser whose tabs share the sign-in, so that Lighthouse's tab is signed in. */
async function visit(account: string, theClass: TaughtClass): Promise<Visitor> {
  const profile = await mkdtemp(join(tmpdir(), 'kaike-pages-'))
  const port = await freePort()
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath(), locale: 'zh-CN', permissions: ['camera', 'microphone'],
    args: [...chromiumArguments({ devices: makeFakeDevices({ isNoisy: true }) }), `--remote-debugging-port=${port}`],
  })
  const page = context.pages()[0] ?? await context.newPage()
  await signIn(page, theClass.server, account)
  return {
    context, port,
    async leave() {
      await context.close()
      await rm(profile, { recursive: true, force: true })
    },
  }
}

const pointsLostBy = ({ audits, categories }: LighthouseResult): string[] =>
  CATEGORIES.flatMap(category => (categories[category]?.auditRefs ?? [])
    .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9)
    .map(({ id }) => id))

async function lighthouse(url: string, port: number, device: Device): Promise<LighthouseResult> {
  const folder = await mkdtemp(join(tmpdir(), 'kaike-lighthouse-'))
  const output = join(folder, 'report.json')
  try {
    await promisify(execFile)('npx', [
      '--yes', LIGHTHOUSE, url, `--port=${port}`, '--disable-storage-reset',
      `--only-categories=${CATEGORIES.join(',')}`, '--output=json', `--output-path=${output}`, '--quiet',
      ...DEVICES[device],
    ])
    return JSON.parse(await readFile(output, 'utf8')) as LighthouseResult
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Empties the cache, as at a person's first visit after a new version. */
async function forgetPages({ context }: Visitor): Promise<void> {
  const [page = await context.newPage()] = context.pages()
  const session = await context.newCDPSession(page)
  await session.send('Network.clearBrowserCache')
  await session.detach()
}

async function measure(page: string, path: string, visitor: Visitor, { server }: TaughtClass): Promise<Measured[]> {
  const measured: Measured[] = []
  for (const device of ['phone', 'desktop'] as const) {
    await forgetPages(visitor)
    const result = await lighthouse(`${server.url}/#${path}`, visitor.port, device)
    if (result.runtimeError) throw new Error(`Lighthouse could not load "${page}": ${result.runtimeError.message}`)
    const figureOf = (audit: string) => Math.round(result.audits[audit]?.numericValue ?? 0)
    const scoreOf = (category: Category) => Math.round((result.categories[category]?.score ?? 0) * 100)
    measured.push({
      page, device,
      scores: {
        'accessibility': scoreOf('accessibility'),
        'best-practices': scoreOf('best-practices'),
        'performance': scoreOf('performance'),
      },
      firstPaintMs: figureOf('first-contentful-paint'),
      largestPaintMs: figureOf('largest-contentful-paint'),
      blockedMs: figureOf('total-blocking-time'),
      transferredKb: Math.round((result.audits['total-byte-weight']?.numericValue ?? 0) / 1024),
      lost: pointsLostBy(result),
    })
  }
  return measured
}

async function measureStudent(theClass: TaughtClass): Promise<Measured[]> {
  const student = await visit('student', theClass)
  const path = `/pages/watch/watch?id=${theClass.lesson.id}`
  try {
    const waiting = await measure('watch, waiting', path, student, theClass)
    await theClass.teach()
    return [...waiting, ...await measure('watch, live', path, student, theClass)]
  } finally {
    await student.leave()
    await theClass.end()
  }
}

async function measureTeacher(theClass: TaughtClass): Promise<Measured[]> {
  const teacher = await visit('teacher', theClass)
  const { id, title } = theClass.lesson
  try {
    const preflight = await measure('check', `/pages/teacher/broadcast?id=${id}`, teacher, theClass)
    const [page = await teacher.context.newPage()] = teacher.context.pages()
    await page.goto(theClass.server.url)
    await openLesson(page, title)
    await startClass(page, 'camera')
    await phaseBecomes(page, 'live')
    await page.close()
    await theClass.teach()
    const broadcast = await measure('broadcast, asked', `/pages/teacher/broadcast?id=${id}`, teacher, theClass)
    return [...preflight, ...broadcast, ...await measure('timeline', `/pages/teacher/qos?id=${id}`, teacher, theClass)]
  } finally {
    await teacher.leave()
  }
}

/** Runs each measurement on a separate server: a class that has ended cannot be taught again. */
async function inAClass(measureIt: (theClass: TaughtClass) => Promise<Measured[]>): Promise<Measured[]> {
  const theClass = await TaughtClass.plan()
  try {
    return await measureIt(theClass)
  } finally {
    await theClass.dispose()
  }
}

const results = [...await inAClass(measureTeacher), ...await inAClass(measureStudent)]
console.log(table([
  [
    'page', 'device', ...CATEGORIES, 'first paint s', 'largest paint s', 'blocked ms', 'transferred KB',
    'points lost by',
  ],
  ...results.map(({ page, device, scores, firstPaintMs, largestPaintMs, blockedMs, transferredKb, lost }) => [
    page, device, ...CATEGORIES.map(category => scores[category]),
    (firstPaintMs / 1000).toFixed(1), (largestPaintMs / 1000).toFixed(1), blockedMs, transferredKb, lost.join(', '),
  ]),
]))
const targets = CATEGORIES.map((category): Target => {
  const worst = Math.min(...results.map(({ scores }) => scores[category]))
  const minScore = MIN_SCORE[category]
  return { name: `${category}, worst page`, target: `≥ ${minScore}`, measured: String(worst), met: worst >= minScore }
})
console.log(`\n${targetTable(targets)}`)
if (isJson) console.log(JSON.stringify({ bench: 'pages', machine: describeMachine(), results, targets }))
