/** WeChat has no keyboard focus: nothing to do. The browser's twin is keyboard.h5.ts. */
export function listenForKeys(): void {}
