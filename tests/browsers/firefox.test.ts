import { describe } from 'vitest'
import { everyPageIsFine } from '../support/other-browsers/every-page'
import { launchFirefox } from '../support/other-browsers/firefox'
import { hearsByRecording } from '../support/other-browsers/sound'
import { watchesAClass } from '../support/other-browsers/watching'

describe('Firefox', () => {
  const { page, browser, theClass } = watchesAClass({ launch: launchFirefox, hears: hearsByRecording })
  everyPageIsFine({ page, tab: () => browser().tab, lesson: () => theClass().lesson })
})
