import type { SavePicture } from './picture-saver.types'

/** Long enough for every browser to begin with it. */
const REVOKE_AFTER_MS = 60_000

export const savePicture: SavePicture = (tempImagePath, fileName) => {
  const link = document.createElement('a')
  link.href = tempImagePath
  link.download = fileName
  link.click()
  setTimeout(() => URL.revokeObjectURL(tempImagePath), REVOKE_AFTER_MS)
  return Promise.resolve('downloads')
}
