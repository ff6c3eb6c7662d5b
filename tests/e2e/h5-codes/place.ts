import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { launchChromium } from '../../support/browser/browser'
import { makeFakeDevices } from '../../support/browser/clips'
import type { TwinPlace } from './twin'
import { startTwinHost } from './twin-host'
import type { TwinHost } from './twin-host'

interface FilePlace {
  devices: ReturnType<typeof makeFakeDevices>
  /** The relay and the browser, once the file's `beforeAll` hooks have run. */
  here: () => TwinPlace & { host: TwinHost, browser: Browser }
}

/** One relay and one Chromium with camera and microphone for all twins of the calling test file. */
export function useTwinPlace(): FilePlace {
  const devices = makeFakeDevices()
  let place: { host: TwinHost, browser: Browser } | undefined

  beforeAll(async () => {
    place = { host: await startTwinHost(), browser: await launchChromium({ devices }) }
  })
  afterAll(async () => {
    await place?.browser.close()
    await place?.host.close()
  })

  return {
    devices,
    here() {
      if (!place) throw new Error('The relay and the browser are not started yet')
      return place
    },
  }
}
