import { refuse } from '../../../command-error'

/** Of phones' cameras; not in TypeScript's library (Image Capture, W3C). */
interface CameraCapabilities {
  torch?: boolean
  zoom?: { min: number, max: number }
  focusMode?: string[]
}

interface CameraConstraints {
  torch?: boolean
  zoom?: number
  focusMode?: string
}

type Facing = 'front' | 'back'

/** Which camera counts: the attribute where it has changed, else what the command chose since. */
export const facingOf = (asked: Facing, askedBefore: Facing, current: Facing): Facing => (asked === askedBefore ? current : asked)

/** What the camera says of itself; nothing in browsers that cannot ask, such as Firefox. */
function capabilitiesOf(camera: MediaStreamTrack): CameraCapabilities {
  const { getCapabilities } = camera as Partial<MediaStreamTrack>
  return getCapabilities ? getCapabilities.call(camera) as CameraCapabilities : {}
}

const constrain = (camera: MediaStreamTrack, wish: CameraConstraints): Promise<void> =>
  camera.applyConstraints({ advanced: [wish as MediaTrackConstraintSet] })

export async function switchTorch(camera: MediaStreamTrack | undefined, torch: boolean): Promise<void> {
  if (!camera || !capabilitiesOf(camera).torch) throw refuse('toggleTorch', 'no torch')
  await constrain(camera, { torch })
}

/** Cameras count from anywhere (some from 100): WeChat's 1 is the least that this one has. */
export function maxZoomOf(camera: MediaStreamTrack | undefined): number {
  const zoom = camera && capabilitiesOf(camera).zoom
  if (!zoom || !(zoom.min > 0) || !(zoom.max > zoom.min)) throw refuse('getMaxZoom', 'no zoom')
  return zoom.max / zoom.min
}

export async function zoomTo(camera: MediaStreamTrack | undefined, factor: number): Promise<void> {
  const zoom = camera && capabilitiesOf(camera).zoom
  if (!zoom || !(zoom.min > 0) || !(zoom.max > zoom.min)) throw refuse('setZoom', 'no zoom')
  if (!Number.isFinite(factor)) throw refuse('setZoom', 'zoom is not a number')
  await constrain(camera, { zoom: Math.min(zoom.max, zoom.min * Math.max(1, factor)) })
}

/** A wish: most cameras of computers have one focus. Without `isAutomatic` the focus stays where it is. */
export async function setFocus(camera: MediaStreamTrack, isAutomatic: boolean): Promise<void> {
  const modes = capabilitiesOf(camera).focusMode ?? []
  const focusMode = isAutomatic ? 'continuous' : 'manual'
  if (modes.includes(focusMode)) await constrain(camera, { focusMode }).catch(() => {})
}
