import { ServerProcess } from '../support/browser/server-process'

/** The demo school is made once, before the files that run side by side copy it. */
export default async function makeSchool(): Promise<void> {
  const server = await ServerProcess.start()
  await server.dispose()
}
