import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityProblems } from '../support/browser/accessibility'
import { DESKTOP, launchChromium, signInAs } from '../support/browser/browser'
import { PASSWORD, ServerProcess } from '../support/browser/server-process'

let server: ServerProcess
let browser: Browser

beforeAll(async () => {
  server = await ServerProcess.start()
  browser = await launchChromium()
})

afterAll(async () => {
  await browser.close()
  await server.dispose()
})

const goTo = async (page: Page, path: string) => {
  await page.goto(`${server.url}/#${path}`)
  await page.getByRole('main').locator('visible=true').first().waitFor()
}

/** Label or text of the focused element. */
const focused = (page: Page) => page.evaluate(() => {
  const { activeElement: element } = document
  return element?.getAttribute('aria-label') ?? element?.textContent.trim() ?? ''
})

async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let stops = 0; stops < 60; stops++) {
    await page.keyboard.press('Tab')
    if (name.test(await focused(page))) return
  }
  throw new Error(`Tab never reached ${name}`)
}

describe.each([
  { colorScheme: 'light', locale: 'zh-CN', viewport: { width: 375, height: 812 } },
  { colorScheme: 'dark', locale: 'en-US', viewport: DESKTOP },
] as const)('in the $colorScheme theme, in $locale', options => {
  /** One page per account, because the server limits logins. */
  const device = { ...options, reducedMotion: 'reduce' as const }

  it('the login page with errors has no accessibility problem', async () => {
    const page = await browser.newPage(device)
    await goTo(page, '/pages/login/login')
    await page.getByTestId('sign-in').click()
    await page.getByRole('alert').first().waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await page.close()
  })

  it('a student\'s pages have no accessibility problem', async () => {
    const { page, context, problems } = await signInAs(browser, server, 'student', device)
    await page.getByRole('link').first().waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await page.getByRole('link').first().click()
    await page.getByTestId('join').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await goTo(page, '/pages/me/me')
    await page.getByTestId('sign-out-everywhere').click()
    await page.getByRole('dialog').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    expect(problems).toEqual([])
    await context.close()
  })

  it('the office\'s pages have no accessibility problem', async () => {
    const { page, context, problems } = await signInAs(browser, server, 'admin', device)
    await goTo(page, '/pages/admin/day')
    await page.getByRole('link').first().click()
    await page.getByTestId('substitute').click()
    await page.getByTestId('teacher').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByTestId('new-lesson').click()
    await page.getByTestId('create').click()
    await page.getByRole('alert').first().waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    expect(problems).toEqual([])
    await context.close()
  })
})

describe('without a mouse', () => {
  it('a student signs in, opens a lesson and goes back', async () => {
    const context = await browser.newContext({ locale: 'zh-CN' })
    const page = await context.newPage()
    await goTo(page, '/pages/login/login')
    await page.keyboard.press('Tab')
    await page.keyboard.type('student')
    await page.keyboard.press('Tab')
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByRole('link').first().waitFor()
    await tabTo(page, /101|线上/)
    await page.keyboard.press('Enter')
    await page.getByTestId('join').waitFor()
    await tabTo(page, /返回/)
    await page.keyboard.press('Space')
    await page.getByTestId('join').waitFor({ state: 'detached' })
    await context.close()
  })

  it('a lesson\'s sheet keeps the focus until Escape returns it to the lesson', async () => {
    const { page, context } = await signInAs(browser, server, 'admin')
    await goTo(page, '/pages/admin/day')
    await page.getByRole('link').first().waitFor()
    await tabTo(page, /可进入|101|线上/)
    const row = await focused(page)
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    for (let stops = 0; stops < 8; stops++) {
      await page.keyboard.press('Tab')
      expect(await dialog.evaluate(element => element.contains(document.activeElement))).toBe(true)
    }
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await focused(page)).toBe(row)
    await context.close()
  })

  it('the arrow keys change the day of the week', async () => {
    const { page, context } = await signInAs(browser, server, 'admin')
    await goTo(page, '/pages/admin/day')
    await page.getByRole('radio', { checked: true }).focus()
    const before = await focused(page)
    await page.keyboard.press('ArrowRight')
    const after = await focused(page)
    expect(after).not.toBe(before)
    expect(await page.getByRole('radio', { checked: true }).getAttribute('aria-label')).toBe(after)
    await context.close()
  })
})

describe('without permission', () => {
  it('a student who opens an office page is redirected to the first page', async () => {
    const { page, context } = await signInAs(browser, server, 'student')
    await goTo(page, '/pages/admin/new-lesson')
    await page.getByTestId('me').waitFor()
    expect(page.url()).not.toContain('admin')
    await context.close()
  })

  it('a link opens its page after the sign-in', async () => {
    const context = await browser.newContext({ locale: 'zh-CN' })
    const page = await context.newPage()
    await goTo(page, '/pages/me/me')
    await page.getByTestId('account').locator('input').fill('student')
    await page.getByTestId('password').locator('input').fill(PASSWORD)
    await page.getByTestId('sign-in').click()
    await page.getByTestId('sign-out').waitFor()
    await context.close()
  })
})

describe('the web app', () => {
  it('sends requests to its own server only and logs nothing to the console', async () => {
    const context = await browser.newContext({ locale: 'zh-CN' })
    const page = await context.newPage()
    const foreign: string[] = []
    const complaints: string[] = []
    page.on('request', request => {
      if (!request.url().startsWith(server.url) && !request.url().startsWith('data:')) foreign.push(request.url())
    })
    page.on('console', message => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
    })
    await goTo(page, '/pages/login/login')
    await page.getByTestId('account').locator('input').fill('admin')
    await page.getByTestId('password').locator('input').fill(PASSWORD)
    await page.getByTestId('sign-in').click()
    await page.getByTestId('office-day').click()
    await page.getByTestId('new-lesson').click()
    await page.getByTestId('create').waitFor()
    expect(foreign).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })
})
