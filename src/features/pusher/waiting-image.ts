import type { WaitingImage } from './waiting-image.types'

/** A file of the package; the browser's twin is waiting-image.h5.ts. */
export const WAITING_IMAGE: WaitingImage = { url: '/static/waiting-image.png', md5: __WAITING_IMAGE_MD5__ }
