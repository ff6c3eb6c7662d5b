import type { Browser, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Lesson } from '../../../contract'
import type { LessonPhase } from '../../../contract/lessons/phase'
import type { LiveSnapshot } from '../../../contract/class/snapshot'
import { zh } from '../../../src/features/class/messages'
import type { Withheld } from '../../../src/platform/h5/withheld'
import { Office } from './api'
import { launchChromium, signInAs } from './browser'
import { makeFakeDevices } from './clips'
import { openLesson, startClass } from './people'
import { phaseBecomes, pictureMoves } from './picture'
import { ServerProcess } from './server-process'
import { ShapedNetwork } from './shaped-network'
import type { Traffic } from './shaped-network'

/**
 * When a slow uplink or a busy machine has forced audio only, the pusher tries video again after half a minute. A
 * shorter wait would fail a class that works as designed.
 */
export const PICTURE_BACK_WITHIN_MS = 60_000
/** A busy machine starts cameras, encoders and pages one after another. */
const ENTERED_WITHIN_MS = 120_000
const SERVER_LOOKS_EVERY_MS = 100
const TRIED_WITHIN_MS = 60_000

declare global {
  interface Window {
    /** The phases shown since the last `takePhases`, without repetition in a row. */
    phasesShown?: string[]
  }
}

/** A teacher or student in the class, with a network of their own. */
export interface Person {
  account: string
  page: Page
  network: ShapedNetwork
  /** Time of the page's load (`performance.timeOrigin`): a different value means a reload. */
  loadedAt: number
}

export interface ClassOnAir {
  server: ServerProcess
  lesson: Lesson
  teacher: Person
  students: Person[]
  /** Errors of all pages, each after the account. */
  problems: string[]
  serverPhase: () => Promise<LessonPhase>
  serverPhaseBecomes: (phase: LessonPhase, timeoutMs?: number) => Promise<void>
  /** Opens the class on another device of the teacher, without starting it there. */
  openOnAnotherDevice: () => Promise<Person>
  /** How often a teacher's device has started to publish, including its reconnects. */
  publishes: () => number
  close: () => Promise<void>
}

/** Records the phases that the page shows from now on, without changing the page. */
const watchPhases = (page: Page): Promise<void> => page.evaluate(() => {
  const shown: string[] = []
  window.phasesShown = shown
  const look = () => {
    const phase = document.querySelector<HTMLElement>('[data-testid="live-state"]')?.dataset.phase
    if (phase !== undefined && phase !== shown.at(-1)) shown.push(phase)
  }
  look()
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributeFilter: ['data-phase'] })
})

/** The phases that the page has shown since the last call. */
export const takePhases = ({ page }: Person): Promise<string[]> =>
  page.evaluate(() => window.phasesShown?.splice(0) ?? [])

/** The phases other than `phase` that the page has shown since the last call. */
export const phasesBeside = async (person: Person, phase: string): Promise<string[]> =>
  (await takePhases(person)).filter(shown => shown !== phase)

/** A sentence that the page shows about the network. */
export const sentenceOf = ({ page }: Person, diagnosis: keyof typeof zh.diagnosis): Locator =>
  page.getByText(zh.diagnosis[diagnosis]).first()

/** From now on the components of this page do not report these codes, statistics and results of commands. */
export const withhold = ({ page }: Pick<Person, 'page'>, withheld: Withheld): Promise<void> =>
  page.evaluate(reports => { globalThis.kaikeWithheld = reports }, withheld)

export const waitSeconds = (seconds: number): Promise<void> => new Promise(done => setTimeout(done, seconds * 1000))

/** Waits until the person's network, which is cut or refusing, has turned away `times` more connections. */
export async function triesInVain({ account, network }: Person, traffic: Traffic, times: number): Promise<void> {
  const enough = network.turnedAway[traffic] + times
  const deadline = Date.now() + TRIED_WITHIN_MS
  while (network.turnedAway[traffic] < enough) {
    if (Date.now() > deadline) throw new Error(`${account} has not tried ${times} times: ${traffic}`)
    await waitSeconds(0.05)
  }
}

/**
 * Waits until all pages and the server report "live" and every student's picture moves; no page has been reloaded.
 * It does not interact with the pages.
 */
export async function isWellAgain(
  theClass: ClassOnAir, students: readonly Person[] = theClass.students, withinMs: number = PICTURE_BACK_WITHIN_MS,
): Promise<void> {
  await Promise.all([theClass.teacher, ...students].map(({ page }) => phaseBecomes(page, 'live', withinMs)))
  await Promise.all(students.map(({ page }) => pictureMoves(page, withinMs)))
  expect(await theClass.serverPhase()).toBe('live')
  for (const { page, loadedAt } of [theClass.teacher, ...students]) {
    expect(await page.evaluate(() => performance.timeOrigin)).toBe(loadedAt)
  }
  expect(theClass.problems).toEqual([])
}

/**
 * Starts a class in the production build: the teacher's camera in one browser, the students in another. `withheld`
 * applies from the start.
 */
export async function openClass(
  studentAccounts: readonly string[], withheld: { teacher?: Withheld, students?: Withheld } = {},
): Promise<ClassOnAir> {
  const server = await ServerProcess.start()
  const office = await Office.signIn(server)
  const lesson = await office.openLesson()
  const { id, title } = lesson
  const teachersBrowser = await launchChromium({ devices: makeFakeDevices({ isNoisy: true }) })
  const studentsBrowser = await launchChromium()
  const problems: string[] = []
  const networks: ShapedNetwork[] = []

  interface Entrance { begin: (page: Page) => Promise<unknown>, phase: string, withheld?: Withheld }

  async function enter(browser: Browser, account: string, entrance: Entrance): Promise<Person> {
    const network = await ShapedNetwork.before(server.url)
    networks.push(network)
    const permissions = browser === teachersBrowser ? ['camera', 'microphone'] : []
    const { page } = await signInAs(browser, network, account, { permissions })
    page.on('pageerror', error => problems.push(`${account}: ${error.message}`))
    await withhold({ page }, entrance.withheld ?? {})
    await openLesson(page, title)
    await entrance.begin(page)
    await phaseBecomes(page, entrance.phase, ENTERED_WITHIN_MS)
    await watchPhases(page)
    return { account, page, network, loadedAt: await page.evaluate(() => performance.timeOrigin) }
  }

  const teacher = await enter(teachersBrowser, 'teacher', {
    begin: page => startClass(page, 'camera'), phase: 'live', withheld: withheld.teacher,
  })
  const students: Person[] = []
  for (const account of studentAccounts) {
    students.push(await enter(studentsBrowser, account, {
      begin: page => page.getByTestId('join').click(), phase: 'live', withheld: withheld.students,
    }))
  }

  const serverPhase = async () => (await office.call<LiveSnapshot>('GET', `/api/v1/lessons/${id}/live`)).phase
  return {
    server, lesson, teacher, students, problems, serverPhase,
    async serverPhaseBecomes(phase, timeoutMs = 20_000) {
      await expect.poll(serverPhase, { timeout: timeoutMs, interval: SERVER_LOOKS_EVERY_MS }).toBe(phase)
    },
    openOnAnotherDevice: () => enter(teachersBrowser, 'teacher', {
      begin: page => page.getByTestId('start').click(), phase: 'elsewhere',
    }),
    publishes: () => server.printed().split('"publishing started"').length - 1,
    async close() {
      await teachersBrowser.close()
      await studentsBrowser.close()
      await Promise.all(networks.map(network => network.close()))
      await server.dispose()
    },
  }
}
