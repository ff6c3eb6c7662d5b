import { computed } from 'vue'
import { liveDevice } from '@/platform/device/live-device'
import type { Watching } from './use-watch'

/** Facts for support: no names or URLs, only ids that the office can look up. */
export function useWatchFacts({ live, display, playback, playerProps }: Watching) {
  const { session, network, diagnosis } = live
  return computed((): Record<string, string> => ({
    version: `${__KAIKE_VERSION__} ${liveDevice.platform}`,
    lesson: session.lessonId,
    state: `${display.view.value}, lesson ${session.lessonPhase ?? 'unknown'}, channel ${session.link}`,
    diagnosis: diagnosis.value ?? 'none',
    network: `${network.networkType}, server ${network.isServerReachable ? 'reachable' : 'unreachable'}`,
    latency: `${playback.settings.value.latency}, cache ${playerProps.value.minCache}/${playerProps.value.maxCache} s`,
  }))
}
