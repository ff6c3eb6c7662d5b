/** WeChat shares pages and files, but no text; the browser's twin is share-text.h5.ts. */
export const canShareText = (): boolean => false

/** Only in a tap. */
export function shareText(_text: string): void {}
