import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { chromiumArguments, chromiumPath } from '../../support/browser/browser'
import { ServerProcess } from '../../support/browser/server-process'
import { BUILD_FOLDER } from '../bundle/build-files'
import { serveHost } from '../serve/host-server'
import type { HostServer } from '../serve/host-server'

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the school's server: one process for all test files, because it takes seconds to start. */
    schoolUrl: string
    /** URL of the browser of all test files, for `chromium.connect`. */
    browserUrl: string
    /** The host with the build of the mini-program, bundled once for all test files. */
    host: Omit<HostServer, 'close'>
  }
}

export default async function startSchool({ provide }: TestProject): Promise<() => Promise<void>> {
  if (!existsSync(`${BUILD_FOLDER}/app.json`)) {
    throw new Error(`No build in ${BUILD_FOLDER}: run npm run build:mp-weixin first`)
  }
  const [server, browser, { close: closeHost, ...host }] = await Promise.all([
    ServerProcess.start(),
    chromium.launchServer({ executablePath: chromiumPath(), args: chromiumArguments({}) }),
    serveHost(BUILD_FOLDER),
  ])
  provide('schoolUrl', server.url)
  provide('browserUrl', browser.wsEndpoint())
  provide('host', host)
  return async () => {
    await browser.close()
    await closeHost()
    await server.dispose()
  }
}
