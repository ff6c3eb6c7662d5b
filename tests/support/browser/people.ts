import type { Page } from 'playwright-core'

const SCHOOL_TIME_ZONE = 'Asia/Shanghai'
const LESSON_ROW = '.lesson-row'

/** Date and time in the school's time zone, in the format of the pickers. */
function schoolTime(at: Date): { date: string, time: string } {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: SCHOOL_TIME_ZONE, dateStyle: 'short', timeStyle: 'short',
  })
  const [date = '', time = ''] = format.format(at).split(' ')
  return { date, time }
}

async function openOfficeDay(admin: Page): Promise<void> {
  await admin.getByTestId('office-day').click()
  await admin.getByTestId('new-lesson').waitFor()
}

/** Cancels the demo school's current lesson, so that teacher, room and class are free. */
export async function cancelDemoLesson(admin: Page): Promise<void> {
  await openOfficeDay(admin)
  await admin.locator(`${LESSON_ROW}.open`).first().click()
  await admin.getByTestId('cancel-lesson').click()
  await admin.getByTestId('confirm-cancel').click()
  await admin.locator(`${LESSON_ROW}.cancelled`).first().waitFor()
}

/** Plans a lesson of the first course that starts now, taught by the account `teacher`; starts on the office's day. */
export async function scheduleLessonNow(admin: Page, title: string): Promise<void> {
  await admin.getByTestId('new-lesson').click()
  await admin.getByTestId('course').locator('select').selectOption({ index: 1 })
  await admin.getByTestId('teacher').locator('select').selectOption({ label: await teacherName(admin) })
  const { date, time } = schoolTime(new Date())
  await admin.getByTestId('date').locator('input').fill(date)
  await admin.getByTestId('start').locator('input').fill(time)
  await admin.getByTestId('topic').locator('input').fill(title)
  await admin.getByTestId('create').click()
  await admin.locator(LESSON_ROW).filter({ hasText: title }).waitFor()
}

/** The form proposes the teacher of the selected course; the account `teacher` teaches the first course. */
async function teacherName(admin: Page): Promise<string> {
  const select = admin.getByTestId('teacher').locator('select')
  return select.evaluate((element: HTMLSelectElement) => element.selectedOptions[0]?.label ?? '')
}

/** Opens a lesson from the list, which shows the lessons at the time of the page's load. */
export async function openLesson(page: Page, title: string): Promise<void> {
  await page.getByText(title).first().click()
  await page.getByText(title).first().waitFor()
}

/** Starts the class from the lesson's page; `external` resolves with the push URL that the page shows. */
export async function startClass(teacher: Page, source: 'camera' | 'external'): Promise<string> {
  await teacher.getByTestId('start').click()
  await teacher.getByTestId(source === 'camera' ? 'start-class' : 'use-encoder').click()
  if (source === 'camera') return ''
  const shown = teacher.getByTestId('push-url')
  await shown.waitFor()
  return (await shown.innerText()).trim()
}
