import { describe } from 'vitest'
import { everyPageIsFine } from './harness/every-page'
import { launchFirefox } from './harness/firefox'
import { hearsByRecording } from './harness/sound'
import { watchesAClass } from './harness/watching'

describe('Firefox', () => {
  const { page, browser, theClass } = watchesAClass({ launch: launchFirefox, hears: hearsByRecording })
  everyPageIsFine({ page, tab: () => browser().tab, lesson: () => theClass().lesson })
})
