/**
 * What Lighthouse says of the pages of a class in the browser, from the production build served by the real server.
 *
 * The check before class, the class that is taught on another device (it asks whether to take it over), its timeline, and the
 * class that is waited for and watched, each loaded anew by a person who is signed in and has nothing in the cache, as
 * Lighthouse's phone on a slow 4G network and as its desktop. The other device, and the teacher of the watched class, is a file
 * that ffmpeg pushes: an encoder in a second tab would take the processor from the page that is measured.
 *
 * Lighthouse is fetched by npx at the first run: 150 packages that nobody needs to teach. Node 20.19 decides for its version 12.
 *
 * `npm run bench:pages [-- --json]`: some three minutes. With `--json` the last line is one JSON object. A missed target is
 * reported and does not fail the run.
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
const LEAST = { 'accessibility': 95, 'best-practices': 95, 'performance': 90 } as const
type Category = keyof typeof LEAST
const CATEGORIES: readonly Category[] = ['accessibility', 'best-practices', 'performance']
const LIGHTHOUSE = 'lighthouse@12.8.2'
/** Beside what both have; the phone is Lighthouse's own default. */
const DEVICES = { phone: [], desktop: ['--preset=desktop'] } as const
type Device = keyof typeof DEVICES

/** What we read of Lighthouse's result. */
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
  /** Of the main thread, beyond 50 ms a task. */
  blockedMs: number
  transferredKb: number
  /** Audits that cost points, by their names. */
  lost: string[]
}

interface Visitor {
  context: BrowserContext
  /** Where Lighthouse finds the browser. */
  port: number
  leave(): Promise<void>
}

/** A person's browser whose tabs share the sign-in, so that Lighthouse's tab has it too. */
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

const pointsLostBy = ({ audits, categories }: LighthouseResult): string[] => CATEGORIES.flatMap(category => (categories[category]?.auditRefs ?? [])
  .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9)
  .map(({ id }) => id))

async function lighthouse(url: string, port: number, device: Device): Promise<LighthouseResult> {
  const folder = await mkdtemp(join(tmpdir(), 'kaike-lighthouse-'))
  const output = join(folder, 'report.json')
  try {
    await promisify(execFile)('npx', [
      '--yes', LIGHTHOUSE, url, `--port=${port}`, '--disable-storage-reset', `--only-categories=${CATEGORIES.join(',')}`, '--output=json',
      `--output-path=${output}`, '--quiet', ...DEVICES[device],
    ])
    return JSON.parse(await readFile(output, 'utf8')) as LighthouseResult
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Who comes for the first time since a new version has nothing in the cache. */
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
      scores: { 'accessibility': scoreOf('accessibility'), 'best-practices': scoreOf('best-practices'), 'performance': scoreOf('performance') },
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

/** Each on a server of its own: a class that is over is not taught again. */
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
  ['page', 'device', ...CATEGORIES, 'first paint s', 'largest paint s', 'blocked ms', 'transferred KB', 'points lost by'],
  ...results.map(({ page, device, scores, firstPaintMs, largestPaintMs, blockedMs, transferredKb, lost }) => [
    page, device, ...CATEGORIES.map(category => scores[category]),
    (firstPaintMs / 1000).toFixed(1), (largestPaintMs / 1000).toFixed(1), blockedMs, transferredKb, lost.join(', '),
  ]),
]))
const targets = CATEGORIES.map((category): Target => {
  const worst = Math.min(...results.map(({ scores }) => scores[category]))
  return { name: `${category}, worst page`, target: `≥ ${LEAST[category]}`, measured: String(worst), met: worst >= LEAST[category] }
})
console.log(`\n${targetTable(targets)}`)
if (isJson) console.log(JSON.stringify({ bench: 'pages', machine: describeMachine(), results, targets }))
