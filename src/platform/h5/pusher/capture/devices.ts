import type { LivePusherProps } from '../../../live-pusher.types'
import { CaptureError, toCaptureError } from './capture-errors'
import type { CaptureDevice } from './capture-errors'
import { wantedSize } from '../../../picture-size'
import type { SizeWish } from '../../../picture-size'

export interface CaptureWish {
  camera: boolean
  microphone: boolean
}

export interface CapturedTracks {
  camera?: MediaStreamTrack
  microphone?: MediaStreamTrack
}

export type CameraSettings = SizeWish & Pick<LivePusherProps, 'devicePosition' | 'fps'>
export type MicrophoneSettings = Pick<LivePusherProps, 'enableAgc' | 'enableAns'>

function cameraConstraints(settings: CameraSettings): MediaTrackConstraints {
  const { width, height } = wantedSize(settings)
  return {
    width: { ideal: width },
    height: { ideal: height },
    frameRate: { ideal: settings.fps, max: 30 },
    facingMode: { ideal: settings.devicePosition === 'front' ? 'user' : 'environment' },
  }
}

const microphoneConstraints = ({ enableAgc, enableAns }: MicrophoneSettings): MediaTrackConstraints => ({
  channelCount: { ideal: 1 },
  echoCancellation: true,
  noiseSuppression: enableAns,
  autoGainControl: enableAgc,
})

/** Undefined on a page that is neither https nor localhost, contrary to the types. */
export function mediaDevices(): MediaDevices | undefined {
  const here: { mediaDevices?: MediaDevices } = navigator
  return here.mediaDevices
}

/** Whether the browser opens the device without asking the user; if the browser does not tell, opening it shows. */
export async function mayAskQuietly(device: CaptureDevice): Promise<boolean> {
  try {
    const { state } = await navigator.permissions.query({ name: device })
    return state === 'granted'
  } catch {
    return true
  }
}

async function askFor(constraints: MediaStreamConstraints): Promise<CapturedTracks> {
  const stream = await navigator.mediaDevices.getUserMedia(constraints)
  const [camera] = stream.getVideoTracks()
  const [microphone] = stream.getAudioTracks()
  return { ...(camera && { camera }), ...(microphone && { microphone }) }
}

export function stopTracks({ camera, microphone }: CapturedTracks): void {
  camera?.stop()
  microphone?.stop()
}

/** Opens one device, to find the cause when the browser refuses both together. */
async function askForOne(device: CaptureDevice, constraints: MediaStreamConstraints): Promise<CapturedTracks> {
  try {
    return await askFor(constraints)
  } catch (error) {
    throw toCaptureError(device, error)
  }
}

/**
 * Opens the wanted devices with one question to the user. Rejects with a `CaptureError` that names the device: when the
 * browser refuses both together it does not name one, so each is then opened separately.
 */
export async function openDevices(
  wish: CaptureWish,
  settings: CameraSettings & MicrophoneSettings,
): Promise<CapturedTracks> {
  const first: CaptureDevice = wish.camera ? 'camera' : 'microphone'
  if (!mediaDevices()) throw new CaptureError(first, 'insecure')
  const video = wish.camera && cameraConstraints(settings)
  const audio = wish.microphone && microphoneConstraints(settings)
  if (!video && !audio) return {}
  if (!video || !audio) return askForOne(first, { video, audio })
  try {
    return await askFor({ video, audio })
  } catch {
    const camera = await askForOne('camera', { video })
    try {
      return { ...camera, ...await askForOne('microphone', { audio }) }
    } catch (error) {
      stopTracks(camera)
      throw error
    }
  }
}
