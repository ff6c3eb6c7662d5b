import { refuse } from '../command-error'
import type { Snapshot, SnapshotOptions } from '../live-pusher.types'

const JPEG_QUALITY = {
  raw: 0.95, compressed: 0.7,
} as const satisfies Record<NonNullable<SnapshotOptions['quality']>, number>

/** The current picture of `video` as an object URL; the caller must revoke it. */
export async function takeSnapshot(
  video: HTMLVideoElement,
  { quality = 'raw', sourceType }: SnapshotOptions = {},
): Promise<Snapshot> {
  if (sourceType === 'view') throw refuse('snapshot', 'sourceType not supported by this browser')
  const { videoWidth: width, videoHeight: height } = video
  if (width === 0) throw refuse('snapshot', 'no picture')
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  canvas.getContext('2d')?.drawImage(video, 0, 0)
  const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/jpeg', JPEG_QUALITY[quality]))
  if (!blob) throw refuse('snapshot', 'cannot be encoded')
  return { tempImagePath: URL.createObjectURL(blob), width, height }
}
