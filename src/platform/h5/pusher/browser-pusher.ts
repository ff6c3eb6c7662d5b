import { PUSHER_EVENTS } from '@/features/codes/pusher-events'
import type { PusherEvent } from '@/features/codes/pusher-events'
import type { LivePusherEvents, LivePusherProps, Snapshot, SnapshotOptions } from '../../live-pusher.types'
import { refuse } from '../../command-error'
import type { BrowserPusherCommands } from '../unsupported'
import { takeSnapshot } from '../snapshot'
import { facingOf, maxZoomOf, switchTorch, zoomTo } from './capture/camera-controls'
import { Capture } from './capture/capture'
import { CaptureError } from './capture/capture-errors'
import { H264Encoder } from './encode/h264-encoder'
import { wantedSize } from '../../picture-size'
import { CLASS_PACE, PREVIEW_PACE, meterLevel } from './level-meter'
import { PushSession } from './push-session'

export interface PusherEmit {
  statechange: (...payload: LivePusherEvents['statechange']) => void
  netstatus: (...payload: LivePusherEvents['netstatus']) => void
  error: (...payload: LivePusherEvents['error']) => void
  audiovolumenotify: (...payload: LivePusherEvents['audiovolumenotify']) => void
}

/**
 * WeChat's `live-pusher` in a browser: the same commands, codes and netstatus fields, with WebCodecs and a WebSocket.
 */
export class BrowserPusher implements BrowserPusherCommands {
  readonly #capture: Capture
  #session: PushSession | undefined
  #starting: Promise<void> | undefined
  #stops = 0
  #isPreviewing = false
  #stopMeter: (() => void) | undefined
  #isHeld = false
  #isTorchOn = false
  #volume = 1

  /** The attributes as given; `settings` has the camera that `switchCamera` chose. */
  #asked: LivePusherProps
  #settings: LivePusherProps
  readonly #preview: HTMLVideoElement
  readonly #emit: PusherEmit

  /** The caller passes a copy as `settings`: it must not change afterwards. */
  constructor(preview: HTMLVideoElement, settings: LivePusherProps, emit: PusherEmit) {
    this.#preview = preview
    this.#asked = settings
    this.#settings = settings
    this.#emit = emit
    this.#capture = new Capture(preview, settings, {
      onFrame: (frame, sharedMs) => {
        if (this.#session) this.#session.onFrame(frame, sharedMs)
        else frame.close()
      },
      onMicrophone: track => {
        this.#session?.useMicrophone(this.#isHeld ? undefined : track)
        this.#meter()
      },
      // A suspended stream flows again: report it like a new push.
      onDeviceBack: () => { if (this.#session?.isOpen) this.#report('PUSH_STARTED') },
      report: this.#report,
      onCaptureError: error => this.#reportCaptureError(error),
    })
    if (settings.autopush && settings.url) this.#startByItself()
  }

  /**
   * Applies new props: devices and encoders follow while the stream continues. A new `url` applies to the next
   * connection; the first `url` starts the push if `autopush` is set.
   */
  async apply(asked: LivePusherProps): Promise<void> {
    const devicePosition = facingOf(asked.devicePosition, this.#asked.devicePosition, this.#settings.devicePosition)
    this.#asked = asked
    await this.#follow({ ...asked, devicePosition })
  }

  async #follow(settings: LivePusherProps): Promise<void> {
    const before = this.#settings
    this.#settings = settings
    if (settings.autopush && settings.url && !(before.autopush && before.url)) this.#startByItself()
    this.#session?.apply(settings)
    await this.#capture.apply(settings)
  }

  async startPreview(): Promise<void> {
    this.#isPreviewing = true
    await this.#openCapture('startPreview')
  }

  async stopPreview(): Promise<void> {
    this.#isPreviewing = false
    this.#meter()
    if (!this.#session) this.#capture.close()
  }

  async start(): Promise<void> {
    if (this.#session) return
    this.#starting ??= this.#begin(this.#stops).finally(() => { this.#starting = undefined })
    await this.#starting
  }

  async stop(): Promise<void> {
    this.#stops += 1
    this.#endSession()
  }

  /** Students see the waiting image, or a plain dark picture, and hear nothing. */
  async pause(): Promise<void> {
    this.#isHeld = true
    this.#capture.hold()
    this.#session?.useMicrophone(undefined)
  }

  async resume(): Promise<void> {
    this.#isHeld = false
    this.#capture.release()
    this.#session?.useMicrophone(this.#capture.microphone)
  }

  async switchCamera(): Promise<void> {
    const devices = await navigator.mediaDevices.enumerateDevices()
    if (devices.filter(({ kind }) => kind === 'videoinput').length < 2) throw refuse('switchCamera', 'only one camera')
    const { devicePosition } = this.#settings
    await this.#follow({ ...this.#settings, devicePosition: devicePosition === 'front' ? 'back' : 'front' })
  }

  async toggleTorch(): Promise<void> {
    await switchTorch(this.#capture.camera, !this.#isTorchOn)
    this.#isTorchOn = !this.#isTorchOn
  }

  async getMaxZoom(): Promise<number> {
    return maxZoomOf(this.#capture.camera)
  }

  async setZoom(zoom: number): Promise<void> {
    await zoomTo(this.#capture.camera, zoom)
  }

  async setMICVolume(volume: number): Promise<void> {
    if (!(volume >= 0 && volume <= 1)) throw refuse('setMICVolume', 'volume is not within 0 and 1')
    this.#volume = volume
    this.#session?.setVolume(volume)
  }

  async snapshot(options?: SnapshotOptions): Promise<Snapshot> {
    return takeSnapshot(this.#preview, options)
  }

  dispose(): void {
    this.#isPreviewing = false
    this.#meter()
    void this.stop()
  }

  /** For the level of the check before class, and rarely during the class, which spares a phone's battery. */
  #meter(): void {
    this.#stopMeter?.()
    this.#stopMeter = undefined
    const { microphone } = this.#capture
    if (!microphone || !(this.#isPreviewing || this.#session)) return
    try {
      const pace = this.#session ? CLASS_PACE : PREVIEW_PACE
      this.#stopMeter = meterLevel(microphone, pace, volume => this.#emit.audiovolumenotify({ volume }))
    } catch {
      // The class goes on without a meter.
    }
  }

  /** No caller awaits this promise: failures are reported. */
  #startByItself(): void {
    this.start().catch(() => {})
  }

  /**
   * `stops` is the number of stops at the start of this call; a higher number means that the push is no longer wanted.
   */
  async #begin(stops: number): Promise<void> {
    if (!this.#settings.url) throw refuse('start', 'url is empty')
    const video = { ...wantedSize(this.#settings), fps: this.#settings.fps, bitrateKbps: this.#settings.maxBitrate }
    if (!await H264Encoder.isSupported(video)) {
      const event = typeof VideoEncoder === 'undefined' ? 'VIDEO_ENCODE_FAILED' : 'RESOLUTION_UNSUPPORTED'
      this.#report(event)
      throw refuse('start', event)
    }
    await this.#openCapture('start')
    if (this.#stops !== stops) {
      this.#endSession()
      throw refuse('start', 'stopped meanwhile')
    }
    const session = new PushSession(this.#settings, {
      report: this.#report,
      onNetStatus: info => this.#emit.netstatus({ info }),
      onOver: () => this.#endSession(),
    })
    this.#session = session
    this.#meter()
    try {
      await session.open(this.#capture.microphone, this.#volume)
    } catch (error) {
      this.#report('AUDIO_ENCODE_FAILED')
      this.#endSession()
      throw refuse('start', String(error))
    }
  }

  #endSession(): void {
    this.#session?.close()
    this.#session = undefined
    if (!this.#isPreviewing) this.#capture.close()
    this.#meter()
  }

  async #openCapture(command: string): Promise<void> {
    try {
      await this.#capture.open()
    } catch (error) {
      if (!(error instanceof CaptureError)) throw refuse(command, String(error))
      this.#reportCaptureError(error)
      throw refuse(command, error.message)
    }
  }

  #reportCaptureError(error: CaptureError): void {
    if (error.errCode !== undefined) this.#emit.error({ errCode: error.errCode, errMsg: error.message })
    this.#report(error.event, error.problem)
  }

  readonly #report = (event: PusherEvent, message: string = PUSHER_EVENTS[event].meaning.en): void => {
    this.#emit.statechange({ code: PUSHER_EVENTS[event].code, message })
    // A push that reconnects without one of its devices is still without it.
    if (event === 'PUSH_STARTED') for (const error of this.#capture.losses) this.#report(error.event, error.problem)
  }
}
