/** Shows the last picture over an emptied element, so that a new connection causes no black flash. */
export class LastPicture {
  readonly #video: HTMLVideoElement
  readonly #canvas: HTMLCanvasElement

  constructor(video: HTMLVideoElement, canvas: HTMLCanvasElement) {
    this.#video = video
    this.#canvas = canvas
    this.clear()
  }

  keep(): void {
    const { videoWidth, videoHeight } = this.#video
    if (videoWidth === 0) return
    this.#canvas.width = videoWidth
    this.#canvas.height = videoHeight
    this.#canvas.getContext('2d')?.drawImage(this.#video, 0, 0)
    this.#canvas.hidden = false
  }

  clear(): void {
    this.#canvas.hidden = true
  }
}
