import { describe, expect, it } from 'vitest'
import { VIDEO } from '../support/browser/picture'
import { hearsByAnalysing } from '../support/other-browsers/sound'
import { watchesAClass } from '../support/other-browsers/watching'
import { launchWebKit } from '../support/other-browsers/webkit'

describe('WebKitGTK without Media Source, as an iPhone before iOS 17.1', () => {
  const { browser } = watchesAClass({ launch: launchWebKit, hears: hearsByAnalysing, withoutMediaSource: true })

  it('plays the relay\'s HLS', async () => {
    expect(await browser().tab.evaluate(selector => document.querySelector<HTMLVideoElement>(selector)?.currentSrc, VIDEO)).toMatch(/\.m3u8\?/)
  })
})
