import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface AxeNode { html: string, failureSummary?: string }
interface AxeResults { violations: { id: string, impact: string | null, nodes: AxeNode[] }[] }

/** Every rule of axe-core that the page breaks, with the elements that break it. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  // By evaluation: the page's CSP blocks an added script tag.
  await page.evaluate(AXE)
  const { violations } = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })')
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id} (${impact}): ${html}\n${failureSummary}`))
}
