/**
 * @typedef {object} Part  what one step prints
 * @property {(text: string) => void} write
 * @property {() => void} close  nothing follows
 */

/**
 * The terminal for steps that run side by side. The output of a step stays in one piece: the step that opened first prints
 * as it goes, the others are kept until those before them are closed.
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
