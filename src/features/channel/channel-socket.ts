export interface SocketListener {
  onText: (text: string) => void
  /** Called once. 1006 stands for every end without a code: refused, unreachable, lost. */
  onClosed: (code: number) => void
}

export interface ChannelSocket {
  /** Closes the socket without a call of `onClosed`. */
  drop: () => void
}

export type ConnectSocket = (url: string, listener: SocketListener) => ChannelSocket

const LOST = 1006

/**
 * A WebSocket through uni-app. WeChat reports an error, a close, or both.
 * The listener always gets exactly one close.
 */
export const connectSocket: ConnectSocket = (url, listener) => {
  let isOver = false

  const closed = (code: number): void => {
    if (isOver) return
    isOver = true
    listener.onClosed(code)
  }

  // With `complete` set, uni-app returns the task instead of a promise.
  const task = uni.connectSocket({ url, complete: () => {}, fail: () => closed(LOST) })
  task.onMessage(({ data }) => {
    if (!isOver && typeof data === 'string') listener.onText(data)
  })
  task.onError(() => closed(LOST))
  task.onClose(({ code }: { code?: number }) => closed(code ?? LOST))

  return {
    drop() {
      if (isOver) return
      isOver = true
      task.close({})
    },
  }
}
