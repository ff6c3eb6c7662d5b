import { refuse } from '../../../command-error'

/** Capabilities of phone cameras (Image Capture, W3C); not in TypeScript's library. */
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

/** The camera to use: the attribute if it has changed, otherwise the last choice by command. */
export const facingOf = (asked: Facing, askedBefore: Facing, current: Facing): Facing =>
  (asked === askedBefore ? current : asked)

/** The camera's capabilities; empty in browsers that cannot report them, such as Firefox. */
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

/** The zoom ranges of cameras start at different values (some at 100): WeChat's 1 is the minimum of this camera. */
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

/** Best effort: most computer cameras have a fixed focus. Without `isAutomatic` the focus stays as it is. */
export async function setFocus(camera: MediaStreamTrack, isAutomatic: boolean): Promise<void> {
  const modes = capabilitiesOf(camera).focusMode ?? []
  const focusMode = isAutomatic ? 'continuous' : 'manual'
  if (modes.includes(focusMode)) await constrain(camera, { focusMode }).catch(() => {})
}
