import { namesByCode } from './event-spec'
import type { EventSpec } from './event-spec'

/**
 * Reports of WeChat's `live-player`: `bindstatechange` codes (reference C4).
 * The numbers are WeChat's: never renumber or reuse one.
 */
export const PLAYER_EVENTS = {
  CONNECTED: { code: 2001, severity: 'progress', meaning: { zh: '已连接到服务器', en: 'Connected to the server' } },
  STREAM_STARTED: { code: 2002, severity: 'progress', meaning: { zh: '开始拉流', en: 'The stream begins to arrive' } },
  FIRST_KEYFRAME: { code: 2003, severity: 'progress', meaning: { zh: '收到首个关键帧', en: 'The first keyframe arrived' } },
  PLAYING: { code: 2004, severity: 'progress', meaning: { zh: '开始播放', en: 'Playback begins' } },
  PLAY_PROGRESS: { code: 2005, severity: 'progress', meaning: { zh: '播放进度', en: 'Playback progress' } },
  /** Never sent for HTTP-FLV: the server's word on the lesson decides. */
  STREAM_ENDED: { code: 2006, severity: 'progress', meaning: { zh: '播放结束', en: 'The stream has ended' } },
  BUFFERING: { code: 2007, severity: 'recovering', meaning: { zh: '正在缓冲', en: 'Waiting for data' } },
  DECODER_STARTED: { code: 2008, severity: 'progress', meaning: { zh: '解码器已启动', en: 'The decoder has started' } },
  RESOLUTION_CHANGED: { code: 2009, severity: 'progress', meaning: { zh: '视频分辨率改变', en: 'The resolution has changed' } },
  /** In the engine under WeChat's player; absent from WeChat's table. */
  MESSAGE_RECEIVED: { code: 2012, severity: 'progress', meaning: { zh: '收到流内消息', en: 'A message inside the stream (SEI)' } },
  AUDIO_DEVICE_CHANGED: { code: 2030, severity: 'progress', meaning: { zh: '音频设备改变，如耳机拔出', en: 'The audio device changed, as headphones unplugged' } },
  FIRST_FRAME_RENDERED: { code: 2032, severity: 'progress', meaning: { zh: '首帧画面已渲染', en: 'The first frame is on screen' } },
  /** 2033 and 6000 are undocumented, seen when a floating window is closed on another page. */
  PULL_SUSPENDED: { code: 2033, severity: 'recovering', meaning: { zh: '拉流被挂起，需要重新播放', en: 'Pulling was suspended, play again' } },
  VIDEO_DECODE_FAILED: { code: 2101, severity: 'degraded', meaning: { zh: '视频帧解码失败', en: 'A video frame could not be decoded' } },
  AUDIO_DECODE_FAILED: { code: 2102, severity: 'degraded', meaning: { zh: '音频帧解码失败', en: 'An audio frame could not be decoded' } },
  RECONNECTING: { code: 2103, severity: 'recovering', meaning: { zh: '网络断连，正在自动重连', en: 'WeChat is reconnecting by itself' } },
  DATA_LAGGING: { code: 2104, severity: 'degraded', meaning: { zh: '数据到达不稳定，网速可能不足', en: 'Data arrives unevenly, the downlink may be too slow' } },
  STUTTERING: { code: 2105, severity: 'degraded', meaning: { zh: '画面卡顿', en: 'The picture stutters' } },
  HARDWARE_DECODER_FAILED: { code: 2106, severity: 'degraded', meaning: { zh: '硬解启动失败，改用软解', en: 'Hardware decoding failed, software decodes instead' } },
  FRAMES_LOST: { code: 2107, severity: 'degraded', meaning: { zh: '视频帧不连续，可能花屏', en: 'Frames are missing, the picture may break up' } },
  FIRST_KEYFRAME_DECODE_FAILED: { code: 2108, severity: 'degraded', meaning: { zh: '首个关键帧硬解失败，改用软解', en: 'Hardware failed on the first keyframe, software decodes instead' } },
  DNS_FAILED: { code: 3001, severity: 'recovering', meaning: { zh: '域名解析失败', en: 'The name of the server was not resolved' } },
  CONNECT_FAILED: { code: 3002, severity: 'recovering', meaning: { zh: '服务器连接失败', en: 'The server could not be reached' } },
  HANDSHAKE_FAILED: { code: 3003, severity: 'recovering', meaning: { zh: '与服务器握手失败', en: 'The handshake with the server failed' } },
  /** In the engine under WeChat's player; absent from WeChat's table. */
  SERVER_CLOSED: { code: 3004, severity: 'recovering', meaning: { zh: '服务器主动断开', en: 'The server closed the connection' } },
  READ_WRITE_FAILED: { code: 3005, severity: 'recovering', meaning: { zh: '链路读写失败，正在重试', en: 'Reading or writing failed, retrying' } },
  PULL_HALTED: { code: 6000, severity: 'recovering', meaning: { zh: '拉流被挂起，需要重新播放', en: 'Pulling was suspended, play again' } },
  NETWORK_LOST: { code: -2301, severity: 'fatal', meaning: { zh: '网络断连，多次重连无效，已放弃', en: 'WeChat gave up reconnecting' } },
  ACCELERATED_URL_FAILED: { code: -2302, severity: 'fatal', meaning: { zh: '获取加速地址失败，签名可能有误', en: 'No accelerated URL, the signature may be wrong' } },
} as const satisfies Record<string, EventSpec>

type Table = typeof PLAYER_EVENTS
export type PlayerEvent = keyof Table
/** Fatal events only: a failure screen cannot be handed a progress event. */
export type PlayerFailure = { [E in PlayerEvent]: Table[E]['severity'] extends 'fatal' ? E : never }[PlayerEvent]

const EVENT_BY_CODE = namesByCode(PLAYER_EVENTS)

/** `undefined` for a code we do not know: log it, never guess. */
export const toPlayerEvent = (code: number): PlayerEvent | undefined => EVENT_BY_CODE.get(code)
