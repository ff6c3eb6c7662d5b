import { QOS_MOST_VALUE } from '@contract/qos/samples'
import type { QosComponent, QosStatus } from '@contract/qos/samples'
import { toPlayerNetStatus, toPusherNetStatus } from '@/features/codes/netstatus'
import type { RawNetStatus } from '@/features/codes/netstatus'

/** Whole and in the contract's bounds; what was not reported stays away. */
function whole(values: QosStatus): QosStatus {
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) =>
    typeof value === 'number' ? [[name, Math.min(QOS_MOST_VALUE, Math.max(0, Math.round(value)))]] : []))
}

/** A raw report as a sample keeps it. */
export function toQosStatus(component: QosComponent, raw: RawNetStatus): QosStatus {
  const status = component === 'pusher' ? toPusherNetStatus(raw) : toPlayerNetStatus(raw)
  return whole({
    kbps: status.speedKbps,
    videoKbps: status.videoBitrateKbps,
    audioKbps: status.audioBitrateKbps,
    fps: status.fps,
    jitterMs: status.jitterMs,
    cacheMs: 'videoCacheMs' in status ? status.videoCacheMs : undefined,
    queueFrames: 'videoQueueFrames' in status ? status.videoQueueFrames : undefined,
    width: status.width,
    height: status.height,
    quality: status.qualityLevel,
  })
}
