/** A fault that a phone would suffer from although nothing throws. */
export interface Problem {
  kind: 'setData' | 'component' | 'context' | 'network' | 'navigation' | 'script' | 'api' | 'live'
  text: string
}

export class Problems {
  readonly list: Problem[] = []

  add(kind: Problem['kind'], text: string): void {
    this.list.push({ kind, text })
    console.warn(`[host] ${kind}: ${text}`)
  }
}
