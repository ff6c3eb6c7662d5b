import { computed } from 'vue'
import { OPEN_BEFORE_START_MS } from '@contract/lessons/phase'
import type { LessonPhase } from '@contract/lessons/phase'
import { useNow } from '@/platform/page-life/use-now'

export interface LessonClockOptions {
  /** Undefined until it is loaded. */
  lesson: () => { startsAt: string, phase: LessonPhase } | undefined
  /** Server clock minus device clock; undefined until it is loaded. */
  offsetMs: () => number | undefined
}

/** Time until the start of a lesson, by the server's clock. */
export function useLessonClock({ lesson, offsetMs }: LessonClockOptions) {
  const deviceNowMs = useNow(1_000)
  const clockOffsetMs = computed(() => offsetMs() ?? 0)
  const nowMs = computed(() => deviceNowMs.value + clockOffsetMs.value)
  const startMs = computed(() => Date.parse(lesson()?.startsAt ?? '') || 0)
  const untilStartMs = computed(() => startMs.value - nowMs.value)

  /** The page shows the countdown ring only while the waiting room is open. */
  const isCountingDown = computed(() => {
    const phase = lesson()?.phase
    return (phase === 'open' || phase === 'scheduled')
      && untilStartMs.value > 0 && untilStartMs.value <= OPEN_BEFORE_START_MS
  })

  return { nowMs, clockOffsetMs, startMs, untilStartMs, isCountingDown }
}
