/** What the tests ask of a browser. Each driver gives only this, so that one journey runs in all of them. */
export interface Tab {
  /** Resolves when the document has loaded. */
  goto: (url: string) => Promise<void>
  reload: () => Promise<void>
  /** Runs `fn` in the page; arguments and result are JSON. A promise is awaited. */
  evaluate: <Args extends unknown[], T>(fn: (...args: Args) => T | Promise<T>, ...args: Args) => Promise<T>
  /** A click as a person makes it, on the first visible element. Rejects while there is none. */
  click: (selector: string) => Promise<void>
  /** Keys as a person presses them, into the first visible element. */
  type: (selector: string, text: string) => Promise<void>
}

export interface Browser {
  name: string
  version: string
  tab: Tab
  close: () => Promise<void>
}

const EVERY_MS = 50
/** Well above what any step takes on a quiet machine: a busy one only makes a test slower. */
export const PATIENCE_MS = 60_000

/** Waits until `fact` gives something other than undefined or false. A page that is just being replaced may throw. */
export async function until<T>(what: string, fact: () => Promise<T | undefined | false>, timeoutMs = PATIENCE_MS): Promise<T> {
  const deadline = Date.now() + timeoutMs
  let last: unknown
  for (;;) {
    try {
      const value = await fact()
      if (value !== undefined && value !== false) return value
      last = value
    } catch (error) {
      last = error
    }
    if (Date.now() > deadline) throw new Error(`Not in ${timeoutMs} ms: ${what}`, { cause: last })
    await new Promise(done => setTimeout(done, EVERY_MS))
  }
}

/** Runs in the page. */
export const firstVisible = (selector: string): Element | undefined =>
  [...document.querySelectorAll(selector)].find(element => element.checkVisibility({ visibilityProperty: true }))

/** Runs in the page. */
export const countVisible = (selector: string): number =>
  [...document.querySelectorAll(selector)].filter(element => element.checkVisibility({ visibilityProperty: true })).length
