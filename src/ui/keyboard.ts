/** WeChat has no keyboard focus. The browser's twin is keyboard.h5.ts. */
export function listenForKeys(): void {}
