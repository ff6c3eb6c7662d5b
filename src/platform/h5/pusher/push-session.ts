import type { RawNetStatus } from '@/features/codes/netstatus'
import type { PusherEvent } from '@/features/codes/pusher-events'
import type { LivePusherProps } from '../../live-pusher.types'
import { startTicker } from '../ticker'
import { AacEncoder } from './encode/aac-encoder'
import { nextBitrate, startBitrate } from './send/bitrate-controller'
import { FramePacer } from './encode/frame-pacer'
import { H264Encoder } from './encode/h264-encoder'
import type { H264Settings } from './encode/h264-encoder'
import { MediaClock } from './encode/media-clock'
import { Microphone } from './encode/microphone'
import type { Sound } from './encode/microphone'
import { encodedSize, isSameSize, wantedSize } from '../../picture-size'
import type { PictureSize } from '../../picture-size'
import { PublishLink } from './send/publish-link'
import { Publisher } from './send/publisher'
import { toPushStatus } from './push-status'
import { SoundHold } from './encode/sound-hold'

export interface PushSessionHandlers {
  report: (event: PusherEvent, message?: string) => void
  onNetStatus: (info: RawNetStatus) => void
  /** The push has ended by itself: it gave up, was refused, or its encoder failed repeatedly. */
  onOver: () => void
}

const AUDIO = {
  high: { sampleRateHz: 48_000, bitrateKbps: 96 },
  low: { sampleRateHz: 16_000, bitrateKbps: 32 },
} as const satisfies Record<LivePusherProps['audioQuality'], object>

const TICK_MS = 1000
const STATUS_EVERY_TICKS = 2
/** Maximum restarts of the video encoder in one push. */
const MOST_RESTARTS = 3

/** One push, from start to stop: encodes pictures and sound and sends them to the relay. */
export class PushSession {
  readonly #startedAtMs = performance.now()
  readonly #link: PublishLink
  readonly #publisher: Publisher
  readonly #soundClock = new MediaClock()
  readonly #soundHold = new SoundHold(audio => this.#publisher.sendAudio(audio))
  readonly #pacer = new FramePacer()
  #encoder: H264Encoder
  #aac: AacEncoder | undefined
  #microphone: Microphone | undefined
  #size: PictureSize | undefined
  #bitrate
  #restarts = 0
  #isClosed = false
  #stopTicker: (() => void) | undefined
  #ticks = 0
  #queuedBytesBefore = 0

  #settings: LivePusherProps
  readonly #handlers: PushSessionHandlers

  constructor(settings: LivePusherProps, handlers: PushSessionHandlers) {
    this.#settings = settings
    this.#handlers = handlers
    this.#bitrate = startBitrate(this.#bitrateLimits, 0)
    this.#link = new PublishLink({
      url: () => this.#settings.url,
      report: handlers.report,
      onOpen: () => this.#publisher.begin(this.#nowMs),
      onOver: () => this.#end(),
    })
    this.#publisher = new Publisher({
      outlet: this.#link,
      describe: () => ({
        ...this.#videoSettings,
        videoBitrateKbps: this.#bitrate.bitrateKbps,
        ...this.#audioDescription,
      }),
      requestKeyframe: () => this.#encoder.requestKeyframe(),
      onBusy: () => handlers.report('NETWORK_BUSY'),
    })
    this.#encoder = this.#openEncoder()
  }

  /** Rejects if this browser cannot encode; later failures are reported. */
  async open(microphone: MediaStreamTrack | undefined, volume: number): Promise<void> {
    const { sampleRateHz, bitrateKbps } = AUDIO[this.#settings.audioQuality]
    const sounds = await Microphone.open(microphone, sampleRateHz, sound => this.#onSound(sound))
    this.#microphone = sounds
    sounds.setVolume(volume)
    const aac = await AacEncoder.open(
      { sampleRateHz: sounds.sampleRateHz, bitrateKbps },
      audio => this.#soundHold.onAudio(audio),
      () => this.#fail('AUDIO_ENCODE_FAILED'),
    )
    this.#aac = aac
    if (this.#isClosed) {
      // Closed in the meantime: close the parts opened since then as well.
      this.close()
      return
    }
    this.#link.open()
    this.#stopTicker = startTicker(TICK_MS, () => this.#tick())
  }

  get isOpen(): boolean {
    return this.#link.isOpen
  }

  /** A new size applies from the next picture. */
  apply(settings: LivePusherProps): void {
    const { fps } = this.#settings
    this.#settings = settings
    if (settings.fps !== fps && this.#size) this.#encoder.configure(this.#videoSettings)
  }

  useMicrophone(track: MediaStreamTrack | undefined): void {
    this.#microphone?.use(track)
  }

  setVolume(volume: number): void {
    this.#microphone?.setVolume(volume)
  }

  /** Closes the frame. */
  onFrame(frame: VideoFrame, sharedMs: number): void {
    const timestampMs = sharedMs - this.#startedAtMs
    if (this.#isClosed || timestampMs < 0 || !this.#pacer.takes(sharedMs, this.#settings.fps)) {
      frame.close()
      return
    }
    const size = encodedSize({ width: frame.displayWidth, height: frame.displayHeight }, wantedSize(this.#settings))
    if (!isSameSize(this.#size, size)) this.#resize(size)
    this.#encoder.encode(frame, Math.round(timestampMs))
  }

  close(): void {
    this.#isClosed = true
    this.#stopTicker?.()
    this.#link.close()
    this.#encoder.close()
    this.#aac?.close()
    this.#microphone?.close()
  }

  get #nowMs(): number {
    return Math.max(0, performance.now() - this.#startedAtMs)
  }

  get #bitrateLimits() {
    const { minBitrate, maxBitrate } = this.#settings
    return { minBitrateKbps: Math.min(minBitrate, maxBitrate), maxBitrateKbps: Math.max(minBitrate, maxBitrate) }
  }

  get #videoSettings(): H264Settings {
    const { bitrateKbps } = this.#bitrate
    return { ...(this.#size ?? wantedSize(this.#settings)), fps: this.#settings.fps, bitrateKbps }
  }

  get #audioDescription() {
    const { sampleRateHz, bitrateKbps } = AUDIO[this.#settings.audioQuality]
    return { sampleRateHz: this.#microphone?.sampleRateHz ?? sampleRateHz, audioBitrateKbps: bitrateKbps }
  }

  #openEncoder(): H264Encoder {
    return new H264Encoder(video => {
      this.#publisher.sendVideo(video)
      this.#soundHold.onVideo(video.timestampMs)
    }, () => this.#restartEncoder())
  }

  #restartEncoder(): void {
    if (this.#isClosed) return
    this.#restarts += 1
    if (this.#restarts > MOST_RESTARTS) {
      this.#fail('VIDEO_ENCODE_FAILED')
      return
    }
    this.#handlers.report('VIDEO_ENCODER_RESTARTED')
    this.#encoder = this.#openEncoder()
    if (this.#size) this.#encoder.configure(this.#videoSettings)
  }

  #resize(size: PictureSize): void {
    const isFirst = this.#size === undefined
    this.#size = size
    this.#encoder.configure(this.#videoSettings)
    this.#handlers.report(isFirst ? 'ENCODER_STARTED' : 'RESOLUTION_CHANGED', `${size.width}x${size.height}`)
  }

  #onSound({ samples, endMs }: Sound): void {
    if (!this.#aac || !this.#microphone) return
    const lengthMs = samples.length / this.#microphone.sampleRateHz * 1000
    const timestampMs = this.#soundClock.toSharedMs(endMs, performance.now()) - lengthMs - this.#startedAtMs
    if (timestampMs >= 0) this.#aac.encode(samples, Math.round(timestampMs))
  }

  #tick(): void {
    this.#ticks += 1
    this.#link.checkAlive()
    const { queuedMs } = this.#publisher
    const before = this.#bitrate.bitrateKbps
    this.#bitrate = nextBitrate(this.#bitrate, queuedMs, this.#nowMs, this.#bitrateLimits)
    if (this.#bitrate.bitrateKbps !== before && this.#size) {
      this.#encoder.configure(this.#videoSettings)
      this.#handlers.report('BITRATE_CHANGED', `${this.#bitrate.bitrateKbps} kbps`)
    }
    if (this.#ticks % STATUS_EVERY_TICKS !== 0) return
    const { queuedBytes } = this.#link
    this.#handlers.onNetStatus(toPushStatus({
      elapsedMs: TICK_MS * STATUS_EVERY_TICKS,
      counts: this.#publisher.takeCounts(),
      queuedBytes,
      queuedBytesBefore: this.#queuedBytesBefore,
      queuedMs,
      gopMs: this.#publisher.gopMs,
      size: this.#videoSettings,
      videoQueueFrames: this.#encoder.queuedFrames,
      audioQueueFrames: this.#aac?.queuedFrames ?? 0,
    }))
    this.#queuedBytesBefore = queuedBytes
  }

  #fail(event: PusherEvent): void {
    if (this.#isClosed) return
    this.#handlers.report(event)
    this.#end()
  }

  #end(): void {
    this.close()
    this.#handlers.onOver()
  }
}
