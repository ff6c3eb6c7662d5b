import { describe, expect, it } from 'vitest'
import { VIDEO } from '../e2e/harness/picture'
import { hearsByAnalysing } from './harness/sound'
import { watchesAClass } from './harness/watching'
import { launchWebKit } from './harness/webkit'

describe('WebKitGTK without Media Source, as an iPhone before iOS 17.1', () => {
  const { browser } = watchesAClass({ launch: launchWebKit, hears: hearsByAnalysing, withoutMediaSource: true })

  it('plays the relay\'s HLS', async () => {
    expect(await browser().tab.evaluate(selector => document.querySelector<HTMLVideoElement>(selector)?.currentSrc, VIDEO)).toMatch(/\.m3u8\?/)
  })
})
