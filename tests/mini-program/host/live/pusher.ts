import { LiveStandIn, done, refuse } from './stand-in'
import type { Answer, Refusal } from './stand-in'
import { ApiFailure } from '../wx/api'
import type { Scope } from '../options.types'

type State = 'idle' | 'previewing' | 'pushing' | 'paused'

const DENIED = { camera: 10001, microphone: 10002 } as const
const BUSY = { camera: -1301, microphone: -1302 } as const
/** Codes after which the engine has given up: -1307, and failures to open a device or codec. */
const GIVES_UP = new Set([-1301, -1302, -1303, -1304, -1305, -1306, -1307, -1311, 5000])
/** Codes after which no media leaves the phone until 1002. */
const MEDIA_STOPS = new Set([1102, 3001, 3002, 3003, 3004, 3005, 5001])

/** Replaces `live-pusher`. */
export class PusherStandIn extends LiveStandIn {
  readonly kind = 'pusher'
  protected readonly floatsSince = '2.25.0'
  protected readonly movingNetInfo = {
    videoBitrate: 760, audioBitrate: 46, videoFPS: 15, videoGOP: 2, netSpeed: 812, netJitter: 0, netQualityLevel: 1,
    videoWidth: 360, videoHeight: 640, videoCache: 0, audioCache: 0,
  }

  isMoving = false
  private current: State = 'idle'

  get state(): State {
    return this.current
  }

  started(): void {
    this.startAutomatically()
  }

  changed(attribute: string): void {
    if (attribute === 'url' && this.url === '' && this.isRunning) this.end()
    if (attribute === 'url' || attribute === 'autopush') this.startAutomatically()
  }

  /** Continues in the background, with the waiting image instead of the camera. */
  hidden(): void {}

  shown(): void {}

  async perform(name: string, options: Record<string, unknown>): Promise<Answer> {
    switch (name) {
      case 'start': return this.start()
      case 'stop':
        this.end()
        return done()
      case 'pause':
        if (this.current !== 'pushing') return refuse('not pushing')
        this.current = 'paused'
        return done()
      case 'resume':
        if (this.current !== 'paused') return refuse('not paused')
        this.current = 'pushing'
        return done()
      case 'startPreview': return this.preview()
      case 'stopPreview':
        if (this.current === 'previewing') this.end()
        return done()
      case 'snapshot':
        return this.isRunning || this.current === 'previewing'
          ? done({ tempImagePath: this.snapshotPath(), width: '360', height: '640' })
          : refuse('snapshot fail', 1107004)
      case 'toggleTorch':
        return this.attribute('devicePosition') === 'back' ? done() : refuse('torch needs the back camera')
      case 'getMaxZoom': return done({ maxZoom: 10 })
      case 'exitPictureInPicture': return this.exitFloating()
      case 'sendMessage':
        return typeof options.msg === 'string' && this.isRunning ? done() : refuse('not pushing')
      default: return done()
    }
  }

  protected get isRunning(): boolean {
    return this.current === 'pushing' || this.current === 'paused'
  }

  protected override onReported(code: number): void {
    if (code === 1002) this.isMoving = this.isRunning
    else if (MEDIA_STOPS.has(code)) this.isMoving = false
    if (GIVES_UP.has(code)) this.end()
  }

  private get url(): string {
    return this.text('url')
  }

  private startAutomatically(): void {
    if (this.attribute('autopush') === true && this.url !== '') void this.start()
  }

  private snapshotPath(): string {
    return `wxfile://snapshot-${this.host.nextId('snapshot')}.jpg`
  }

  private async start(): Promise<Answer> {
    if (this.current === 'pushing') return done()
    if (!/^rtmps?:\/\//.test(this.url)) return refuse('url is invalid')
    const refusal = await this.mayCapture()
    if (refusal) return { refusal }
    this.current = 'pushing'
    this.startNetstatus()
    if (!this.failsForBusyDevice()) this.reportSmoothly([[100, 1003], [120, 1007], [200, 1001], [300, 1002]])
    return done()
  }

  private async preview(): Promise<Answer> {
    if (this.isRunning) return refuse('already pushing')
    const refusal = await this.mayCapture()
    if (refusal) return { refusal }
    this.current = 'previewing'
    if (!this.failsForBusyDevice()) this.reportSmoothly([[100, 1003], [120, 1007]])
    return done()
  }

  private failsForBusyDevice(): boolean {
    const device = this.host.faults.busy[0]
    if (device) this.later(100, () => this.report(BUSY[device]))
    return device !== undefined
  }

  private end(): void {
    this.stopTimers()
    this.current = 'idle'
    this.isMoving = false
  }

  private exitFloating(): Answer {
    if (!this.floats) return refuse('not in picture-in-picture', 1107007)
    this.host.floating.close()
    return done()
  }

  /**
   * Checks the phone's settings, the privacy guide and the owner's permission in this order. The component reports
   * every refusal, too.
   */
  private async mayCapture(): Promise<Refusal | undefined> {
    const { options, permissions, privacy } = this.host
    const wanted: { device: keyof typeof DENIED, scope: Scope, isOn: boolean }[] = []
    if (this.attribute('enableCamera') !== false) {
      wanted.push({ device: 'camera', scope: 'scope.camera', isOn: options.system.camera })
    }
    if (this.attribute('enableMic') !== false) {
      wanted.push({ device: 'microphone', scope: 'scope.record', isOn: options.system.microphone })
    }
    for (const { device, scope, isOn } of wanted) {
      if (!isOn) {
        this.denied(device)
        return { reason: `system ${device} permission denied`, errno: 1107013 }
      }
      try {
        await privacy.require('live-pusher')
      } catch (error) {
        if (!(error instanceof ApiFailure)) throw error
        this.denied(device)
        return { reason: error.message, errno: error.errno }
      }
      if (!permissions.ask(scope)) {
        this.denied(device)
        return { reason: `auth deny ${scope}` }
      }
    }
    return undefined
  }

  private denied(device: keyof typeof DENIED): void {
    const message = `Not allowed to use ${device}`
    this.fail(DENIED[device], message)
    this.report(DENIED[device], message)
  }
}
