import { expect, test, vi } from 'vitest'
import { FLV_HEADER } from '../../flv/muxer'
import { FlvScanner } from '../../flv/scanner'
import type { ScannedTag } from '../../flv/scanner'
import { Publisher } from './publisher'
import { BUSY_QUEUE_MS } from './send-gate'

const STREAM = { width: 360, height: 640, fps: 15, videoBitrateKbps: 752, audioBitrateKbps: 48, sampleRateHz: 48_000 }
const AVC_CONFIG = Uint8Array.of(1, 0x42, 0xe0, 0x1f)
const DATA = new Uint8Array(10)

function setUp() {
  const tags: ScannedTag[] = []
  let scanner: FlvScanner | undefined
  const outlet = {
    isOpen: true,
    queuedBytes: 0,
    lateMs: 0,
    setDraining: vi.fn(),
    send(bytes: Uint8Array) {
      // Each connection is a separate stream.
      if (bytes === FLV_HEADER) scanner = new FlvScanner(tag => tags.push(tag))
      scanner?.push(bytes)
    },
  }
  const requestKeyframe = vi.fn()
  const onBusy = vi.fn()
  const publisher = new Publisher({ outlet, describe: () => STREAM, requestKeyframe, onBusy })
  const frame = (timestampMs: number, isKeyframe = false) =>
    publisher.sendVideo({ timestampMs, data: DATA, isKeyframe })
  const told = () => tags.splice(0)
    .map(({ kind, isConfig, isKeyframe }) => `${kind}${isConfig ? ' config' : isKeyframe ? ' key' : ''}`)
  return { publisher, outlet, requestKeyframe, onBusy, frame, told }
}

test('a stream starts with header, metadata, configurations and a keyframe', () => {
  const { publisher, requestKeyframe, frame, told } = setUp()
  publisher.begin(0)
  publisher.sendAudio({ timestampMs: 0, data: DATA, audioConfig: Uint8Array.of(0x11, 0x88) })
  frame(0)
  publisher.sendVideo({ timestampMs: 10, data: DATA, isKeyframe: true, avcConfig: AVC_CONFIG })
  frame(20)
  expect(requestKeyframe).toHaveBeenCalledOnce()
  expect(told()).toEqual(['script', 'audio config', 'audio', 'video config', 'video key', 'video'])
})

test('a reconnect sends header, metadata, configurations and a keyframe again', () => {
  const { publisher, frame, told } = setUp()
  publisher.begin(0)
  publisher.sendAudio({ timestampMs: 0, data: DATA, audioConfig: Uint8Array.of(0x11, 0x88) })
  publisher.sendVideo({ timestampMs: 0, data: DATA, isKeyframe: true, avcConfig: AVC_CONFIG })
  told()
  publisher.begin(500)
  frame(510)
  frame(520, true)
  expect(told()).toEqual(['script', 'audio config', 'video config', 'video key'])
})

test('a new size is announced by metadata and configuration before its first picture', () => {
  const { publisher, told } = setUp()
  publisher.begin(0)
  publisher.sendVideo({ timestampMs: 0, data: DATA, isKeyframe: true, avcConfig: AVC_CONFIG })
  told()
  publisher.sendVideo({ timestampMs: 10, data: DATA, isKeyframe: true, avcConfig: Uint8Array.of(1, 0x42, 0xe0, 0x1e) })
  expect(told()).toEqual(['script', 'video config', 'video key'])
})

test('a full uplink is reported once and drops pictures up to a keyframe, but no sound', () => {
  const { publisher, outlet, onBusy, frame, told } = setUp()
  publisher.begin(0)
  publisher.sendVideo({ timestampMs: 0, data: DATA, isKeyframe: true, avcConfig: AVC_CONFIG })
  told()
  outlet.queuedBytes = (BUSY_QUEUE_MS + 100) * 100
  frame(10)
  frame(20, true)
  publisher.sendAudio({ timestampMs: 20, data: DATA })
  outlet.queuedBytes = 0
  frame(30)
  frame(40, true)
  expect(told()).toEqual(['audio', 'video key'])
  expect(onBusy).toHaveBeenCalledOnce()
  expect(outlet.setDraining.mock.calls).toEqual([[true], [false]])
  expect(publisher.takeCounts()).toMatchObject({ videoFrames: 2, droppedFrames: 3, videoBytes: 20, audioBytes: 10 })
  expect(publisher.takeCounts().videoFrames).toBe(0)
})

test('sends nothing to a lost connection', () => {
  const { publisher, outlet, frame, told } = setUp()
  publisher.begin(0)
  told()
  outlet.isOpen = false
  publisher.sendVideo({ timestampMs: 0, data: DATA, isKeyframe: true, avcConfig: AVC_CONFIG })
  frame(10, true)
  publisher.sendAudio({ timestampMs: 0, data: DATA })
  expect(told()).toEqual([])
})

test('measures the keyframe interval', () => {
  const { publisher, frame } = setUp()
  publisher.begin(0)
  publisher.sendVideo({ timestampMs: 0, data: DATA, isKeyframe: true, avcConfig: AVC_CONFIG })
  frame(500)
  frame(1000, true)
  expect(publisher.gopMs).toBe(1000)
})
