import { expect, it, vi } from 'vitest'
import { PictureReports } from './picture-reports'

function pictures() {
  const video = { videoWidth: 1280, videoHeight: 720 }
  const reports: string[] = []
  const onPicture = vi.fn()
  const shown = new PictureReports({
    video: video as HTMLVideoElement, onPicture,
    report: (event, message) => { reports.push(message === undefined ? event : `${event} ${message}`) },
  })
  return { video, reports, onPicture, shown }
}

it('reports the first picture of each connection', () => {
  const { shown, reports, onPicture } = pictures()
  shown.onFrame(0, undefined, 0)
  shown.onFrame(40, 0, 0)
  shown.onFrame(9_000, undefined, 9_000)
  expect(reports).toEqual(['FIRST_FRAME_RENDERED', 'FIRST_FRAME_RENDERED'])
  expect(onPicture).toHaveBeenCalledTimes(2)
})

it('reports a stutter above 500 ms, counted from the start of playback at the earliest', () => {
  const { shown, reports } = pictures()
  shown.onFrame(500, 0, 0)
  shown.onFrame(1_001, 500, 0)
  shown.onFrame(3_000, 1_001, 2_800)
  expect(reports).toEqual(['STUTTERING 501 ms'])
})

it('reports no stutter while a still picture is intended', () => {
  const { shown, reports } = pictures()
  shown.onFrame(5_000, 0, undefined)
  expect(reports).toEqual([])
})

it('reports another size once', () => {
  const { shown, reports, video } = pictures()
  shown.onFrame(40, 0, 0)
  video.videoWidth = 640
  video.videoHeight = 360
  shown.onFrame(80, 40, 0)
  shown.onFrame(120, 80, 0)
  expect(reports).toEqual(['RESOLUTION_CHANGED 640x360'])
})
