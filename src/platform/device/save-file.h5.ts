import type { FileSaver } from './save-file.types'

/** Milliseconds; long enough for every browser to start the download. */
const REVOKE_AFTER_MS = 60_000

export const fileSaver: FileSaver = {
  needsTap: false,
  save({ fileName, mimeType, content }) {
    const url = URL.createObjectURL(new Blob([content], { type: mimeType }))
    const link = document.createElement('a')
    link.href = url
    link.download = fileName
    link.click()
    setTimeout(() => URL.revokeObjectURL(url), REVOKE_AFTER_MS)
    return Promise.resolve('downloaded')
  },
}
