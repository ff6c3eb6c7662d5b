import type { glassEasel as ge } from 'glass-easel-miniprogram-adapter'

type Component = ge.GeneralComponent

const depthOf = (component: Component): number => {
  let depth = 0
  for (let host = component.ownerShadowRoot?.getHostNode(); host; host = host.ownerShadowRoot?.getHostNode()) depth += 1
  return depth
}

/**
 * Fires `ready`, which glass-easel leaves to the renderer: after the attachment, children before their parents, then
 * the page's `onReady`.
 */
export class ReadyQueue {
  private waiting: Component[] = []
  private isScheduled = false

  attached({ _$: component }: { _$: Component }): void {
    this.waiting.push(component)
    this.flushSoon()
  }

  /** Flushes after the running task and its promises, as rendering does. */
  flushSoon(): void {
    if (this.isScheduled || this.waiting.length === 0) return
    this.isScheduled = true
    setTimeout(() => {
      this.isScheduled = false
      this.flush()
    }, 0)
  }

  private flush(): void {
    const batch = this.waiting.map(component => ({ component, depth: depthOf(component) }))
      .sort((a, b) => b.depth - a.depth)
    this.waiting = []
    for (const { component, depth } of batch) {
      component.triggerLifetime('ready', [])
      if (depth === 0) (component.getMethodCaller() as { onReady?: () => void }).onReady?.()
    }
  }
}
