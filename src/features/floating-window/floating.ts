/** Empty: WeChat draws its floating windows itself. The browser version is floating.h5.ts. */
export function startFloating(): void {}
