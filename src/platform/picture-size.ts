import type { LivePusherProps } from './live-pusher.types'

export interface PictureSize { width: number, height: number }

/** The short side in pixels. RTC has none: it uses `videoWidth` and `videoHeight`. */
const SHORT_SIDE = {
  QVGA: 240, HVGA: 320, SD: 360, HD: 540, FHD: 720,
} as const satisfies Partial<Record<LivePusherProps['mode'], number>>
const LONG_BY_SHORT = { '9:16': 16 / 9, '3:4': 4 / 3 } as const satisfies Record<LivePusherProps['aspect'], number>
/** Pixels per side: the maximum that WeChat and browsers encode, and the minimum of a picture. */
const LONGEST_SIDE = 1280
const SHORTEST_SIDE = 16

/** H.264 samples colour for every second pixel, so both sides are even. */
const even = (pixels: number) => Math.max(2, Math.round(pixels / 2) * 2)

const within = (pixels: number, fallback: number) =>
  even(Math.min(LONGEST_SIDE, Math.max(SHORTEST_SIDE, Number.isFinite(pixels) ? pixels : fallback)))

export type SizeWish = Pick<LivePusherProps, 'mode' | 'aspect' | 'orientation' | 'videoWidth' | 'videoHeight'>

/** The upright size, for either orientation. */
function uprightSize({ mode, aspect, videoWidth, videoHeight }: Omit<SizeWish, 'orientation'>): PictureSize {
  if (mode !== 'RTC') return { width: SHORT_SIDE[mode], height: even(SHORT_SIDE[mode] * LONG_BY_SHORT[aspect]) }
  const [width, height] = [within(videoWidth, 360), within(videoHeight, 640)]
  const short = Math.min(width, height)
  return { width: short, height: aspect === '3:4' ? even(short * LONG_BY_SHORT[aspect]) : Math.max(width, height) }
}

/** The size requested from the camera. */
export function wantedSize(wish: SizeWish): PictureSize {
  const { width, height } = uprightSize(wish)
  return wish.orientation === 'horizontal' ? { width: height, height: width } : { width, height }
}

/** The encoded size of the camera's actual picture: the same aspect ratio, no side longer than wanted. */
export function encodedSize(camera: PictureSize, wanted: PictureSize): PictureSize {
  const [wantedShort, wantedLong] = [Math.min(wanted.width, wanted.height), Math.max(wanted.width, wanted.height)]
  const [short, long] = [Math.min(camera.width, camera.height), Math.max(camera.width, camera.height)]
  const scale = Math.min(1, wantedShort / short, wantedLong / long)
  return { width: even(camera.width * scale), height: even(camera.height * scale) }
}

export const isSameSize = (a: PictureSize | undefined, b: PictureSize): boolean =>
  a?.width === b.width && a.height === b.height
