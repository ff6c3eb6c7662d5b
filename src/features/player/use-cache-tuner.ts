import { ref, shallowRef, watch } from 'vue'
import { DEFAULT_CACHE_PRESET } from './rules/cache/cache-presets'
import type { CachePreset } from './rules/cache/cache-presets'
import type { CacheFact } from './rules/cache/cache-state'
import { startCacheTuner, stepCacheTuner } from './rules/cache/cache-tuner'
import { toPlayerNetStatus } from '@/features/codes/netstatus'
import type { RawNetStatus } from '@/features/codes/netstatus'
import type { PlayerEvent } from '@/features/codes/player-events'
import type { PlayerMode } from './rules/player-profiles'
import { log } from '@/platform/log'
import { monotonicMs } from '@/platform/clock/monotonic'
import { useLiveSessionStore } from '@/features/class/live-session'
import { onSeen, onUnseen } from '@/platform/page-life/life'

export interface CacheTunerOptions {
  mode?: PlayerMode
}

/**
 * Cache limits of the student's player, from its reports. Only the limits are reactive; they change a few times a
 * minute at most. Reports of a hidden page are ignored, because phones throttle a hidden player.
 */
export function useCacheTuner({ mode = 'live' }: CacheTunerOptions = {}) {
  const session = useLiveSessionStore()
  let state = startCacheTuner(mode, DEFAULT_CACHE_PRESET)
  let isShown = true
  const limits = shallowRef(state.limits)
  const preset = ref(state.preset)

  function dispatch(fact: CacheFact): void {
    state = stepCacheTuner(state, fact)
    if (state.limits === limits.value) return
    const [before, after] = [limits.value, state.limits].map(it => `${it.minCacheSeconds}/${it.maxCacheSeconds}`)
    log.info(`cache: ${before} -> ${after} s (${fact.type})`)
    limits.value = state.limits
  }

  function choosePreset(chosen: CachePreset): void {
    preset.value = chosen
    dispatch({ type: 'presetChosen', preset: chosen })
  }

  function report(event: PlayerEvent): void {
    if (isShown) dispatch({ type: 'reported', event, atMs: monotonicMs() })
  }

  function netStatus(raw: RawNetStatus): void {
    if (isShown) dispatch({ type: 'netStatus', status: toPlayerNetStatus(raw), atMs: monotonicMs() })
  }

  watch(() => session.lessonPhase, phase => {
    if (phase !== undefined) dispatch({ type: 'lessonPhase', phase, atMs: monotonicMs() })
  }, { immediate: true })
  onSeen(() => { isShown = true })
  onUnseen(() => {
    isShown = false
    dispatch({ type: 'pageHidden', atMs: monotonicMs() })
  })

  return { limits, preset, choosePreset, report, netStatus }
}
