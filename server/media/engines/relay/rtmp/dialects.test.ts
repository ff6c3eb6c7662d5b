/** Commands that clients of other vendors send, and the answers that they expect. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { encodeFlvTag } from '../flv/flv-tags'
import { encodeAmf3 } from '../../../../../tests/support/relay/amf3-writer'
import { startRelay } from '../../../../../tests/support/relay/relay-under-test'
import { audioHeader, frames, keyframe, metadata, opening, sound, videoHeader } from '../../../../../tests/support/relay/samples'
import { until } from '../../../../../tests/support/relay/until'
import { amfObject, decodeAmf, encodeAmf } from './amf/amf0'
import { MESSAGE_TYPE } from './message'
import type { FlvTag } from '../flv/flv-tags'
import type { RelayUnderTest } from '../../../../../tests/support/relay/relay-under-test'
import type { RtmpClient } from '../../../../../tests/support/relay/rtmp-client'
import type { AmfObject, AmfValue } from './amf/amf-value'

let under: RelayUnderTest
beforeEach(async () => { under = await startRelay({ limits: { pingMs: 50 } }) })
afterEach(() => under.end())

const commandsOf = (client: RtmpClient): AmfValue[][] =>
  client.messages.filter(({ type }) => type === MESSAGE_TYPE.command).map(({ payload }) => decodeAmf(payload))
const answerTo = (client: RtmpClient, transaction: number): AmfValue[] | undefined =>
  commandsOf(client).find(([, number]) => number === transaction)

/** Flash: AMF0, then AMF3, in messages of separate types. */
function amf3Command(client: RtmpClient, name: string, transaction: number, ...values: AmfValue[]): void {
  const payload = Buffer.concat([Buffer.of(0), encodeAmf(name, transaction), ...values.map(encodeAmf3)])
  client.message(MESSAGE_TYPE.commandAmf3, payload)
}

test('Flash connects and publishes with AMF3, including metadata, and viewers get AMF0', async () => {
  const client = under.rtmp()
  client.shakeHands()
  amf3Command(client, 'connect', 1, amfObject({ app: 'live', objectEncoding: 3 }))
  amf3Command(client, 'createStream', 2, null)
  amf3Command(client, 'publish', 3, null, 's1', 'live')
  await client.heard('NetStream.Publish.Start')
  expect((answerTo(client, 1)?.[3] as AmfObject).get('objectEncoding')).toBe(3)
  const properties = amfObject({ videocodecid: 7, audiocodecid: 10, encoder: 'Flash' })
  const setDataFrame = encodeAmf('@setDataFrame', 'onMetaData')
  client.message(MESSAGE_TYPE.dataAmf3, Buffer.concat([Buffer.of(0), setDataFrame, encodeAmf3(properties)]))
  client.tags(videoHeader(), audioHeader(), ...frames(1))
  const viewer = under.watch('s1')
  await until(() => viewer.pictures === 1)
  expect(viewer.tags[0]?.body).toEqual(encodeAmf('onMetaData', properties))
})

test('an aggregate is handled like its separate messages', async () => {
  const client = under.rtmp()
  await client.publish('s1')
  client.message(MESSAGE_TYPE.aggregate, Buffer.concat([...opening(), ...frames(3)].map(encodeFlvTag)), 0)
  client.message(MESSAGE_TYPE.aggregate, Buffer.concat(frames(2, { gop: 9 }).map(encodeFlvTag)), 120)
  const viewer = under.watch('s1')
  await until(() => viewer.pictures === 2)
  expect(viewer.times('video')).toEqual([120, 160])
})

test('the questions of encoders are answered', async () => {
  const client = under.rtmp()
  client.connect()
  client.command('releaseStream', 3, null, 's1')
  client.command('FCPublish', 4, null, 's1')
  client.command('getStreamLength', 5, null, 's1')
  client.command('_checkbw', 6, null)
  client.command('FCSubscribe', 7, null, 's1')
  client.message(MESSAGE_TYPE.setPeerBandwidth, Buffer.from('002625a002', 'hex'))
  await until(() => answerTo(client, 7) !== undefined)
  expect([3, 4, 6, 7].map(number => answerTo(client, number)?.[0])).toEqual(Array(4).fill('_result'))
  expect(answerTo(client, 5)).toEqual(['_result', 5, null, 0])
  expect(commandsOf(client).map(([name]) => name)).toEqual(expect.arrayContaining(['onFCPublish', 'onFCSubscribe']))
  await until(() => client.messages.filter(({ type }) => type === MESSAGE_TYPE.windowAckSize).length === 2)
})

test.each([
  [['hvc1', 'vp09'], ['hvc1']],
  [['*'], ['avc1', 'hvc1', 'av01', 'mp4a', 'Opus']],
])('a client of Enhanced RTMP that offers %j is answered %j', async (named, heard) => {
  const client = under.rtmp()
  client.shakeHands()
  client.command('connect', 1, amfObject({ app: 'live', fourCcList: named }))
  await client.heard('NetConnection.Connect.Success')
  expect((answerTo(client, 1)?.[2] as AmfObject).get('fourCcList')).toEqual(heard)
})

test('the query may come with the application', async () => {
  const client = under.rtmp()
  client.connect('live?ticket=t')
  client.command('publish', 3, null, 's1')
  await client.heard('NetStream.Publish.Start')
})

test('a player receives Reset and Start, sample access, and pings while there is no media', async () => {
  const publisher = under.rtmp()
  await publisher.publish('s1')
  const player = under.rtmp()
  await player.play('s1')
  expect(player.codes).toEqual(expect.arrayContaining(['NetStream.Play.Reset', 'NetStream.Play.Start']))
  await until(() => player.messages.some(({ type, payload }) =>
    type === MESSAGE_TYPE.data && decodeAmf(payload)[0] === '|RtmpSampleAccess'))
  const pings = () => player.messages.filter(({ type, payload }) =>
    type === MESSAGE_TYPE.userControl && payload.readUInt16BE() === 6)
  await until(() => pings().length >= 2)
})

test('a publisher may stop and publish again on the same connection', async () => {
  const client = under.rtmp()
  await client.publish('s1')
  client.command('FCUnpublish', 4, null, 's1')
  client.command('deleteStream', 5, null, 1)
  await until(() => under.stops().length === 1)
  client.command('createStream', 6, null)
  client.command('publish', 7, null, 's1', 'live')
  await until(() => under.relay.isPublishing('s1'))
})

describe('carries', () => {
  const tag = (type: 8 | 9, hex: string, timestampMs = 0): FlvTag =>
    ({ type, timestampMs, body: Buffer.from(hex, 'hex') })

  test.each<[string, FlvTag[]]>([
    ['HEVC and Opus by FourCC', [
      tag(9, '9068766331' + '01'.repeat(30)),
      tag(8, '904f707573' + '4f707573'),
      tag(9, '9168766331000000' + '26'),
      tag(8, '914f707573' + 'fc'),
    ]],
    ['HEVC by its Chinese number, and AAC', [
      tag(9, '1c00000000' + '01'.repeat(30)),
      audioHeader(),
      tag(9, '1c01000000' + '26'),
      sound(0),
    ]],
    ['AV1', [
      metadata({ hasVideo: true, hasAudio: false }),
      tag(9, '9061763031' + '81000c00'),
      tag(9, '9161763031' + '12000a0b'),
    ]],
  ])('%s, to a late joiner from the configuration on', async (_, tags) => {
    const publisher = under.rtmp()
    await publisher.publish('s1')
    publisher.tags(...tags)
    await until(() => (under.relay.stats()[0]?.bytesIn ?? 0) > 0)
    const viewer = under.watch('s1')
    const media = tags.filter(({ type }) => type !== 18)
    await until(() => viewer.tags.filter(({ type }) => type !== 18).length === media.length)
    expect(viewer.tags.filter(({ type }) => type !== 18).map(({ body }) => body)).toEqual(media.map(({ body }) => body))
  })

  test('a change from H.264 to HEVC at a republish, and sends the viewer the new configuration', async () => {
    const first = under.rtmp()
    await first.publish('s1')
    first.tags(...opening(), keyframe(0))
    const viewer = under.watch('s1')
    await until(() => viewer.pictures === 1)
    await first.end()
    const second = under.rtmp()
    await second.publish('s1')
    const hevc = [tag(9, '9068766331' + '01'.repeat(30)), tag(9, '9168766331000000' + '26')]
    second.tags(...hevc)
    await until(() => viewer.pictures === 2)
    expect(viewer.tags.slice(-2).map(({ body }) => body)).toEqual(hevc.map(({ body }) => body))
    expect(viewer.isClosed).toBe(false)
  })
})
