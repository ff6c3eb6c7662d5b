import type { TestProject } from 'vitest/node'
import { ServerProcess } from '../../e2e/harness/server-process'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the school's server answers: one process for all test files, which takes seconds to start. */
    schoolUrl: string
  }
}

export default async function startSchool({ provide }: TestProject): Promise<() => Promise<void>> {
  const server = await ServerProcess.start()
  provide('schoolUrl', server.url)
  return () => server.dispose()
}
