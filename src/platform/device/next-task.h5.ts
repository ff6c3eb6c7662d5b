/**
 * Resolves with `value` in a task of its own, so that the browser can draw and hear a tap in between. By a message: a timer
 * fires once a second in a tab in the background.
 */
export const inNextTask = <T>(value: T): Promise<T> => new Promise(resolve => {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => {
    port1.close()
    resolve(value)
  }
  port2.postMessage(undefined)
})
