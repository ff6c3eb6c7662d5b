/** For which platform uni builds; the browser's when nothing is said. */
export const isH5 = (process.env.UNI_PLATFORM ?? 'h5') === 'h5'
