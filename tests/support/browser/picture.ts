import type { Page } from 'playwright-core'
import { COLOURS } from './clips'

export type Colour = (typeof COLOURS)[number]

/** The video on the page of the class or in the floating window. */
export const VIDEO = '[data-testid="player"] video, [data-testid="float-window"] video'
/** A silent track stays below this level; the clip's beeps, after microphone and AAC, are far above it. */
export const AUDIBLE_RMS = 0.01

/** Runs in the page: red, green and blue of the pixel in the middle of the picture. */
export const readPixel = (selector: string): number[] | null => {
  const video = document.querySelector<HTMLVideoElement>(selector)
  if (!video || video.readyState < 2) return null
  const canvas = document.createElement('canvas')
  canvas.width = 8
  canvas.height = 8
  const context = canvas.getContext('2d', { willReadFrequently: true })
  context?.drawImage(video, 0, 0, 8, 8)
  return context ? [...context.getImageData(4, 4, 1, 1).data].slice(0, 3) : null
}

/** The colour of the clip that a pixel has, if any. */
export function toColour(rgb: readonly number[] | null): Colour | undefined {
  if (!rgb) return undefined
  const strongest = rgb.indexOf(Math.max(...rgb))
  const others = rgb.filter((_, n) => n !== strongest)
  return (rgb[strongest] ?? 0) > 120 && others.every(level => level < 100) ? COLOURS[strongest] : undefined
}

/** The clip's colour that the student's picture shows now, if any. */
const colourShown = async (page: Page): Promise<Colour | undefined> => toColour(await page.evaluate(readPixel, VIDEO))

/**
 * Watches until the picture has shown every colour of the clip in order and started again. A still frame, a black frame
 * or another class cannot do that. Resolves with the time it took, ms.
 */
export async function seesTheClass(page: Page, timeoutMs = 20_000): Promise<number> {
  const began = Date.now()
  const seen: Colour[] = []
  while (Date.now() - began < timeoutMs) {
    const colour = await colourShown(page)
    if (colour && colour !== seen.at(-1)) {
      const last = seen.at(-1)
      const expected = last === undefined ? colour : COLOURS[(COLOURS.indexOf(last) + 1) % COLOURS.length]
      if (colour !== expected) seen.length = 0
      seen.push(colour)
      if (seen.length > COLOURS.length) return Date.now() - began
    }
    await new Promise(done => setTimeout(done, 80))
  }
  const lastSeen = seen.join(' ') || 'nothing'
  throw new Error(`The picture did not run through the clip's colours in ${timeoutMs} ms; last seen: ${lastSeen}`)
}

/** Loudness of the player's sound, RMS of full scale, the maximum within half a second. */
export async function soundLevel(page: Page): Promise<number> {
  return page.evaluate(async selector => {
    const video = document.querySelector<HTMLVideoElement & { captureStream(): MediaStream }>(selector)
    if (!video || video.muted) return 0
    const context = new AudioContext()
    await context.resume()
    const analyser = context.createAnalyser()
    analyser.fftSize = 2048
    context.createMediaStreamSource(video.captureStream()).connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    let loudest = 0
    for (let n = 0; n < 10; n += 1) {
      await new Promise(done => setTimeout(done, 50))
      analyser.getFloatTimeDomainData(samples)
      loudest = Math.max(loudest, Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length))
    }
    await context.close()
    return loudest
  }, VIDEO)
}

/** Resolves when the page's state of the class is `phase` (attribute `data-phase` of `live-state`). */
export async function phaseBecomes(page: Page, phase: string, timeoutMs = 30_000): Promise<void> {
  const state = page.locator(`[data-testid="live-state"][data-phase="${phase}"]`)
  await state.waitFor({ state: 'attached', timeout: timeoutMs })
}

/** Resolves when the picture changes from one of the clip's colours to another: it moves and shows the class. */
export async function pictureMoves(page: Page, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs
  let last: Colour | undefined
  while (Date.now() < deadline) {
    const colour = await colourShown(page)
    if (colour && last && colour !== last) return
    last = colour ?? last
    await new Promise(done => setTimeout(done, 50))
  }
  throw new Error(`The picture did not move in ${timeoutMs} ms; it shows ${last ?? 'nothing of the class'}`)
}
