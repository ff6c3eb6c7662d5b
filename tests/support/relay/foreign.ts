/** GStreamer, librtmp and ffplay as publishers and players. They end with the stream, or the test ends them. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'

/** Output of a program, and how it ended. */
export interface Ending {
  code: number | null
  said: string
}

export class ForeignClient {
  readonly #process: ChildProcess
  readonly #ended: Promise<Ending>

  constructor(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    this.#process = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...env } })
    const said: string[] = []
    this.#process.stderr?.on('data', (data: Buffer) => said.push(data.toString()))
    this.#ended = new Promise((resolve, reject) => {
      this.#process.on('error', reject)
      this.#process.on('close', code => { resolve({ code, said: said.join('') }) })
    })
  }

  ended(): Promise<Ending> {
    return this.#ended
  }

  async kill(): Promise<void> {
    this.#process.kill('SIGKILL')
    await this.#ended
  }
}

const gstreamer = (...pipeline: string[]): ForeignClient =>
  new ForeignClient('gst-launch-1.0', ['-q', ...pipeline.flatMap(part => part.split(' '))])

const readClip = (path: string): string =>
  `filesrc location=${path} ! flvdemux name=source flvmux name=mux streamable=true `
  + 'source.video ! queue ! h264parse ! mux.video source.audio ! queue ! aacparse ! mux.audio'

/** Each publishes a clip in real time and closes its stream. */
export const PUBLISHERS = {
  'GStreamer': (clip: string, url: string) => gstreamer(readClip(clip), `mux. ! rtmp2sink location=${url}`),
  // The librtmp of rtmpdump and old OBS, in a program that can publish with it.
  'librtmp': (clip: string, url: string) => gstreamer(readClip(clip), `mux. ! rtmpsink location=${url}`),
}

/** ffmpeg with a live encoding, like a camera without an end. */
export const pushCamera = (url: string, fps: number): ForeignClient => new ForeignClient('ffmpeg', [
  '-hide_banner', '-loglevel', 'error', '-nostdin', '-re',
  '-f', 'lavfi', '-i', `testsrc2=size=320x180:rate=${fps}`, '-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=44100',
  '-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-pix_fmt', 'yuv420p', '-g', String(fps),
  '-c:a', 'aac', '-b:a', '64k', '-f', 'flv', url,
])

/** Each records the stream to a file until the stream ends. */
export const RECORDERS = {
  'GStreamer by RTMP': (rtmp: string, _flv: string, path: string) =>
    gstreamer(`rtmp2src location=${rtmp} ! filesink location=${path}`),
  'GStreamer by HTTP-FLV': (_rtmp: string, flv: string, path: string) =>
    gstreamer(`souphttpsrc location=${flv} ! filesink location=${path}`),
  'librtmp': (rtmp: string, _flv: string, path: string) =>
    gstreamer(`rtmpsrc location=${rtmp} ! filesink location=${path}`),
  'rtmpdump': (rtmp: string, _flv: string, path: string) =>
    new ForeignClient('rtmpdump', ['--quiet', '--live', '--rtmp', rtmp, '--flv', path]),
}

/** Follows an HLS playlist and writes its segments to a file. */
export const recordHls = (m3u8: string, path: string): ForeignClient =>
  gstreamer(`souphttpsrc location=${m3u8} ! hlsdemux ! filesink location=${path}`)

/** Plays a stream without display or audio device, until it ends. */
export const ffplay = (url: string): ForeignClient =>
  new ForeignClient(
    'ffplay',
    ['-hide_banner', '-loglevel', 'error', '-autoexit', url],
    { SDL_VIDEODRIVER: 'dummy', SDL_AUDIODRIVER: 'dummy' },
  )
