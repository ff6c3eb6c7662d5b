import type { AccessPort, Permission } from './access.types'

const DEVICES = ['camera', 'microphone'] as const

/** Undefined in Firefox and older Safari, which do not know these permissions. */
const query = (name: (typeof DEVICES)[number]): Promise<PermissionStatus | undefined> =>
  Promise.resolve().then(() => navigator.permissions.query({ name })).catch(() => undefined)

function toPermission(status: PermissionStatus | undefined): Permission {
  if (!status) return 'unknown'
  return status.state === 'prompt' ? 'unasked' : status.state
}

export const accessPort: AccessPort = {
  async read() {
    const [camera, microphone] = await Promise.all(DEVICES.map(query))
    return { camera: toPermission(camera), microphone: toPermission(microphone) }
  },
  // The preview requests both devices at once, and reports the most precise failure.
  ask: () => Promise.resolve(),
  openSystem: undefined,
  openPrivacyGuide: undefined,
  onChange(listener) {
    const stops: (() => void)[] = []
    let isOver = false
    for (const name of DEVICES) {
      void query(name).then(status => {
        if (isOver || !status) return
        status.addEventListener('change', listener)
        stops.push(() => status.removeEventListener('change', listener))
      })
    }
    return () => {
      isOver = true
      for (const stop of stops) stop()
    }
  },
}
