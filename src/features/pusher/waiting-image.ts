import type { WaitingImage } from './waiting-image.types'

/** A file of the mini-program package; the H5 twin is waiting-image.h5.ts. */
export const WAITING_IMAGE: WaitingImage = { url: '/static/waiting-image.png', md5: __WAITING_IMAGE_MD5__ }
