import type { LivePusherProps } from './live-pusher.types'

export interface PictureSize { width: number, height: number }

/** The short side in pixels. RTC brings none: there `videoWidth` and `videoHeight` count. */
const SHORT_SIDE = { QVGA: 240, HVGA: 320, SD: 360, HD: 540, FHD: 720 } as const satisfies Partial<Record<LivePusherProps['mode'], number>>
const LONG_BY_SHORT = { '9:16': 16 / 9, '3:4': 4 / 3 } as const satisfies Record<LivePusherProps['aspect'], number>
/** What WeChat and browsers encode at most, and what is left of a picture at least. */
const LONGEST_SIDE = 1280
const SHORTEST_SIDE = 16

/** H.264 samples colour for every second pixel. */
const even = (pixels: number) => Math.max(2, Math.round(pixels / 2) * 2)

const within = (pixels: number, fallback: number) =>
  even(Math.min(LONGEST_SIDE, Math.max(SHORTEST_SIDE, Number.isFinite(pixels) ? pixels : fallback)))

export type SizeWish = Pick<LivePusherProps, 'mode' | 'aspect' | 'orientation' | 'videoWidth' | 'videoHeight'>

/** Upright, whatever the orientation. */
function uprightSize({ mode, aspect, videoWidth, videoHeight }: Omit<SizeWish, 'orientation'>): PictureSize {
  if (mode !== 'RTC') return { width: SHORT_SIDE[mode], height: even(SHORT_SIDE[mode] * LONG_BY_SHORT[aspect]) }
  const [width, height] = [within(videoWidth, 360), within(videoHeight, 640)]
  const short = Math.min(width, height)
  return { width: short, height: aspect === '3:4' ? even(short * LONG_BY_SHORT[aspect]) : Math.max(width, height) }
}

/** What the camera is asked for. */
export function wantedSize(wish: SizeWish): PictureSize {
  const { width, height } = uprightSize(wish)
  return wish.orientation === 'horizontal' ? { width: height, height: width } : { width, height }
}

/** What is encoded of the picture that the camera really gives: its own shape, never more pixels a side than wanted. */
export function encodedSize(camera: PictureSize, wanted: PictureSize): PictureSize {
  const [wantedShort, wantedLong] = [Math.min(wanted.width, wanted.height), Math.max(wanted.width, wanted.height)]
  const [short, long] = [Math.min(camera.width, camera.height), Math.max(camera.width, camera.height)]
  const scale = Math.min(1, wantedShort / short, wantedLong / long)
  return { width: even(camera.width * scale), height: even(camera.height * scale) }
}

export const isSameSize = (a: PictureSize | undefined, b: PictureSize): boolean => a?.width === b.width && a.height === b.height
