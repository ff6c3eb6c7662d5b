/** The interface that each driver implements, so that one journey runs in all browsers. */
export interface Tab {
  /** Resolves when the document has loaded. */
  goto: (url: string) => Promise<void>
  reload: () => Promise<void>
  /** Runs `fn` in the page; arguments and result are JSON. A promise is awaited. */
  evaluate: <Args extends unknown[], T>(fn: (...args: Args) => T | Promise<T>, ...args: Args) => Promise<T>
  /** Clicks the first visible element like a person. Rejects while there is none. */
  click: (selector: string) => Promise<void>
  /** Types into the first visible element, key by key. */
  type: (selector: string, text: string) => Promise<void>
}

export interface Browser {
  name: string
  version: string
  tab: Tab
  close: () => Promise<void>
}

const EVERY_MS = 50
/** Far above the duration of any step on a quiet machine, so that a busy one only makes a test slower. */
export const PATIENCE_MS = 60_000

/** Waits until `fact` returns a value other than undefined and false. It may throw while the page is being replaced. */
export async function until<T>(
  what: string, fact: () => Promise<T | undefined | false>, timeoutMs = PATIENCE_MS,
): Promise<T> {
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
export const countVisible = (selector: string): number => {
  const elements = [...document.querySelectorAll(selector)]
  return elements.filter(element => element.checkVisibility({ visibilityProperty: true })).length
}
