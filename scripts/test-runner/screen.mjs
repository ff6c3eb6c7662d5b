/**
 * @typedef {object} Part  the output of one step
 * @property {(text: string) => void} write
 * @property {() => void} close  ends the output
 */

/**
 * The terminal of steps that run in parallel. It keeps the output of a step in one piece: the step that opened first
 * prints immediately, and the output of the others waits until all steps before them are closed.
 * @param {(text: string) => void} print
 */
export function createScreen(print) {
  /** @type {{ text: string, isOpen: boolean }[]} */
  const queue = []

  const flush = () => {
    for (let first = queue[0]; first; first = queue[0]) {
      if (first.text !== '') print(first.text)
      first.text = ''
      if (first.isOpen) return
      queue.shift()
    }
  }

  return {
    /** @returns {Part} */
    open() {
      const part = { text: '', isOpen: true }
      queue.push(part)
      return {
        write(text) {
          part.text += text
          if (queue[0] === part) flush()
        },
        close() {
          part.isOpen = false
          flush()
        },
      }
    },
  }
}
