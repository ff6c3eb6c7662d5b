/** Judges one class from outside: media on air or not, what the machine says of it, and how long it waits for what. */

/** Waiting longer than this is a finding. */
const LIMIT_MS = 60_000

export type FindingKind =
  /** No media, no button, and nothing in the world that would explain the wait: no timer, or one that never helps. */
  | 'dead end'
  /** The machine says that media flows; nothing arrives. */
  | 'says live'
  /** Media flows; the machine says that it does not. */
  | 'does not know'
  /** All is well, and the machine waits for a press, as far as a minute shows. */
  | 'waits for a person'

export interface Finding {
  kind: FindingKind
  phase: string
  atMs: number
  trail: readonly string[]
}

/** A time off air, from the loss to the return. */
export interface Gap {
  fromMs: number
  toMs: number
  /** Part of it in which no machine could have been on air. */
  impossibleMs: number
  /** Separate causes: times of impossibility that began, and incidents without a length. */
  causes: number
}

export interface Facts {
  isFlowing: boolean
  /** Media could flow now. */
  isPossible: boolean
  /** Phase of the machine and what is wrong with it now, if anything. */
  phase: string
  wrong: FindingKind | undefined
}

/** An incident counts as the cause of a gap that begins up to this long after it. */
const CAUSE_REACHES_MS = 20_000

export class OnAirWatch {
  readonly gaps: Gap[] = []
  readonly findings: Finding[] = []
  #gap: Gap | undefined
  #wasPossible = true
  #impossibleSinceMs = 0
  #lastCauseMs = Number.NEGATIVE_INFINITY
  #wrong: { kind: FindingKind, phase: string, sinceMs: number, isTold: boolean } | undefined

  /** An incident without a length of its own. */
  cause(nowMs: number): void {
    this.#lastCauseMs = nowMs
    if (this.#gap) this.#gap.causes += 1
  }

  update(nowMs: number, { isFlowing, isPossible, phase, wrong }: Facts, trail: readonly string[]): void {
    this.#updatePossible(nowMs, isPossible)
    if (!isFlowing && !this.#gap) this.#open(nowMs)
    if (isFlowing && this.#gap) this.#close(nowMs)
    this.#updateWrong(nowMs, wrong, phase, trail)
  }

  end(nowMs: number): void {
    this.#updatePossible(nowMs, true)
    if (this.#gap) this.#close(nowMs)
  }

  #updatePossible(nowMs: number, isPossible: boolean): void {
    if (isPossible === this.#wasPossible) return
    if (isPossible) {
      if (this.#gap) this.#gap.impossibleMs += nowMs - Math.max(this.#impossibleSinceMs, this.#gap.fromMs)
      this.#lastCauseMs = nowMs
    } else {
      this.#impossibleSinceMs = nowMs
      if (this.#gap) this.#gap.causes += 1
    }
    this.#wasPossible = isPossible
  }

  #open(nowMs: number): void {
    const isCaused = !this.#wasPossible || nowMs - this.#lastCauseMs <= CAUSE_REACHES_MS
    this.#gap = { fromMs: nowMs, toMs: nowMs, impossibleMs: 0, causes: isCaused ? 1 : 0 }
  }

  #close(nowMs: number): void {
    const gap = this.#gap
    if (!gap) return
    if (!this.#wasPossible) gap.impossibleMs += nowMs - Math.max(this.#impossibleSinceMs, gap.fromMs)
    gap.toMs = nowMs
    this.gaps.push(gap)
    this.#gap = undefined
  }

  #updateWrong(nowMs: number, kind: FindingKind | undefined, phase: string, trail: readonly string[]): void {
    if (kind === undefined) this.#wrong = undefined
    else if (this.#wrong?.kind !== kind || this.#wrong.phase !== phase) {
      this.#wrong = { kind, phase, sinceMs: nowMs, isTold: false }
    }
    if (!this.#wrong || this.#wrong.isTold || nowMs - this.#wrong.sinceMs <= LIMIT_MS) return
    this.#wrong.isTold = true
    this.findings.push({ kind: this.#wrong.kind, phase, atMs: this.#wrong.sinceMs, trail: [...trail] })
  }
}
