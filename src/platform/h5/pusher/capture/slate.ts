import { startTicker } from '../../ticker'
import type { OnFrame } from './frame-source'
import type { PictureSize } from '../../../picture-size'

/** Pictures per second. More would load the uplink, fewer would look like a stall to players. */
const SLATE_FPS = 10
const INK = '#16181b'

export interface Slate {
  show: (image: CanvasImageSource & PictureSize) => void
  stop: () => void
}

/**
 * A still picture that replaces the camera, so that the stream continues: a plain dark picture, or an image in its
 * middle.
 */
export function startSlate({ width, height }: PictureSize, onFrame: OnFrame): Slate {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d', { alpha: false })
  const paint = (image?: CanvasImageSource & PictureSize) => {
    if (!context) return
    context.fillStyle = INK
    context.fillRect(0, 0, width, height)
    if (!image) return
    const scale = Math.min(width / image.width, height / image.height)
    const [imageWidth, imageHeight] = [image.width * scale, image.height * scale]
    context.drawImage(image, (width - imageWidth) / 2, (height - imageHeight) / 2, imageWidth, imageHeight)
  }
  paint()
  const stop = startTicker(1000 / SLATE_FPS, () => {
    const deviceMs = performance.now()
    onFrame(new VideoFrame(canvas, { timestamp: Math.round(deviceMs * 1000) }), deviceMs)
  })
  return { show: paint, stop }
}

/** Loads the `waiting-image`; rejects if that fails. */
export async function loadImage(url: string): Promise<HTMLImageElement> {
  const image = new Image()
  image.crossOrigin = 'anonymous'
  image.src = url
  await image.decode()
  return image
}
