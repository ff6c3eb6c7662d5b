import { VIDEO } from '../browser/picture'
import { byTestId } from './class-page'
import { until } from './tab'
import type { Tab } from './tab'

declare global {
  interface Window {
    kaikeTestAnalyser?: AnalyserNode
  }
  interface HTMLVideoElement {
    /** Firefox's name of `captureStream`. */
    mozCaptureStream?: () => MediaStream
  }
}

/** Resolves once the sound of the class is louder than `rms` of full scale. */
export type Hears = (tab: Tab, rms: number) => Promise<void>

/** Firefox without a sound device runs no AudioContext, but it can record the sound of an element. */
export const hearsByRecording: Hears = async (tab, rms) => {
  await until('the recorded sound is loud enough', async () => await tab.evaluate(recordLevel, VIDEO) > rms)
}

const recordLevel = async (selector: string): Promise<number> => {
  const stream = document.querySelector<HTMLVideoElement>(selector)?.mozCaptureStream?.()
  if (!stream) throw new Error('No sound can be recorded here')
  const recorder = new MediaRecorder(new MediaStream(stream.getAudioTracks()))
  const chunks: Blob[] = []
  recorder.ondataavailable = ({ data }) => chunks.push(data)
  const stopped = new Promise(resolve => { recorder.onstop = resolve })
  recorder.start()
  await new Promise(resolve => setTimeout(resolve, 1000))
  recorder.stop()
  await stopped
  const decoder = new OfflineAudioContext(1, 1, 48_000)
  const samples = (await decoder.decodeAudioData(await new Blob(chunks).arrayBuffer())).getChannelData(0)
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)
}

/** WebKit cannot capture an element, but an AudioContext started by a tap runs without a sound device. */
export const hearsByAnalysing: Hears = async (tab, rms) => {
  await tab.evaluate(analyseAtTap, VIDEO)
  await tab.click(byTestId('player'))
  await until('the analysed sound is loud enough', async () => await tab.evaluate(readAnalyser) > rms)
}

const analyseAtTap = (selector: string): void => {
  document.addEventListener('click', () => {
    const video = document.querySelector<HTMLVideoElement>(selector)
    if (!video) return
    const context = new AudioContext()
    window.kaikeTestAnalyser = context.createAnalyser()
    context.createMediaElementSource(video).connect(window.kaikeTestAnalyser).connect(context.destination)
    void context.resume()
  }, { capture: true, once: true })
}

const readAnalyser = (): number => {
  const samples = new Float32Array(2048)
  window.kaikeTestAnalyser?.getFloatTimeDomainData(samples)
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)
}
