/** The demuxer of mpegts.js, the player for our streams in browsers, run without a browser. */
import { createRequire } from 'node:module'
import { compileFunction } from 'node:vm'
import { build } from 'esbuild'

interface TrackMetadata {
  codec: string
  codecWidth?: number
  codecHeight?: number
  channelCount?: number
}

interface Track {
  samples: { length: number, isKeyframe?: boolean }[]
  length: number
}

interface Demuxer {
  onError: (type: string, info: string) => void
  onMediaInfo: () => void
  onMetaDataArrived: () => void
  onTrackMetadata: (type: 'audio' | 'video', metadata: TrackMetadata) => void
  onDataAvailable: (audio: Track, video: Track) => void
  parseChunks: (chunk: ArrayBuffer, byteStart: number) => number
}

type DemuxerClass = (new (probe: object, config: object) => Demuxer) & { probe: (bytes: ArrayBuffer) => object }

export interface Demuxed {
  errors: string[]
  tracks: Partial<Record<'audio' | 'video', TrackMetadata>>
  pictures: number
  keyframes: number
  sounds: number
}

const SILENT_CONSOLE = { log() {}, info() {}, debug() {}, warn() {}, error() {} }

async function loadDemuxer(): Promise<DemuxerClass> {
  const require = createRequire(import.meta.url)
  const { outputFiles: [bundle] } = await build({
    entryPoints: [require.resolve('mpegts.js/src/demux/flv-demuxer.js')],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    logLevel: 'silent',
  })
  const module = { exports: {} as { default?: DemuxerClass } }
  const parameters = ['require', 'module', 'exports', 'console']
  const load = compileFunction(bundle?.text ?? '', parameters) as (...args: unknown[]) => void
  load(require, module, module.exports, SILENT_CONSOLE)
  if (!module.exports.default) throw new Error('mpegts.js has no FLV demuxer where it was')
  return module.exports.default
}

/** The player's reading of a whole FLV stream. */
export async function demux(flv: Buffer): Promise<Demuxed> {
  const FlvDemuxer = await loadDemuxer()
  const bytes = new Uint8Array(flv).buffer
  const demuxer = new FlvDemuxer(FlvDemuxer.probe(bytes), {})
  const seen: Demuxed = { errors: [], tracks: {}, pictures: 0, keyframes: 0, sounds: 0 }
  demuxer.onError = (type, info) => seen.errors.push(`${type}: ${info}`)
  demuxer.onMediaInfo = () => {}
  demuxer.onMetaDataArrived = () => {}
  demuxer.onTrackMetadata = (type, metadata) => { seen.tracks[type] = { ...metadata } }
  demuxer.onDataAvailable = (audio, video) => {
    seen.pictures += video.samples.length
    seen.keyframes += video.samples.filter(({ isKeyframe }) => isKeyframe).length
    seen.sounds += audio.samples.length
    for (const track of [audio, video]) Object.assign(track, { samples: [], length: 0 })
  }
  demuxer.parseChunks(bytes, 0)
  return seen
}
