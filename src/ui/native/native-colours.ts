/**
 * WeChat draws its own switch and slider from attributes, which cannot use tokens: a green that is visible in both
 * themes.
 */
export const NATIVE_ACCENT = '#3d8f60'
export const NATIVE_TRACK = 'rgba(128, 130, 120, 0.36)'
