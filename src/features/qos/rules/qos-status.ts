import { QOS_MAX_STATUS_VALUE } from '@contract/qos/samples'
import type { QosComponent, QosStatus } from '@contract/qos/samples'
import { toPlayerNetStatus, toPusherNetStatus } from '@/features/codes/netstatus'
import type { RawNetStatus } from '@/features/codes/netstatus'

/** Rounds values and clamps them to the contract's bounds; drops missing ones. */
function withinBounds(values: QosStatus): QosStatus {
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) =>
    typeof value === 'number' ? [[name, Math.min(QOS_MAX_STATUS_VALUE, Math.max(0, Math.round(value)))]] : []))
}

/** Converts a raw report to the status of a sample. */
export function toQosStatus(component: QosComponent, raw: RawNetStatus): QosStatus {
  const status = component === 'pusher' ? toPusherNetStatus(raw) : toPlayerNetStatus(raw)
  return withinBounds({
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
