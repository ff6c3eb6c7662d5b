import { ServerProcess } from '../support/browser/server-process'

/** Makes the demo school once, before the test files that run in parallel copy it. */
export default async function makeSchool(): Promise<void> {
  const server = await ServerProcess.start()
  await server.dispose()
}
