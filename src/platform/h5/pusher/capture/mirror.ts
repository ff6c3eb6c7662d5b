import type { LivePusherProps } from '../../../live-pusher.types'

type MirrorProps = Pick<LivePusherProps, 'mirror' | 'remoteMirror' | 'localMirror' | 'devicePosition'>

/** Whether the picture is mirrored for students. */
export const isMirroredForStudents = ({ mirror, remoteMirror }: MirrorProps): boolean => mirror || remoteMirror

/** Whether the preview is mirrored for the teacher: the front camera like a mirror, a blackboard as it is. */
export const isMirroredForTeacher = ({ localMirror, devicePosition }: MirrorProps): boolean =>
  localMirror === 'enable' || (localMirror === 'auto' && devicePosition === 'front')

/** Mirrors pictures horizontally, with one canvas for all of them. */
export class FrameMirror {
  #canvas: OffscreenCanvas | undefined

  /**
   * Closes the frame and returns another one with the same time; returns the frame itself if this browser cannot paint.
   */
  turn(frame: VideoFrame): VideoFrame {
    const { displayWidth: width, displayHeight: height, timestamp } = frame
    this.#canvas ??= new OffscreenCanvas(width, height)
    if (this.#canvas.width !== width) this.#canvas.width = width
    if (this.#canvas.height !== height) this.#canvas.height = height
    const context = this.#canvas.getContext('2d', { alpha: false })
    if (!context) return frame
    context.setTransform(-1, 0, 0, 1, width, 0)
    context.drawImage(frame, 0, 0, width, height)
    frame.close()
    return new VideoFrame(this.#canvas, { timestamp })
  }
}
