import { spawn } from 'node:child_process'
import type { StreamShape } from '../trace'
import { paintClock } from '../../latency/painted-clock'

const WIDTH = 320
const HEIGHT = 180
/** Same share of the picture as in the latency bench, as the reader expects. */
const CELL_HEIGHT = 20
const CLOCK_BYTES = WIDTH * CELL_HEIGHT * 2
/** Noise around grey, which makes the encoder use its whole bitrate. */
const NOISE_DEPTH = 48
const TICK_MS = 10

export interface PaintedSource { stop: () => void }

/** Lets `paintClock` paint on a plane of grey bytes. */
function greyPainter(plane: Uint8Array) {
  return {
    fillStyle: '#000' as string | CanvasGradient | CanvasPattern,
    fillRect(x: number, y: number, width: number, height: number) {
      const grey = this.fillStyle === '#fff' ? 255 : 0
      for (let row = y; row < y + height; row += 1) plane.fill(grey, row * WIDTH + x, row * WIDTH + x + width)
    },
  }
}

/** ffmpeg publishes noise with the painted clock on top in real time, in the shape of a trace's stream. */
export function pushPainted(url: string, { videoKbps, audioKbps, fps, gopSeconds }: StreamShape): PaintedSource {
  const gop = String(fps * gopSeconds)
  const rate = `${videoKbps}k`
  const ffmpeg = spawn('ffmpeg', [
    '-hide_banner', '-loglevel', 'error', '-nostdin',
    '-f', 'rawvideo', '-pix_fmt', 'gray', '-s', `${WIDTH}x${HEIGHT}`, '-r', String(fps), '-i', 'pipe:0',
    '-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=44100',
    '-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-pix_fmt', 'yuv420p', '-threads', '1',
    '-b:v', rate, '-minrate', rate, '-maxrate', rate, '-bufsize', `${videoKbps / 2}k`,
    '-g', gop, '-keyint_min', gop, '-sc_threshold', '0',
    '-c:a', 'aac', '-b:a', `${audioKbps}k`, '-shortest', '-flush_packets', '1', '-f', 'flv', url,
  ], { stdio: ['pipe', 'ignore', 'inherit'] })
  ffmpeg.stdin.on('error', () => { /* ffmpeg has ended; the bench detects the missing stream. */ })
  const noise = Uint8Array.from({ length: WIDTH * HEIGHT * 4 }, () =>
    128 + Math.floor((Math.random() - 0.5) * NOISE_DEPTH))
  const startedMs = performance.now()
  let sent = 0
  const timer = setInterval(() => {
    while (sent < (performance.now() - startedMs) / 1000 * fps) {
      const frame = new Uint8Array(WIDTH * HEIGHT)
      const from = Math.floor(Math.random() * WIDTH * HEIGHT * 3)
      frame.set(noise.subarray(from, from + WIDTH * HEIGHT - CLOCK_BYTES), CLOCK_BYTES)
      paintClock(greyPainter(frame), Date.now(), WIDTH, CELL_HEIGHT)
      ffmpeg.stdin.write(frame)
      sent += 1
    }
  }, TICK_MS)
  return {
    stop() {
      clearInterval(timer)
      ffmpeg.kill('SIGKILL')
    },
  }
}
