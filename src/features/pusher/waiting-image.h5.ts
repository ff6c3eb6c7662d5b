import type { WaitingImage } from './waiting-image.types'

/** Beside the page, which may lie in a folder. */
export const WAITING_IMAGE: WaitingImage = { url: 'static/waiting-image.png', md5: __WAITING_IMAGE_MD5__ }
