import { ADVICE } from './event-advice'
import { namesByCode } from './event-spec'
import type { EventSpec } from './event-spec'

/**
 * Reports of WeChat's `live-player`: `bindstatechange` codes (docs/reference/wechat-live-components.md, C4).
 * The numbers are WeChat's: never renumber or reuse one.
 */
export const PLAYER_EVENTS = {
  CONNECTED: {
    code: 2001, vendorName: 'PLAY_EVT_CONNECT_SUCC', severity: 'progress', recovery: 'none', advice: ADVICE.nothing,
    source: ['guide', 'wechat-doc', 'sdk', 'typings'], meaning: { zh: '已连接到服务器', en: 'Connected to the server' },
  },
  STREAM_STARTED: {
    code: 2002, vendorName: 'PLAY_EVT_RTMP_STREAM_BEGIN', severity: 'progress', recovery: 'none', advice: ADVICE.nothing,
    source: ['guide', 'wechat-doc', 'sdk', 'typings'], meaning: { zh: '开始拉流', en: 'The stream begins to arrive' },
  },
  FIRST_KEYFRAME: {
    code: 2003, vendorName: 'PLAY_EVT_RCV_FIRST_I_FRAME', severity: 'progress', recovery: 'none', advice: ADVICE.nothing,
    source: ['guide', 'wechat-doc', 'sdk', 'typings'], meaning: { zh: '收到首个关键帧', en: 'The first keyframe arrived' },
  },
  PLAYING: {
    code: 2004, vendorName: 'PLAY_EVT_PLAY_BEGIN', severity: 'progress', recovery: 'none', advice: ADVICE.nothing,
    source: ['guide', 'wechat-doc', 'sdk', 'typings'], meaning: { zh: '开始播放', en: 'Playback begins' },
  },
  PLAY_PROGRESS: {
    code: 2005, vendorName: 'PLAY_EVT_PLAY_PROGRESS', severity: 'progress', recovery: 'none', advice: ADVICE.nothing,
    source: ['wechat-doc', 'sdk', 'typings'], meaning: { zh: '播放进度', en: 'Playback progress' },
  },
  /** Never sent for HTTP-FLV: the end of the lesson comes from the server. */
  STREAM_ENDED: {
    code: 2006, vendorName: 'PLAY_EVT_PLAY_END', severity: 'progress', recovery: 'none', advice: ADVICE.nothing,
    source: ['guide', 'wechat-doc', 'sdk', 'typings'], meaning: { zh: '播放结束', en: 'The stream has ended' },
  },
  BUFFERING: {
    code: 2007, vendorName: 'PLAY_EVT_PLAY_LOADING', severity: 'recovering', recovery: 'platform-retries', advice: ADVICE.wait,
    source: ['guide', 'wechat-doc', 'sdk', 'typings'], meaning: { zh: '正在缓冲', en: 'Waiting for data' },
  },
  DECODER_STARTED: {
    code: 2008, vendorName: 'PLAY_EVT_START_VIDEO_DECODER', severity: 'progress', recovery: 'none', advice: ADVICE.nothing,
    source: ['wechat-doc', 'sdk', 'typings'], meaning: { zh: '解码器已启动', en: 'The decoder has started' },
  },
  RESOLUTION_CHANGED: {
    code: 2009, vendorName: 'PLAY_EVT_CHANGE_RESOLUTION', severity: 'progress', recovery: 'none', advice: ADVICE.nothing,
    source: ['wechat-doc', 'sdk', 'typings'], meaning: { zh: '视频分辨率改变', en: 'The resolution has changed' },
  },
  MESSAGE_RECEIVED: {
    code: 2012, vendorName: 'PLAY_EVT_GET_MESSAGE', severity: 'progress', recovery: 'none', advice: ADVICE.nothing,
    source: ['sdk'], meaning: { zh: '收到流内消息', en: 'A message inside the stream (SEI)' },
  },
  AUDIO_DEVICE_CHANGED: {
    code: 2030, vendorName: null, severity: 'progress', recovery: 'none', advice: ADVICE.nothing,
    source: ['wechat-doc'], meaning: { zh: '音频设备改变，如耳机拔出', en: 'The audio device changed, as headphones unplugged' },
  },
  FIRST_FRAME_RENDERED: {
    code: 2032, vendorName: 'PLAY_EVT_AUDIO_SESSION_INTERRUPT', severity: 'progress', recovery: 'none', advice: ADVICE.nothing,
    source: ['wechat-doc', 'sdk'], meaning: { zh: '首帧画面已渲染', en: 'The first frame is on screen' },
    contradiction: {
      zh: '微信文档：首帧画面已渲染；原生 SDK 的 2032 却是“音频会话被打断”（仅 iOS）。在小程序里按微信解释。',
      en: 'WeChat: the first frame is on screen; the native SDK\'s 2032 is an interrupted audio session (iOS). WeChat\'s counts here.',
    },
  },
  /** 2033 and 6000 are undocumented. They were observed when a floating window is closed on another page. */
  PULL_SUSPENDED: {
    code: 2033, vendorName: null, severity: 'recovering', recovery: 'restart', advice: ADVICE.wait,
    source: ['field'], meaning: { zh: '拉流被挂起，需要重新播放', en: 'Pulling was suspended, play again' },
  },
  VIDEO_DECODE_FAILED: {
    code: 2101, vendorName: 'PLAY_WARNING_VIDEO_DECODE_FAIL', severity: 'degraded', recovery: 'none', advice: ADVICE.nothing,
    source: ['guide', 'wechat-doc', 'sdk', 'typings'], meaning: { zh: '视频帧解码失败', en: 'A video frame could not be decoded' },
  },
  AUDIO_DECODE_FAILED: {
    code: 2102, vendorName: 'PLAY_WARNING_AUDIO_DECODE_FAIL', severity: 'degraded', recovery: 'none', advice: ADVICE.nothing,
    source: ['guide', 'wechat-doc', 'sdk', 'typings'], meaning: { zh: '音频帧解码失败', en: 'An audio frame could not be decoded' },
  },
  RECONNECTING: {
    code: 2103, vendorName: 'PLAY_WARNING_RECONNECT', severity: 'recovering', recovery: 'platform-retries', advice: ADVICE.wait,
    source: ['guide', 'wechat-doc', 'sdk', 'typings'], meaning: { zh: '网络断连，正在自动重连', en: 'WeChat is reconnecting by itself' },
  },
  DATA_LAGGING: {
    code: 2104, vendorName: 'PLAY_WARNING_RECV_DATA_LAG', severity: 'degraded', recovery: 'none', advice: ADVICE.improveDownlink,
    source: ['guide', 'wechat-doc', 'sdk', 'typings'], meaning: { zh: '数据到达不稳定，网速可能不足', en: 'Data arrives unevenly, the downlink may be too slow' },
  },
  STUTTERING: {
    code: 2105, vendorName: 'PLAY_WARNING_VIDEO_PLAY_LAG', severity: 'degraded', recovery: 'none', advice: ADVICE.improveDownlink,
    source: ['guide', 'wechat-doc', 'sdk', 'typings'], meaning: { zh: '画面卡顿', en: 'The picture stutters' },
  },
  HARDWARE_DECODER_FAILED: {
    code: 2106, vendorName: 'PLAY_WARNING_HW_ACCELERATION_FAIL', severity: 'degraded', recovery: 'none', advice: ADVICE.nothing,
    source: ['guide', 'wechat-doc', 'sdk', 'typings'], meaning: { zh: '硬解启动失败，改用软解', en: 'Hardware decoding failed, software decodes instead' },
  },
  FRAMES_LOST: {
    code: 2107, vendorName: 'PLAY_WARNING_VIDEO_DISCONTINUITY', severity: 'degraded', recovery: 'none', advice: ADVICE.nothing,
    source: ['guide', 'wechat-doc', 'sdk', 'typings'], meaning: { zh: '视频帧不连续，可能花屏', en: 'Frames are missing, the picture may break up' },
  },
  FIRST_KEYFRAME_DECODE_FAILED: {
    code: 2108, vendorName: 'PLAY_WARNING_FIRST_IDR_HW_DECODE_FAIL', severity: 'degraded', recovery: 'none', advice: ADVICE.nothing,
    source: ['wechat-doc', 'sdk', 'typings'], meaning: { zh: '首个关键帧硬解失败，改用软解', en: 'Hardware failed on the first keyframe, software decodes instead' },
  },
  DNS_FAILED: {
    code: 3001, vendorName: 'PLAY_WARNING_DNS_FAIL', severity: 'recovering', recovery: 'platform-retries', advice: ADVICE.wait,
    source: ['guide', 'wechat-doc', 'sdk', 'typings'], meaning: { zh: '域名解析失败', en: 'The name of the server was not resolved' },
  },
  CONNECT_FAILED: {
    code: 3002, vendorName: 'PLAY_WARNING_SEVER_CONN_FAIL', severity: 'recovering', recovery: 'platform-retries', advice: ADVICE.wait,
    source: ['guide', 'wechat-doc', 'sdk', 'typings'], meaning: { zh: '服务器连接失败', en: 'The server could not be reached' },
    contradiction: {
      zh: '厂商把 SERVER 拼成了 SEVER；正确的词是 SERVER，检索时两种写法都要能找到。',
      en: 'The vendor spells SERVER as SEVER; the right word is SERVER, and both must be found.',
    },
  },
  HANDSHAKE_FAILED: {
    code: 3003, vendorName: 'PLAY_WARNING_SHAKE_FAIL', severity: 'recovering', recovery: 'platform-retries', advice: ADVICE.wait,
    source: ['guide', 'wechat-doc', 'sdk', 'typings'], meaning: { zh: '与服务器握手失败', en: 'The handshake with the server failed' },
  },
  SERVER_CLOSED: {
    code: 3004, vendorName: 'PLAY_WARNING_SERVER_DISCONNECT', severity: 'recovering', recovery: 'platform-retries', advice: ADVICE.wait,
    source: ['sdk'], meaning: { zh: '服务器主动断开', en: 'The server closed the connection' },
    contradiction: {
      zh: '原生 SDK 有 3004，微信的播放器码表没有；收到时按服务器断开处理。',
      en: 'The native SDK has 3004, WeChat\'s table for the player has not; if it comes, the server closed.',
    },
  },
  READ_WRITE_FAILED: {
    code: 3005, vendorName: 'PLAY_WARNING_READ_WRITE_FAIL', severity: 'recovering', recovery: 'platform-retries', advice: ADVICE.wait,
    source: ['wechat-doc', 'sdk', 'typings'], meaning: { zh: '链路读写失败，正在重试', en: 'Reading or writing failed, retrying' },
  },
  PULL_HALTED: {
    code: 6000, vendorName: null, severity: 'recovering', recovery: 'restart', advice: ADVICE.wait,
    source: ['field'], meaning: { zh: '拉流被挂起，需要重新播放', en: 'Pulling was suspended, play again' },
  },
  NETWORK_LOST: {
    code: -2301, vendorName: 'PLAY_ERR_NET_DISCONNECT', severity: 'fatal', recovery: 'restart', advice: ADVICE.checkNetwork,
    source: ['guide', 'wechat-doc', 'sdk', 'typings'], meaning: { zh: '网络断连，多次重连无效，已放弃', en: 'WeChat gave up reconnecting' },
    contradiction: {
      zh: '观众断网和老师断网都会报 -2301；FLV 正常结束也只会报它，因为没有 2006。只有服务器知道是哪一种。',
      en: '-2301 comes when the viewer is offline and when the teacher is, and when an FLV stream ends, which has no 2006. Only the server knows which.',
    },
  },
  ACCELERATED_URL_FAILED: {
    code: -2302, vendorName: 'PLAY_ERR_GET_RTMP_ACC_URL_FAIL', severity: 'fatal', recovery: 'new-url', advice: ADVICE.wait,
    source: ['wechat-doc', 'sdk', 'typings'], meaning: { zh: '获取加速地址失败，签名可能有误', en: 'No accelerated URL, the signature may be wrong' },
  },
  HEVC_DECODE_FAILED: {
    code: -2304, vendorName: 'PLAY_ERR_HEVC_DECODE_FAIL', severity: 'fatal', recovery: 'ask-user', advice: ADVICE.otherPhone,
    source: ['sdk'], meaning: { zh: 'HEVC 解码失败，且没有备用解码器（仅原生 SDK）', en: 'HEVC could not be decoded and no other decoder is there (native SDK only)' },
  },
  STREAM_SWITCH_FAILED: {
    code: -2307, vendorName: 'PLAY_ERR_STREAM_SWITCH_FAIL', severity: 'fatal', recovery: 'restart', advice: ADVICE.wait,
    source: ['sdk'], meaning: { zh: '切换直播流失败（仅原生 SDK）', en: 'Switching to another stream failed (native SDK only)' },
  },
  SERVER_REFUSED: {
    code: -2308, vendorName: 'PLAY_ERR_STREAM_SERVER_REFUSED', severity: 'fatal', recovery: 'new-url', advice: ADVICE.wait,
    source: ['sdk'], meaning: { zh: '服务器拒绝播放：地址有误或已过期（仅原生 SDK）', en: 'The server refused: the URL is wrong or expired (native SDK only)' },
  },
} as const satisfies Record<string, EventSpec>

type Table = typeof PLAYER_EVENTS
export type PlayerEvent = keyof Table
/** Fatal events only: a failure screen does not accept a progress event. */
export type PlayerFailure = { [E in PlayerEvent]: Table[E]['severity'] extends 'fatal' ? E : never }[PlayerEvent]

const EVENT_BY_CODE = namesByCode(PLAYER_EVENTS)

/** `undefined` for an unknown code: log it, never guess. */
export const toPlayerEvent = (code: number): PlayerEvent | undefined => EVENT_BY_CODE.get(code)
