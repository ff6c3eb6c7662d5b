import type { SavePicture } from './picture-saver.types'

/** Time for the browser to start the download before the URL becomes invalid. */
const REVOKE_AFTER_MS = 60_000

export const savePicture: SavePicture = (tempImagePath, fileName) => {
  const link = document.createElement('a')
  link.href = tempImagePath
  link.download = fileName
  link.click()
  setTimeout(() => URL.revokeObjectURL(tempImagePath), REVOKE_AFTER_MS)
  return Promise.resolve('downloads')
}
