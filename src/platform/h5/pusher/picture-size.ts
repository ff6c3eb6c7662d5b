import type { LivePusherProps } from '../../live-pusher.types'

export interface PictureSize { width: number, height: number }

/** The short side in pixels; WeChat's qualities and its call mode. */
const SHORT_SIDE = { QVGA: 240, HVGA: 320, SD: 360, HD: 540, FHD: 720, RTC: 360 } as const satisfies Record<LivePusherProps['mode'], number>
const LONG_BY_SHORT = { '9:16': 16 / 9, '3:4': 4 / 3 } as const satisfies Record<LivePusherProps['aspect'], number>

/** H.264 samples colour for every second pixel. */
const even = (pixels: number) => Math.max(2, Math.round(pixels / 2) * 2)

/** What the camera is asked for. */
export function wantedSize({ mode, aspect, orientation }: Pick<LivePusherProps, 'mode' | 'aspect' | 'orientation'>): PictureSize {
  const short = SHORT_SIDE[mode]
  const long = even(short * LONG_BY_SHORT[aspect])
  return orientation === 'horizontal' ? { width: long, height: short } : { width: short, height: long }
}

/** What is encoded of the picture that the camera really gives: its own shape, never more pixels a side than wanted. */
export function encodedSize(camera: PictureSize, wanted: PictureSize): PictureSize {
  const [wantedShort, wantedLong] = [Math.min(wanted.width, wanted.height), Math.max(wanted.width, wanted.height)]
  const [short, long] = [Math.min(camera.width, camera.height), Math.max(camera.width, camera.height)]
  const scale = Math.min(1, wantedShort / short, wantedLong / long)
  return { width: even(camera.width * scale), height: even(camera.height * scale) }
}

export const isSameSize = (a: PictureSize | undefined, b: PictureSize): boolean => a?.width === b.width && a.height === b.height
