/**
 * A driver that sees the world as it is, in place of a machine. It shows that the world lets a class come back: what it
 * does not reach, no machine can.
 */
import type { Driver, DriverParts } from './driver'
import type { Ticket } from './world/server'

const CHECK_EVERY_MS = 500
/** The component's own retry takes this long. */
const RESTART_AFTER_MS = 5_000

interface Facts { isFlowing: boolean, isPossible: boolean }

interface Actions {
  /** Builds the component again and starts it with the ticket. */
  restart: (ticket: Ticket) => void
  ask: () => Ticket | null
}

export function idealDriver<Component>(
  { clock, requests }: DriverParts<Component>, see: () => Facts, { restart, ask }: Actions,
): Driver {
  const startsMs: number[] = []
  let offSinceMs: number | undefined

  function check(): void {
    clock.after(CHECK_EVERY_MS, check)
    const { isFlowing, isPossible } = see()
    if (isFlowing || !isPossible) offSinceMs = undefined
    else offSinceMs ??= clock.nowMs
    if (offSinceMs === undefined || clock.nowMs - offSinceMs < RESTART_AFTER_MS) return
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
    press: () => check(),
  }
}
