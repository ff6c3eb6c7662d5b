/** WeChat draws its floating windows itself; the browser's twin is floating.h5.ts. */
export function startFloating(): void {}
