import type { Floatable } from '../floating-window'
import type { Host } from '../host'
import type { Page } from '../page-stack'
import type { GeComponent } from '../space'
import { PlayerStandIn } from './player'
import { PusherStandIn } from './pusher'
import type { Command, LiveKind, LiveStandIn } from './stand-in'

/** All attached live components, and the effects of their pages on them. */
export class LiveComponents implements Iterable<LiveStandIn> {
  /** All commands of contexts, also to components that are gone. */
  readonly commands: (Command & { kind: LiveKind })[] = []
  private readonly byComponent = new Map<GeComponent, LiveStandIn>()
  private readonly host: Host

  constructor(host: Host) {
    this.host = host
  }

  [Symbol.iterator](): Iterator<LiveStandIn> {
    return this.byComponent.values()
  }

  attached(kind: LiveKind, component: GeComponent): void {
    const parts = { host: this.host, component }
    const standIn = kind === 'pusher' ? new PusherStandIn(parts) : new PlayerStandIn(parts)
    if (kind === 'pusher' && this.pusherOf(standIn.page)) {
      this.host.problems.add('live', 'a second live-pusher on one page does not work')
    }
    this.byComponent.set(component, standIn)
    standIn.started()
  }

  detached(component: GeComponent): void {
    this.byComponent.get(component)?.dispose()
    this.byComponent.delete(component)
  }

  of(component: GeComponent): LiveStandIn | undefined {
    return this.byComponent.get(component)
  }

  pusherOf(page: Page | undefined): LiveStandIn | undefined {
    return page && this.onPage(page).find(({ kind }) => kind === 'pusher')
  }

  onPage(page: Page): LiveStandIn[] {
    return [...this].filter(standIn => standIn.page === page)
  }

  /** The newest of its kind on the front page, otherwise the newest on any page. */
  current(kind: LiveKind): LiveStandIn | undefined {
    const all = [...this].filter(standIn => standIn.kind === kind)
    return all.filter(({ page }) => page === this.host.pages.top).at(-1) ?? all.at(-1)
  }

  floatablesOf(page: Page): readonly Floatable[] {
    return this.onPage(page)
  }

  hidden(isApp: boolean): void {
    for (const standIn of this) {
      if (isApp || !standIn.page?.isShown) standIn.hidden(isApp)
    }
  }

  shown(): void {
    for (const standIn of this) {
      if (standIn.page && this.host.pages.isVisible(standIn.page)) standIn.shown()
    }
  }
}
