import { describe } from 'vitest'
import { everyPageIsFine } from '../support/other-browsers/every-page'
import { hearsByAnalysing } from '../support/other-browsers/sound'
import { watchesAClass } from '../support/other-browsers/watching'
import { launchWebKit } from '../support/other-browsers/webkit'

describe('WebKitGTK', () => {
  const { page, browser, theClass } = watchesAClass({ launch: launchWebKit, hears: hearsByAnalysing })
  everyPageIsFine({ page, tab: () => browser().tab, lesson: () => theClass().lesson })
})
