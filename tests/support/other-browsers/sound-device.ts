import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endProgram, startProgram } from './processes'
import { until } from './tab'

export interface SoundDevice {
  /** Environment variables for the browser. */
  env: Record<string, string>
  close: () => Promise<void>
}

/**
 * Starts a private PulseAudio with a null sink. Without a sound device Firefox runs no AudioContext, and then no
 * microphone. Systems other than Linux have a device.
 */
export async function openSoundDevice(): Promise<SoundDevice> {
  if (process.platform !== 'linux') return { env: {}, close: async () => {} }
  const home = await mkdtemp(join(tmpdir(), 'kaike-sound-'))
  const socket = join(home, 'native')
  const daemon = startProgram('pulseaudio', [
    '-n', '--daemonize=no', '--exit-idle-time=-1', '--use-pid-file=no', '--disable-shm=yes',
    '-L', 'module-null-sink', '-L', `module-native-protocol-unix socket=${socket} auth-anonymous=1`,
  ], { env: { ...process.env, HOME: home, XDG_RUNTIME_DIR: home }, stdio: 'ignore' })
  await until('PulseAudio listens', async () => existsSync(socket))
  return {
    env: { PULSE_SERVER: `unix:${socket}` },
    async close() {
      await endProgram(daemon)
      await rm(home, { recursive: true, force: true })
    },
  }
}
