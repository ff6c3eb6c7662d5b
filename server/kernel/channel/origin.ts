const isWebPage = (origin: string): boolean => origin === 'null' || /^https?:\/\//.test(origin)

/** The page frame of every mini-program. */
const WECHAT = 'https://servicewechat.com'

/**
 * Whether a page of this origin may open a channel: the server's own pages, the configured ones, and clients other than
 * web pages. WeChat sends no origin, `weapp://…` (iOS) or two joined by a comma (`wx.connectSocket`); browsers send
 * none of these.
 */
export function isAllowedOrigin(
  sent: string | undefined, host: string | undefined, allowed: readonly string[],
): boolean {
  if (sent === undefined) return true
  return sent.split(',').map(part => part.trim()).every(origin =>
    !isWebPage(origin) || origin === WECHAT || allowed.includes(origin) || isOwn(origin, host))
}

function isOwn(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host
}
