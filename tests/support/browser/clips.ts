import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The clip shows one plain colour at a time and changes to the next every `COLOUR_SECONDS`. */
export const COLOURS = ['red', 'lime', 'blue'] as const
export const COLOUR_SECONDS = 1
const FPS = 25
/** Beeps instead of a constant tone: a microphone's noise suppression removes a constant tone as hum. */
const BEEPS = 'aevalsrc=0.6*sin(2*PI*440*t)*lt(mod(t\\,0.4)\\,0.25):sample_rate=48000'
const ROUNDS = 20

const folder = join(tmpdir(), 'kaike-clips')

/**
 * Makes a file with ffmpeg once for all test files and runs: the name contains a hash of the arguments.
 * Two processes that make it at the same time make the same file.
 */
function makeOnce(name: string, args: readonly string[]): string {
  const hash = createHash('sha256').update(args.join(' ')).digest('hex').slice(0, 12)
  const file = join(folder, `${hash}-${name}`)
  if (existsSync(file)) return file
  mkdirSync(folder, { recursive: true })
  const unfinished = join(folder, `${process.pid}-${name}`)
  const command = ['-hide_banner', '-loglevel', 'error', '-y', ...args, unfinished]
  const run = spawnSync('ffmpeg', command, { encoding: 'utf8' })
  if (run.status !== 0) throw new Error(`ffmpeg failed: ${run.stderr || run.error?.message}`)
  renameSync(unfinished, file)
  return file
}

const colourInputs = (size: string) => COLOURS.flatMap(colour => [
  '-f', 'lavfi', '-i', `color=${colour}:size=${size}:rate=${FPS}:duration=${COLOUR_SECONDS}`,
])
const colourConcat = `${COLOURS.map((_, n) => `[${n}:v]`).join('')}concat=n=${COLOURS.length}`
const colourRounds = `${colourConcat}[round];`
  + `[round]loop=loop=${ROUNDS}:size=${FPS * COLOUR_SECONDS * COLOURS.length}[v]`
const clipSeconds = COLOUR_SECONDS * COLOURS.length * ROUNDS

/** A file as an encoder sends it: H.264 and AAC in MP4, one minute of changing colours and beeps. */
export function makeClassFile(): string {
  return makeOnce('class.mp4', [
    ...colourInputs('640x360'),
    '-f', 'lavfi', '-i', `${BEEPS}:duration=${clipSeconds}`,
    '-filter_complex', colourRounds, '-map', '[v]', '-map', `${COLOURS.length}:a`, '-t', String(clipSeconds),
    '-c:v', 'libx264', '-preset', 'ultrafast', '-profile:v', 'baseline', '-pix_fmt', 'yuv420p', '-g', String(FPS),
    '-b:v', '600k', '-c:a', 'aac', '-b:a', '64k', '-ac', '2',
  ])
}

/** Noise in a third of the picture, which does not compress: plain colours would fit through every network. */
const NOISE = 'split[plain][other];[other]crop=iw:ih/3:0:0,noise=alls=100:allf=t+u[noise];'
  + '[plain][noise]overlay=0:main_h-overlay_h'

/** The files for Chromium's fake camera and microphone: the same colours and beeps, uncompressed. */
export function makeFakeDevices({ isNoisy = false } = {}): { video: string, audio: string } {
  const video = makeOnce('camera.y4m', [
    ...colourInputs('320x240'),
    '-filter_complex', `${colourConcat}${isNoisy ? `,${NOISE}` : ''}[v]`,
    '-map', '[v]', '-pix_fmt', 'yuv420p',
  ])
  const audio = makeOnce('microphone.wav', ['-f', 'lavfi', '-i', `${BEEPS}:duration=${clipSeconds}`, '-ac', '1'])
  return { video, audio }
}

/** Pushes a file in real time, as OBS does, until it is killed or the server refuses. */
export function pushFile(file: string, pushUrl: string): ChildProcess {
  return spawn('ffmpeg', [
    '-hide_banner', '-loglevel', 'error', '-re', '-stream_loop', '-1', '-i', file, '-c', 'copy', '-f', 'flv', pushUrl,
  ], { stdio: 'ignore' })
}
