import { describe, expect, it } from 'vitest'
import { VIDEO } from '../support/browser/picture'
import { hearsByAnalysing } from '../support/other-browsers/sound'
import { watchesAClass } from '../support/other-browsers/watching'
import { launchWebKit } from '../support/other-browsers/webkit'

describe('WebKitGTK without Media Source, like an iPhone before iOS 17.1', () => {
  const { browser } = watchesAClass({ launch: launchWebKit, hears: hearsByAnalysing, withoutMediaSource: true })

  it('plays the relay\'s HLS', async () => {
    const sourceOf = (selector: string) => document.querySelector<HTMLVideoElement>(selector)?.currentSrc
    expect(await browser().tab.evaluate(sourceOf, VIDEO)).toMatch(/\.m3u8\?/)
  })
})
