import type { Page } from 'playwright-core'

/** The connections to streams that a page has opened and closed. */
export interface MediaLines {
  readonly opened: number
  readonly alive: number
  /** The highest number alive at the same time. */
  readonly most: number
  /** Call after a reload: it closes all connections, but Playwright does not report that. */
  reloaded: () => void
}

export function countMediaLines(page: Page): MediaLines {
  const alive = new Set<object>()
  let opened = 0
  let most = 0
  page.on('websocket', socket => {
    if (!new URL(socket.url()).pathname.startsWith('/live/')) return
    opened += 1
    alive.add(socket)
    most = Math.max(most, alive.size)
    socket.on('close', () => alive.delete(socket))
  })
  return {
    get opened() { return opened },
    get alive() { return alive.size },
    get most() { return most },
    reloaded: () => alive.clear(),
  }
}
