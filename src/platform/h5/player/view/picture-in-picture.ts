import { refuse } from '../../../command-error'

export interface PictureInPictureHandlers {
  onEnter: () => void
  onLeave: () => void
}

/** The browser's floating window for a video, without the page's controls. Pages cannot open one in Firefox. */
export class PictureInPicture {
  readonly #video: HTMLVideoElement
  readonly #handlers: PictureInPictureHandlers

  constructor(video: HTMLVideoElement, handlers: PictureInPictureHandlers) {
    this.#video = video
    this.#handlers = handlers
    video.addEventListener('enterpictureinpicture', handlers.onEnter)
    video.addEventListener('leavepictureinpicture', handlers.onLeave)
  }

  get isOpen(): boolean {
    return document.pictureInPictureElement === this.#video
  }

  /** Only in a tap. */
  async enter(): Promise<void> {
    if (!document.pictureInPictureEnabled) throw refuse('requestPictureInPicture', 'not supported by this browser')
    await this.#video.requestPictureInPicture().catch((error: unknown) => {
      throw refuse('requestPictureInPicture', String(error))
    })
  }

  async exit(): Promise<void> {
    if (!this.isOpen) throw refuse('exitPictureInPicture', 'not in picture in picture')
    await document.exitPictureInPicture()
  }

  dispose(): void {
    this.#video.removeEventListener('enterpictureinpicture', this.#handlers.onEnter)
    this.#video.removeEventListener('leavepictureinpicture', this.#handlers.onLeave)
    if (this.isOpen) document.exitPictureInPicture().catch(() => { /* It closes already. */ })
  }
}
