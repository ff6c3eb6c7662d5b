import { describe } from 'vitest'
import { everyPageIsFine } from './harness/every-page'
import { hearsByAnalysing } from './harness/sound'
import { watchesAClass } from './harness/watching'
import { launchWebKit } from './harness/webkit'

describe('WebKitGTK', () => {
  const { page, browser, theClass } = watchesAClass({ launch: launchWebKit, hears: hearsByAnalysing })
  everyPageIsFine({ page, tab: () => browser().tab, lesson: () => theClass().lesson })
})
