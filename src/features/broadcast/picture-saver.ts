import type { SavePicture } from './picture-saver.types'

/** WeChat version; the browser version is picture-saver.h5.ts. */
export const savePicture: SavePicture = filePath => new Promise((resolve, reject) => {
  uni.saveImageToPhotosAlbum({ filePath, success: () => resolve('album'), fail: () => reject(new Error('Not saved')) })
})
