import { onScopeDispose } from 'vue'
import { NO_PROGRESS, TICK_MS, stepProgress } from './rules/progress'
import type { Motion, ProgressInput, Verdict } from './rules/progress'
import { onSeen, onUnseen } from '@/platform/page-life/life'

/**
 * Watches a component's statistics and calls `onVerdict` when they show that media moves or stands, or stop coming. A
 * hidden page is not judged: WeChat stops its timers.
 */
export function useProgress(onVerdict: (verdict: Verdict) => void) {
  let progress = NO_PROGRESS
  let timer: ReturnType<typeof setInterval> | undefined

  function step(input: ProgressInput): void {
    const next = stepProgress(progress, input)
    progress = next.progress
    if (next.verdict) onVerdict(next.verdict)
  }

  function stop(): void {
    clearInterval(timer)
    timer = undefined
  }

  onSeen(() => {
    stop()
    step({ type: 'begun' })
    timer = setInterval(() => step({ type: 'ticked' }), TICK_MS)
  })
  onUnseen(stop)
  onScopeDispose(stop)

  return {
    measured: (motion: Motion): void => step({ type: 'measured', motion }),
    /** A new try of the component. */
    begun: (): void => step({ type: 'begun' }),
  }
}
