import type { PusherEvent } from '@/features/codes/pusher-events'
import type { LivePusherProps } from '../../../live-pusher.types'
import { setFocus } from './camera-controls'
import { CaptureError } from './capture-errors'
import type { CaptureDevice } from './capture-errors'
import { mayAskQuietly, mediaDevices, openDevices, stopTracks } from './devices'
import type { CaptureWish, CapturedTracks } from './devices'
import { readFrames } from './frame-source'
import { MediaClock } from '../encode/media-clock'
import { FrameMirror, isMirroredForStudents, isMirroredForTeacher } from './mirror'
import { wantedSize } from '../../../picture-size'
import { loadImage, startSlate } from './slate'

export interface CaptureHandlers {
  /** Receives the frame and must close it. `sharedMs` is on the clock of `performance.now()`. */
  onFrame: (frame: VideoFrame, sharedMs: number) => void
  /** Another microphone or none. */
  onMicrophone: (track: MediaStreamTrack | undefined) => void
  /**
   * The camera is back after APP_SUSPENDED, or a lost microphone is back. WeChat has a code for neither, only for a new
   * push.
   */
  onDeviceBack: () => void
  report: (event: PusherEvent, message?: string) => void
  /** A device was refused or lost while the stream continues without it. */
  onCaptureError: (error: CaptureError) => void
}

const DEVICES: readonly CaptureDevice[] = ['camera', 'microphone']
/**
 * Interval of the search for a lost device, milliseconds: the browser does not report that another program released
 * one.
 */
const LOOK_AGAIN_MS = 5000

/** The camera and the microphone, the preview, and the still picture that replaces the camera. */
export class Capture {
  #tracks: CapturedTracks = {}
  #stopPicture: (() => void) | undefined
  readonly #clock = new MediaClock()
  readonly #mirror = new FrameMirror()
  #opening: Promise<void> = Promise.resolve()
  #isOpen = false
  #isHeld = false
  #hasFirstFrame = false
  /** Devices lost while open: reported once, searched for until they are back. */
  readonly #lost = new Map<CaptureDevice, CaptureError>()
  #lookAgain: ReturnType<typeof setTimeout> | undefined

  readonly #preview: HTMLVideoElement
  #settings: LivePusherProps
  readonly #handlers: CaptureHandlers

  constructor(preview: HTMLVideoElement, settings: LivePusherProps, handlers: CaptureHandlers) {
    this.#preview = preview
    this.#settings = settings
    this.#handlers = handlers
  }

  get camera(): MediaStreamTrack | undefined {
    return this.#tracks.camera
  }

  get microphone(): MediaStreamTrack | undefined {
    return this.#tracks.microphone
  }

  /** The lost devices that are not back yet. */
  get losses(): Iterable<CaptureError> {
    return this.#lost.values()
  }

  /**
   * Opens the devices in the settings that are not open yet. Rejects with a `CaptureError`, except for a device lost
   * since the last call: a class continues without it across connections.
   */
  async open(): Promise<void> {
    if (this.#isOpen) return this.#reopen()
    this.#isOpen = true
    mediaDevices()?.addEventListener('devicechange', this.#onDeviceChange)
    try {
      await this.#openMissing({ camera: this.#settings.enableCamera, microphone: this.#settings.enableMic })
    } catch (error) {
      this.close()
      throw error
    }
    this.#ensurePicture()
  }

  close(): void {
    this.#isOpen = false
    clearTimeout(this.#lookAgain)
    this.#lost.clear()
    mediaDevices()?.removeEventListener('devicechange', this.#onDeviceChange)
    this.#isHeld = false
    this.#stopPicture?.()
    this.#stopPicture = undefined
    this.#drop('camera')
    this.#drop('microphone')
    this.#hasFirstFrame = false
  }

  /** Applies new settings to open devices; closed devices stay closed. */
  async apply(settings: LivePusherProps): Promise<void> {
    const before = this.#settings
    this.#settings = settings
    if (!this.#isOpen) return
    if (settings.devicePosition !== before.devicePosition) this.#drop('camera')
    // Browsers apply these two only when they open the microphone.
    if (settings.enableAgc !== before.enableAgc || settings.enableAns !== before.enableAns) this.#drop('microphone')
    if (this.#tracks.microphone) this.#tracks.microphone.enabled = this.#isHeard
    if (!settings.enableCamera) {
      this.#drop('camera')
      this.#lost.delete('camera')
    }
    const { width, height } = wantedSize(settings)
    // Best effort: if the camera cannot do it, the encoder scales the picture.
    await this.camera?.applyConstraints({
      width: { ideal: width },
      height: { ideal: height },
      frameRate: { ideal: settings.fps },
    }).catch(() => {})
    if (this.camera && settings.autoFocus !== before.autoFocus) await setFocus(this.camera, settings.autoFocus)
    this.#mirrorPreview()
    await this.#reopen()
  }

  /** Shows the still picture instead of the camera, until `release`. */
  hold(): void {
    this.#isHeld = true
    if (this.#isOpen) this.#showPicture()
  }

  release(): void {
    this.#isHeld = false
    if (this.#isOpen) this.#showPicture()
  }

  /** Runs one call at a time: two calls in a row must not open a device twice. */
  #openMissing(wish: CaptureWish): Promise<void> {
    const next = this.#opening.then(async () => {
      const { enableCamera, enableMic } = this.#settings
      const tracks = await openDevices({
        camera: wish.camera && enableCamera && !this.camera,
        microphone: wish.microphone && enableMic && !this.microphone,
      }, this.#settings)
      if (this.#isOpen) this.#take(tracks)
      else stopTracks(tracks)
      if (!this.#settings.enableCamera) this.#drop('camera')
    })
    this.#opening = next.catch(() => {})
    return next
  }

  #take({ camera, microphone }: CapturedTracks): void {
    if (camera) {
      this.#tracks.camera = camera
      this.#watch('camera', camera)
      this.#handlers.report('CAMERA_OPENED')
      void setFocus(camera, this.#settings.autoFocus)
      this.#showPicture()
    }
    if (microphone) {
      this.#tracks.microphone = microphone
      microphone.enabled = this.#isHeard
      this.#watch('microphone', microphone)
      this.#handlers.onMicrophone(microphone)
    }
  }

  #drop(device: CaptureDevice): void {
    const track = this.#tracks[device]
    if (!track) return
    stopTracks({ [device]: track })
    track.onended = null
    track.onmute = null
    track.onunmute = null
    this.#tracks = { ...this.#tracks, [device]: undefined }
    if (device === 'camera') this.#showPicture()
    else this.#handlers.onMicrophone(undefined)
  }

  /** Opens each missing device again, one by one; the stream continues without those that fail. */
  async #reopen(): Promise<void> {
    for (const device of DEVICES) if (this.#isOpen) await this.#reopenOne(device)
    this.#ensurePicture()
    clearTimeout(this.#lookAgain)
    if (this.#isOpen && this.#lost.size > 0) this.#lookAgain = setTimeout(() => void this.#reopen(), LOOK_AGAIN_MS)
  }

  readonly #onDeviceChange = (): void => void this.#reopen()

  async #reopenOne(device: CaptureDevice): Promise<void> {
    const isKnown = this.#lost.has(device)
    if (isKnown && !await mayAskQuietly(device)) return
    try {
      await this.#openMissing({ camera: device === 'camera', microphone: device === 'microphone' })
      this.#lost.delete(device)
      if (isKnown && device === 'microphone') this.#handlers.onDeviceBack()
    } catch (error) {
      if (!(error instanceof CaptureError)) throw error
      if (!this.#isOpen) return
      // Both devices may end at the same time, and each starts a search for the other.
      const isTold = this.#lost.has(device)
      this.#lost.set(device, error)
      if (!isTold) this.#handlers.onCaptureError(error)
    }
  }

  #watch(device: CaptureDevice, track: MediaStreamTrack): void {
    // The device was unplugged or another program took it: a different device may be available.
    track.onended = () => {
      this.#drop(device)
      void this.#reopen()
    }
    if (device === 'camera') this.#watchMute(track)
  }

  /** A muted camera delivers no frames: the still picture replaces it until it does. */
  #watchMute(camera: MediaStreamTrack): void {
    let isSuspended = false
    camera.onmute = () => {
      // Only on phones: the browser takes the camera from a tab in the background.
      isSuspended = document.hidden
      this.#showPicture()
      this.#handlers.report(isSuspended ? 'APP_SUSPENDED' : 'CAMERA_FAILED', isSuspended ? undefined : 'in-use')
    }
    camera.onunmute = () => {
      this.#showPicture()
      if (isSuspended) this.#handlers.onDeviceBack()
      else this.#handlers.report('CAMERA_OPENED')
    }
  }

  #ensurePicture(): void {
    if (this.#isOpen && !this.#stopPicture) this.#showPicture()
  }

  #showPicture(): void {
    this.#stopPicture?.()
    this.#stopPicture = undefined
    if (!this.#isOpen) {
      this.#preview.srcObject = null
      return
    }
    const { camera } = this
    this.#clock.restart()
    this.#preview.srcObject = camera ? new MediaStream([camera]) : null
    this.#mirrorPreview()
    if (camera) void this.#preview.play().catch(() => { /* The preview was closed in the meantime. */ })
    this.#stopPicture = camera && !this.#isStandInWanted
      ? readFrames(camera, this.#preview, this.#onCameraFrame)
      : this.#showSlate()
  }

  get #isStandInWanted(): boolean {
    return this.#isHeld || this.camera?.muted === true
  }

  get #isHeard(): boolean {
    return this.#settings.enableMic && !this.#settings.muted
  }

  #mirrorPreview(): void {
    this.#preview.style.transform = isMirroredForTeacher(this.#settings) ? 'scaleX(-1)' : ''
  }

  #showSlate(): () => void {
    const slate = startSlate(wantedSize(this.#settings), this.#onFrame)
    const { waitingImage } = this.#settings
    if (this.#isStandInWanted && waitingImage) {
      loadImage(waitingImage).then(slate.show, () => this.#handlers.report('WAITING_IMAGE_FAILED'))
    }
    return slate.stop
  }

  /** The replacement picture is never mirrored: it contains text. */
  readonly #onCameraFrame = (frame: VideoFrame, deviceMs: number): void =>
    this.#onFrame(isMirroredForStudents(this.#settings) ? this.#mirror.turn(frame) : frame, deviceMs)

  readonly #onFrame = (frame: VideoFrame, deviceMs: number): void => {
    if (!this.#hasFirstFrame && this.camera && !this.#isStandInWanted) {
      this.#hasFirstFrame = true
      this.#handlers.report('FIRST_FRAME_CAPTURED')
    }
    this.#handlers.onFrame(frame, this.#clock.toSharedMs(deviceMs, performance.now()))
  }
}
