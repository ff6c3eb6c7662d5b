import type { WaitingImage } from './waiting-image.types'

/** A relative URL, because the site may be served from a folder. */
export const WAITING_IMAGE: WaitingImage = { url: 'static/waiting-image.png', md5: __WAITING_IMAGE_MD5__ }
