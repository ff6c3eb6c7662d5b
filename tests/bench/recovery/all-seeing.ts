/**
 * A driver that sees the world as it is, in place of a machine. It shows that the world lets a class come back: what it
 * does not reach, no machine can.
 */
import type { Driver, DriverParts } from './driver'
import type { Ticket } from './world/server'

const LOOKS_EVERY_MS = 500
/** The component's own retry takes this long. */
const PATIENCE_MS = 5_000

interface Sights { isFlowing: boolean, isPossible: boolean }

interface Hands {
  /** Builds the component again and starts it with the ticket. */
  restart: (ticket: Ticket) => void
  ask: () => Ticket | null
}

export function allSeeingDriver<Component>(
  { clock, requests }: DriverParts<Component>, see: () => Sights, { restart, ask }: Hands,
): Driver {
  const startsMs: number[] = []
  let offSinceMs: number | undefined

  function look(): void {
    clock.after(LOOKS_EVERY_MS, look)
    const { isFlowing, isPossible } = see()
    if (isFlowing || !isPossible) offSinceMs = undefined
    else offSinceMs ??= clock.nowMs
    if (offSinceMs === undefined || clock.nowMs - offSinceMs < PATIENCE_MS) return
    offSinceMs = clock.nowMs
    requests.send(ask, ticket => {
      if (!ticket || see().isFlowing || !see().isPossible) return
      startsMs.push(clock.nowMs)
      restart(ticket)
    })
  }

  return {
    get phase() { return see().isFlowing ? 'on air' : 'off air' },
    get saysFlowing() { return see().isFlowing },
    hasButton: false, trail: [], startsMs,
    onCode: () => {}, onStatus: () => {}, onWord: () => {}, onShown: () => {}, onInterruptionBegan: () => {},
    onInterruptionEnded: () => {}, networkRestored: () => {}, setCircumstances: () => {},
    press: () => look(),
  }
}
