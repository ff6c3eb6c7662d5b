/** For support: the browser's console, WeChat's vConsole. Never hand it a URL, a ticket or a token. */
export const log = {
  info: (message: string): void => console.info(`[kaike] ${message}`),
  warn: (message: string): void => console.warn(`[kaike] ${message}`),
}
