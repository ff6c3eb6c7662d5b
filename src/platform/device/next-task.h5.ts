/**
 * Resolves with `value` in a separate task, so that the browser can draw and handle a tap before it. Uses a message,
 * because a timer in a background tab fires only once a second.
 */
export const inNextTask = <T>(value: T): Promise<T> => new Promise(resolve => {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => {
    port1.close()
    resolve(value)
  }
  port2.postMessage(undefined)
})
