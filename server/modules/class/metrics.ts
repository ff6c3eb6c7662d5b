import { Gauge, type Registry } from 'prom-client'
import type { MediaEngine, StreamStats } from '../../media/engine'

interface LiveMetricsDeps {
  engine: Pick<MediaEngine, 'stats'>
  channel: { connections(): number, rooms(): number }
}

/** The name of a stream opens nothing without a signature. */
const PER_STREAM: readonly { name: string, help: string, read: (stats: StreamStats) => number }[] = [
  { name: 'kaike_stream_audience', help: 'Players of the stream', read: ({ viewers }) => viewers },
  { name: 'kaike_stream_video_kbps', help: 'Bit rate of the picture as it arrives', read: ({ videoKbps }) => videoKbps },
  { name: 'kaike_stream_audio_kbps', help: 'Bit rate of the sound as it arrives', read: ({ audioKbps }) => audioKbps },
  { name: 'kaike_stream_fps', help: 'Pictures a second as they arrive', read: ({ fps }) => fps },
  { name: 'kaike_stream_gop_seconds', help: 'Time between the last two keyframes', read: ({ gopMs }) => gopMs / 1000 },
  { name: 'kaike_stream_skips', help: 'Times that media was left out for a slow viewer, since the stream began', read: ({ skips }) => skips },
  { name: 'kaike_stream_added_delay_seconds', help: 'From the arrival of a frame to its write to the last viewer, at worst', read: ({ addedDelayMs }) => addedDelayMs / 1000 },
  { name: 'kaike_stream_held_bytes', help: 'Media in memory for joiners and slow viewers', read: ({ heldBytes }) => heldBytes },
  { name: 'kaike_stream_sent_bytes', help: 'Media given to viewers, since the stream began', read: ({ bytesOut }) => bytesOut },
]

/** Read when Prometheus asks, so that nothing has to be counted along. */
export function registerLiveMetrics(registry: Registry, { engine, channel }: LiveMetricsDeps): void {
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({ name, help, registers: [registry], collect() { this.set(read()) } })

  gauge('kaike_streams_live', 'Streams that somebody publishes now', () => engine.stats().filter(({ publishing }) => publishing).length)
  gauge('kaike_stream_viewers', 'Players connected now', () => engine.stats().reduce((sum, { viewers }) => sum + viewers, 0))
  for (const { name, help, read } of PER_STREAM) {
    new Gauge({
      name, help, labelNames: ['stream'], registers: [registry],
      collect() {
        this.reset() // A stream that is over has no figures any more.
        for (const stats of engine.stats()) this.set({ stream: stats.stream }, read(stats))
      },
    })
  }
  gauge('kaike_channel_connections', 'Open channels', () => channel.connections())
  gauge('kaike_channel_rooms', 'Lessons with an open channel', () => channel.rooms())
}
