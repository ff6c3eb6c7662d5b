/** Logs for support: the browser's console or WeChat's vConsole. Never pass a URL, a ticket or a token. */
export const log = {
  info: (message: string): void => console.info(`[kaike] ${message}`),
  warn: (message: string): void => console.warn(`[kaike] ${message}`),
}
