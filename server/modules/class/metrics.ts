import { Gauge, type Registry } from 'prom-client'
import type { MediaEngine, StreamStats } from '../../media/engine'

interface LiveMetricsDeps {
  engine: Pick<MediaEngine, 'stats'>
  channel: { connections(): number, rooms(): number }
}

/** Labelled by stream name, which gives no access without a signature. */
const PER_STREAM: readonly { name: string, help: string, read: (stats: StreamStats) => number }[] = [
  { name: 'kaike_stream_audience', help: 'Players of the stream', read: ({ viewers }) => viewers },
  { name: 'kaike_stream_video_kbps', help: 'Video bitrate as it arrives', read: ({ videoKbps }) => videoKbps },
  { name: 'kaike_stream_audio_kbps', help: 'Audio bitrate as it arrives', read: ({ audioKbps }) => audioKbps },
  { name: 'kaike_stream_fps', help: 'Frames per second as they arrive', read: ({ fps }) => fps },
  { name: 'kaike_stream_gop_seconds', help: 'Time between the last two keyframes', read: ({ gopMs }) => gopMs / 1000 },
  { name: 'kaike_stream_skips', help: 'Skips for slow viewers since the stream began', read: ({ skips }) => skips },
  {
    name: 'kaike_stream_added_delay_seconds',
    help: 'Longest time from the arrival of a frame to its write to the last viewer',
    read: ({ addedDelayMs }) => addedDelayMs / 1000,
  },
  {
    name: 'kaike_stream_held_bytes',
    help: 'Media in memory for new and slow viewers',
    read: ({ heldBytes }) => heldBytes,
  },
  {
    name: 'kaike_stream_sent_bytes',
    help: 'Media sent to viewers since the stream began',
    read: ({ bytesOut }) => bytesOut,
  },
]

/** Gauges are read on each request of Prometheus, so no counters are kept. */
export function registerLiveMetrics(registry: Registry, { engine, channel }: LiveMetricsDeps): void {
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({ name, help, registers: [registry], collect() { this.set(read()) } })

  gauge('kaike_streams_live', 'Streams with a publisher now', () =>
    engine.stats().filter(({ publishing }) => publishing).length)
  gauge('kaike_stream_viewers', 'Players connected now', () =>
    engine.stats().reduce((sum, { viewers }) => sum + viewers, 0))
  for (const { name, help, read } of PER_STREAM) {
    new Gauge({
      name, help, labelNames: ['stream'], registers: [registry],
      collect() {
        this.reset() // Drops the values of streams that have ended.
        for (const stats of engine.stats()) this.set({ stream: stats.stream }, read(stats))
      },
    })
  }
  gauge('kaike_channel_connections', 'Open channels', () => channel.connections())
  gauge('kaike_channel_rooms', 'Lessons with an open channel', () => channel.rooms())
}
