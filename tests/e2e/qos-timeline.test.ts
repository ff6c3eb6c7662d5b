import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { QosTimeline, Result } from '../../contract'
import type { QosSample } from '../../contract/qos/samples'
import { QOS_CAUSES } from '../../contract/qos/causes'
import type { QosCause, QosSeverity } from '../../contract/qos/causes'
import type { WaitingBatch } from '../../src/features/qos/rules/qos-queue'
import { accessibilityProblems } from '../support/browser/accessibility'
import { Office } from '../support/browser/api'
import { DESKTOP, PHONE } from '../support/browser/browser'
import { isWellAgain, waitSeconds, openClass, PICTURE_BACK_WITHIN_MS, sentenceOf } from '../support/browser/class-on-air'
import type { ClassOnAir, Person } from '../support/browser/class-on-air'
import { phaseBecomes } from '../support/browser/picture'
import { PASSWORD } from '../support/browser/server-process'

/** An injected trouble and the cause and severities that the timeline may name. */
interface Injected {
  cause: QosCause
  severities: QosSeverity[]
  from: number
  to: number
}
interface Exported { troubles: { text: string }[], people: { list: unknown[] }[] }
/** Without a pause, two troubles count as one. */
const PAUSE_SECONDS = 6
/** Maximum: the throttling ends once the timeline has named it. */
const THROTTLED_SECONDS = 45
const NAMED_WITHIN_MS = 60_000
/** A busy machine shows and samples late. */
const SHOWN_WITHIN_MS = 60_000
/** A device in trouble sends nothing for up to two minutes. */
const SENT_WITHIN_MS = 150_000
/** A busy machine takes over two minutes to fill the demo school, start a server and open three pages. */
const OPENED_WITHIN_MS = 300_000
/** A busy machine takes half a minute to restart the server. */
const TAUGHT_WITHIN_MS = 600_000

type Trouble = QosTimeline['troubles'][number]

const overlaps = ({ startsAt, endsAt }: Trouble, { from, to }: Injected): boolean =>
  Date.parse(startsAt) < to && Date.parse(endsAt) > from

/** The samples that a device has not sent yet, from uni's storage on H5. */
async function waitingSamples({ page }: Person): Promise<QosSample[]> {
  const stored = await page.evaluate(() => localStorage.getItem('kaike.qos'))
  const { data = [] } = JSON.parse(stored ?? '{}') as { data?: WaitingBatch[] }
  return data.flatMap(({ body }) => body.samples)
}

describe('a class with three troubles', () => {
  let theClass: ClassOnAir
  let frozen: Person
  let page: Page
  const injected: Injected[] = []
  let office: Office
  const timelineNow = () => office.call<QosTimeline>('GET', `/api/v1/lessons/${theClass.lesson.id}/live/qos`)

  async function inject(cause: QosCause, severities: QosSeverity[], happens: () => Promise<void>): Promise<void> {
    const from = Date.now()
    await happens()
    injected.push({ cause, severities, from, to: Date.now() })
    await isWellAgain(theClass, theClass.students, PICTURE_BACK_WITHIN_MS)
  }

  beforeAll(async () => {
    theClass = await openClass(['student', 'student2'])
    office = await Office.signIn(theClass.server)
    const [, second] = theClass.students
    if (!second) throw new Error('The class has no student')
    frozen = second
    page = theClass.teacher.page
    await isWellAgain(theClass)
  }, OPENED_WITHIN_MS)
  afterAll(() => theClass.close())

  it('is taught to its end', async () => {
    const { teacher, server } = theClass
    await inject('teacher-network', ['slow', 'lost'], async () => {
      const throttledAt = Date.now()
      // An earlier trouble of a busy machine may continue as this one.
      const isNamed = async () => (await timelineNow()).troubles.some(({ cause, endsAt }) =>
        cause === 'teacher-network' && Date.parse(endsAt) > throttledAt)
      teacher.network.throttle({ upKbps: 100 })
      // A busy machine sends less, so it takes longer to exceed the throttled uplink.
      for (let seconds = 0; seconds < THROTTLED_SECONDS && !await isNamed(); seconds++) await waitSeconds(1)
      teacher.network.heal()
      // A device sends no report while its picture is in trouble, to leave the network to the class.
      await expect.poll(isNamed, { timeout: NAMED_WITHIN_MS, interval: 1_000 }).toBe(true)
    })
    await waitSeconds(PAUSE_SECONDS)
    await inject('student-network', ['lost'], async () => {
      frozen.network.freeze()
      await phaseBecomes(frozen.page, 'reconnecting', SHOWN_WITHIN_MS)
      frozen.network.cut()
      await sentenceOf(frozen, 'service-unreachable').waitFor({ timeout: SHOWN_WITHIN_MS })
      // The page may show the state for less than the second between two samples.
      const isSampled = async () =>
        (await waitingSamples(frozen)).some(({ state, isReachable }) => state === 'lost' && !isReachable)
      await expect.poll(isSampled, { timeout: SHOWN_WITHIN_MS, interval: 500 }).toBe(true)
      frozen.network.heal()
    })
    await waitSeconds(PAUSE_SECONDS)
    await inject('service', ['lost'], async () => {
      await server.kill('SIGKILL')
      await waitSeconds(2)
      await server.run()
    })
    await page.mouse.move(120, 120)
    await page.getByTestId('end-class').click()
    await page.getByTestId('confirm-end').click()
    await phaseBecomes(page, 'ended', SHOWN_WITHIN_MS)
  }, TAUGHT_WITHIN_MS)

  it('has sent all samples, and names cause and member of each trouble', async () => {
    const hasEverything = async () => {
      const { people } = await timelineNow()
      return people.length === 3 && people.every(({ lastAt }) => Date.parse(lastAt) > (injected.at(-1)?.to ?? 0))
    }
    await expect.poll(hasEverything, { timeout: SENT_WITHIN_MS, interval: 1_000 }).toBe(true)
    const timeline = await timelineNow()
    const login = { account: frozen.account, password: PASSWORD }
    const { member } = await office.call<Result<'login'>>('POST', '/api/v1/auth/login', login)
    const culprits: Partial<Record<QosCause, string | null>> = {
      'teacher-network': theClass.lesson.teacher.id,
      'student-network': member.id,
      'service': null,
    }
    for (const trouble of injected) {
      // A busy machine may add other real troubles.
      const found = timeline.troubles.filter(it =>
        it.cause === trouble.cause && overlaps(it, trouble) && (it.member?.id ?? null) === culprits[trouble.cause])
      const isNamed = found.some(({ severity }) => trouble.severities.includes(severity))
      expect(isNamed, JSON.stringify({ trouble, timeline })).toBe(true)
    }
    const ofService = timeline.troubles.filter(({ cause }) => cause === 'service')
    expect(ofService.map(({ affected }) => affected.length), JSON.stringify(timeline)).toContain(3)
  }, SENT_WITHIN_MS + SHOWN_WITHIN_MS)

  it('shows the troubles to the teacher on a phone and on a desktop', async () => {
    await page.goto(`${theClass.teacher.network.url}/#/pages/lesson/lesson?id=${theClass.lesson.id}`)
    await page.getByTestId('qos').locator('.k-card').click()
    const timeline = page.getByTestId('qos-timeline')
    for (const viewport of [PHONE, DESKTOP]) {
      await page.setViewportSize(viewport)
      for (const { cause, severities } of injected) {
        const words = severities.map(severity => QOS_CAUSES[cause][severity].zh)
        await timeline.locator(`[data-cause="${cause}"]`).first().waitFor()
        const shown = (await timeline.locator(`[data-cause="${cause}"]`).allInnerTexts()).join('\n')
        expect(words.some(text => shown.includes(text))).toBe(true)
      }
      expect(await timeline.getByTestId('qos-row').count()).toBe(3)
      expect(await accessibilityProblems(page)).toEqual([])
    }
  })

  it('exports the troubles as CSV and as JSON', async () => {
    async function download(format: 'csv' | 'json'): Promise<string> {
      const started = page.waitForEvent('download')
      await page.getByTestId(`export-${format}`).click()
      const file = await started
      expect(file.suggestedFilename()).toMatch(new RegExp(`^kaike-qos-.*\\.${format}$`))
      return readFile(await file.path(), 'utf8')
    }
    const csv = await download('csv')
    const json = JSON.parse(await download('json')) as Exported
    for (const { cause, severities } of injected) {
      const words = severities.map(severity => QOS_CAUSES[cause][severity].zh)
      expect(words.some(text => csv.includes(`,${text},`))).toBe(true)
      expect(json.troubles.some(({ text }) => words.some(word => word === text))).toBe(true)
    }
    expect(json.people.map(({ list }) => list.length > 20)).toEqual([true, true, true])
    expect(csv + JSON.stringify(json)).not.toMatch(/txSecret|rtmp:|ws:\/\/|http:\/\/|eyJ/)
    expect(theClass.problems).toEqual([])
  })
})
