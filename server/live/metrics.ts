import { Gauge, type Registry } from 'prom-client'
import type { MediaEngine } from '../media/engine'

export interface LiveMetricsDeps {
  engine: Pick<MediaEngine, 'stats'>
  channel: { connections(): number, rooms(): number }
}

/** Read when Prometheus asks, so that nothing has to be counted along. */
export function registerLiveMetrics(registry: Registry, { engine, channel }: LiveMetricsDeps): void {
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({ name, help, registers: [registry], collect() { this.set(read()) } })

  gauge('kaike_streams_live', 'Streams that somebody publishes now', () => engine.stats().filter(({ publishing }) => publishing).length)
  gauge('kaike_stream_viewers', 'Players connected now', () => engine.stats().reduce((sum, { viewers }) => sum + viewers, 0))
  gauge('kaike_channel_connections', 'Open channels', () => channel.connections())
  gauge('kaike_channel_rooms', 'Lessons with an open channel', () => channel.rooms())
}
