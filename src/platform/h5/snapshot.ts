import { refuse } from '../command-error'

/** The picture that `video` shows, as an object URL: whoever gets it revokes it. */
export async function takeSnapshot(video: HTMLVideoElement): Promise<{ tempImagePath: string, width: number, height: number }> {
  const { videoWidth: width, videoHeight: height } = video
  if (width === 0) throw refuse('snapshot', 'no picture')
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  canvas.getContext('2d')?.drawImage(video, 0, 0)
  const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/jpeg', 0.9))
  if (!blob) throw refuse('snapshot', 'cannot be encoded')
  return { tempImagePath: URL.createObjectURL(blob), width, height }
}
