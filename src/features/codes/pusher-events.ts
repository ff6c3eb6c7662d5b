import { ADVICE } from './event-advice'
import { namesByCode } from './event-spec'
import type { EventSpec } from './event-spec'

/**
 * Reports of WeChat's `live-pusher`: `bindstatechange` codes and `binderror` errCodes
 * (docs/reference/wechat-live-components.md, C5).
 * The numbers are WeChat's: never renumber or reuse one.
 */
export const PUSHER_EVENTS = {
  NO_ERROR: {
    code: 0, vendorName: null, severity: 'progress', recovery: 'none', advice: ADVICE.nothing,
    source: ['wechat-doc'], meaning: { zh: '没有错误', en: 'No error' },
  },
  CONNECTED: {
    code: 1001, vendorName: 'PUSH_EVT_CONNECT_SUCC', severity: 'progress', recovery: 'none', advice: ADVICE.nothing,
    source: ['guide', 'wechat-doc', 'sdk', 'typings'], meaning: { zh: '已连接到服务器', en: 'Connected to the server' },
  },
  PUSH_STARTED: {
    code: 1002, vendorName: 'PUSH_EVT_PUSH_BEGIN', severity: 'progress', recovery: 'none', advice: ADVICE.nothing,
    source: ['guide', 'wechat-doc', 'sdk', 'typings'], meaning: { zh: '服务器已接受，开始推流', en: 'Ingest accepted the stream' },
  },
  CAMERA_OPENED: {
    code: 1003, vendorName: 'PUSH_EVT_OPEN_CAMERA_SUCC', severity: 'progress', recovery: 'none', advice: ADVICE.nothing,
    source: ['guide', 'wechat-doc', 'sdk', 'typings'], meaning: { zh: '摄像头已打开', en: 'The camera is open' },
  },
  SCREEN_CAPTURE_STARTED: {
    code: 1004, vendorName: 'PUSH_EVT_SCREEN_CAPTURE_SUCC', severity: 'progress', recovery: 'none', advice: ADVICE.nothing,
    source: ['wechat-doc', 'sdk', 'typings'], meaning: { zh: '开始录屏', en: 'Screen capture started' },
  },
  RESOLUTION_CHANGED: {
    code: 1005, vendorName: 'PUSH_EVT_CHANGE_RESOLUTION', severity: 'progress', recovery: 'none', advice: ADVICE.nothing,
    source: ['wechat-doc', 'sdk', 'typings'], meaning: { zh: '推流分辨率已调整', en: 'The resolution sent has changed' },
  },
  BITRATE_CHANGED: {
    code: 1006, vendorName: 'PUSH_EVT_CHANGE_BITRATE', severity: 'progress', recovery: 'none', advice: ADVICE.nothing,
    source: ['wechat-doc', 'sdk', 'typings'], meaning: { zh: '推流码率已调整', en: 'The bitrate sent has changed' },
  },
  FIRST_FRAME_CAPTURED: {
    code: 1007, vendorName: 'PUSH_EVT_FIRST_FRAME_AVAILABLE', severity: 'progress', recovery: 'none', advice: ADVICE.nothing,
    source: ['wechat-doc', 'sdk', 'typings'], meaning: { zh: '已采集到首帧画面', en: 'The first frame was captured' },
  },
  ENCODER_STARTED: {
    code: 1008, vendorName: 'PUSH_EVT_START_VIDEO_ENCODER', severity: 'progress', recovery: 'none', advice: ADVICE.nothing,
    source: ['wechat-doc', 'sdk', 'typings'], meaning: { zh: '编码器已启动', en: 'The encoder has started' },
  },
  ROOM_ENTERED: {
    code: 1018, vendorName: 'PUSH_EVT_ROOM_IN', severity: 'progress', recovery: 'none', advice: ADVICE.nothing,
    source: ['wechat-doc', 'sdk'], meaning: { zh: '已进入房间（room:// 协议）', en: 'Entered the room (room:// only)' },
  },
  ROOM_LEFT: {
    code: 1019, vendorName: 'PUSH_EVT_ROOM_OUT', severity: 'progress', recovery: 'none', advice: ADVICE.nothing,
    source: ['wechat-doc', 'sdk'], meaning: { zh: '已退出房间（room:// 协议）', en: 'Left the room (room:// only)' },
  },
  ROOM_USERS_LISTED: {
    code: 1020, vendorName: 'PUSH_EVT_ROOM_USERLIST', severity: 'progress', recovery: 'none', advice: ADVICE.nothing,
    source: ['wechat-doc', 'sdk'], meaning: { zh: '收到房间成员列表（room:// 协议）', en: 'The list of people in the room (room:// only)' },
  },
  ROOM_REENTRY_NEEDED: {
    code: 1021, vendorName: 'PUSH_EVT_ROOM_NEED_REENTER', severity: 'recovering', recovery: 'restart', advice: ADVICE.wait,
    source: ['wechat-doc', 'sdk'], meaning: { zh: '网络变化，需要重新进房（room:// 协议）', en: 'The network changed, the room must be entered again (room:// only)' },
  },
  ROOM_ENTRY_FAILED: {
    code: 1022, vendorName: 'PUSH_EVT_ROOM_IN_FAILED', severity: 'fatal', recovery: 'new-url', advice: ADVICE.startAgain,
    source: ['wechat-doc', 'sdk'], meaning: { zh: '进入房间失败（room:// 协议）', en: 'The room could not be entered (room:// only)' },
  },
  ROOM_USER_ENTERED: {
    code: 1031, vendorName: 'PUSH_EVT_ROOM_USER_ENTER', severity: 'progress', recovery: 'none', advice: ADVICE.nothing,
    source: ['wechat-doc', 'sdk'], meaning: { zh: '有人进入房间（room:// 协议）', en: 'Somebody entered the room (room:// only)' },
  },
  ROOM_USER_LEFT: {
    code: 1032, vendorName: 'PUSH_EVT_ROOM_USER_EXIT', severity: 'progress', recovery: 'none', advice: ADVICE.nothing,
    source: ['wechat-doc', 'sdk'], meaning: { zh: '有人离开房间（room:// 协议）', en: 'Somebody left the room (room:// only)' },
  },
  ROOM_USER_VIDEO_CHANGED: {
    code: 1033, vendorName: 'PUSH_EVT_ROOM_USER_VIDEO_STATE', severity: 'progress', recovery: 'none', advice: ADVICE.nothing,
    source: ['wechat-doc', 'sdk'], meaning: { zh: '有人开关了视频（room:// 协议）', en: 'Somebody switched video on or off (room:// only)' },
  },
  ROOM_USER_AUDIO_CHANGED: {
    code: 1034, vendorName: 'PUSH_EVT_ROOM_USER_AUDIO_STATE', severity: 'progress', recovery: 'none', advice: ADVICE.nothing,
    source: ['wechat-doc', 'sdk'], meaning: { zh: '有人开关了声音（room:// 协议）', en: 'Somebody switched sound on or off (room:// only)' },
  },
  NETWORK_BUSY: {
    code: 1101, vendorName: 'PUSH_WARNING_NET_BUSY', severity: 'degraded', recovery: 'none', advice: ADVICE.improveUplink,
    source: ['guide', 'wechat-doc', 'sdk', 'typings'], meaning: { zh: '上行网速不够', en: 'The uplink is too slow for the stream' },
  },
  RECONNECTING: {
    code: 1102, vendorName: 'PUSH_WARNING_RECONNECT', severity: 'recovering', recovery: 'platform-retries', advice: ADVICE.wait,
    source: ['guide', 'wechat-doc', 'sdk', 'typings'], meaning: { zh: '网络断连，正在自动重连', en: 'WeChat is reconnecting by itself' },
  },
  HARDWARE_ENCODER_FAILED: {
    code: 1103, vendorName: 'PUSH_WARNING_HW_ACCELERATION_FAIL', severity: 'degraded', recovery: 'none', advice: ADVICE.lowerQuality,
    source: ['guide', 'wechat-doc', 'sdk', 'typings'], meaning: { zh: '硬编码启动失败，改用软编码', en: 'Hardware encoding failed, software encodes instead' },
  },
  VIDEO_ENCODER_RESTARTED: {
    code: 1104, vendorName: 'PUSH_WARNING_VIDEO_ENCODE_FAIL', severity: 'recovering', recovery: 'platform-retries', advice: ADVICE.wait,
    source: ['wechat-doc', 'sdk', 'typings'], meaning: { zh: '视频编码失败，编码器正在重启', en: 'Encoding failed, the encoder restarts' },
  },
  BEAUTY_ENCODER_FAILED: {
    code: 1105, vendorName: null, severity: 'degraded', recovery: 'none', advice: ADVICE.beautyOff,
    source: ['typings'], meaning: { zh: '新美颜软编码启动失败，采用旧的软编码', en: 'The new beauty encoder failed, the old one is used' },
    contradiction: {
      zh: '只有旧版类型声明里有 1105 和 1106，且两者说明完全相同；微信现行文档已删去。',
      en: 'Only the typings still list 1105 and 1106, with one text for both; WeChat\'s page has dropped them.',
    },
  },
  BEAUTY_ENCODER_FAILED_AGAIN: {
    code: 1106, vendorName: null, severity: 'degraded', recovery: 'none', advice: ADVICE.beautyOff,
    source: ['typings'], meaning: { zh: '新美颜软编码启动失败，采用旧的软编码', en: 'The new beauty encoder failed, the old one is used' },
    contradiction: {
      zh: '只有旧版类型声明里有 1105 和 1106，且两者说明完全相同；微信现行文档已删去。',
      en: 'Only the typings still list 1105 and 1106, with one text for both; WeChat\'s page has dropped them.',
    },
  },
  SWITCHED_TO_SOFTWARE_ENCODER: {
    code: 1107, vendorName: 'PUSH_WARNING_SWITCH_SWENC', severity: 'degraded', recovery: 'none', advice: ADVICE.lowerQuality,
    source: ['guide', 'tencent-doc'], meaning: { zh: '机器性能不足，切换到软编码', en: 'The phone is too slow, software encodes now' },
    contradiction: {
      zh: '指南和腾讯云页面写“切换到硬件编码”，但名称 SWENC 和实际行为都是软件编码；微信文档未列出。',
      en: 'The guide and Tencent\'s page say "hardware", but the name (SWENC) and what happens is software; WeChat\'s page lacks it.',
    },
  },
  DNS_FAILED: {
    code: 3001, vendorName: 'PUSH_WARNING_DNS_FAIL', severity: 'recovering', recovery: 'platform-retries', advice: ADVICE.wait,
    source: ['guide', 'wechat-doc', 'sdk', 'typings'], meaning: { zh: '域名解析失败，正在重试', en: 'The name of the server was not resolved, retrying' },
  },
  CONNECT_FAILED: {
    code: 3002, vendorName: 'PUSH_WARNING_SEVER_CONN_FAIL', severity: 'recovering', recovery: 'platform-retries', advice: ADVICE.wait,
    source: ['guide', 'wechat-doc', 'sdk', 'typings'], meaning: { zh: '服务器连接失败，正在重试', en: 'The server could not be reached, retrying' },
    contradiction: {
      zh: '厂商把 SERVER 拼成了 SEVER；正确的词是 SERVER，检索时两种写法都要能找到。',
      en: 'The vendor spells SERVER as SEVER; the right word is SERVER, and both must be found.',
    },
  },
  HANDSHAKE_FAILED: {
    code: 3003, vendorName: 'PUSH_WARNING_SHAKE_FAIL', severity: 'recovering', recovery: 'platform-retries', advice: ADVICE.wait,
    source: ['guide', 'wechat-doc', 'sdk', 'typings'], meaning: { zh: '与服务器握手失败，正在重试', en: 'The handshake with the server failed, retrying' },
  },
  SERVER_CLOSED: {
    code: 3004, vendorName: 'PUSH_WARNING_SERVER_DISCONNECT', severity: 'recovering', recovery: 'new-url', advice: ADVICE.otherDevice,
    source: ['guide', 'wechat-doc', 'sdk', 'typings'], meaning: { zh: '服务器主动断开：地址有误、已过期或被占用', en: 'The server closed: the URL is wrong, expired or in use' },
    contradiction: {
      zh: '指南给 3004 和 3005 写了同一个名称 SERVER_DISCONNECT；只有 3004 是服务器主动断开。',
      en: 'The guide gives 3004 and 3005 one name, SERVER_DISCONNECT; only 3004 is the server closing.',
    },
  },
  READ_WRITE_FAILED: {
    code: 3005, vendorName: 'PUSH_WARNING_READ_WRITE_FAIL', severity: 'recovering', recovery: 'platform-retries', advice: ADVICE.wait,
    source: ['guide', 'wechat-doc', 'sdk', 'typings'], meaning: { zh: '链路读写失败，连接即将断开', en: 'Reading or writing failed, the link will drop' },
    contradiction: {
      zh: '指南把 3005 写成 PUSH_WARNING_SERVER_DISCONNECT（与 3004 重名）；正确名称是 READ_WRITE_FAIL。',
      en: 'The guide calls 3005 PUSH_WARNING_SERVER_DISCONNECT as well, as 3004; the right name is READ_WRITE_FAIL.',
    },
  },
  /** 4998 and 4999 come without a message. It is undocumented which attribute belongs to which. */
  IOS_MIC_SWITCHED: {
    code: 4998, vendorName: null, severity: 'progress', recovery: 'none', advice: ADVICE.nothing,
    source: ['wechat-doc'], meaning: { zh: 'iOS：麦克风开关已切换', en: 'iOS: enable-mic was switched' },
  },
  IOS_MUTE_SWITCHED: {
    code: 4999, vendorName: null, severity: 'progress', recovery: 'none', advice: ADVICE.nothing,
    source: ['wechat-doc'], meaning: { zh: 'iOS：静音已切换', en: 'iOS: muted was switched' },
  },
  APP_SUSPENDED: {
    code: 5000, vendorName: 'PUSH_WARNING_HANDUP_STOP', severity: 'recovering', recovery: 'restart', advice: ADVICE.comeBack,
    source: ['guide', 'tencent-doc'], meaning: { zh: '小程序被挂起，推流停止', en: 'WeChat was put aside, pushing stops' },
    contradiction: {
      zh: '厂商把 HANGUP 拼成了 HANDUP；只有腾讯云页面和指南有 5000，微信文档没有，只有 5001。',
      en: 'The vendor spells HANGUP as HANDUP; only Tencent\'s page and the guide have 5000, WeChat\'s page has 5001 alone.',
    },
  },
  CALL_INTERRUPTED: {
    code: 5001, vendorName: null, severity: 'recovering', recovery: 'restart', advice: ADVICE.endCall,
    source: ['wechat-doc'], meaning: { zh: '被电话或微信通话打断', en: 'Interrupted by a phone or WeChat call' },
    contradiction: {
      zh: '微信文档有 5001 而没有 5000，指南正好相反；两者含义不同：5001 是来电，5000 是被挂起。',
      en: 'WeChat\'s page has 5001 and not 5000, the guide the other way round; they differ: 5001 is a call, 5000 being put aside.',
    },
  },
  CAMERA_FAILED: {
    code: -1301, vendorName: 'PUSH_ERR_OPEN_CAMERA_FAIL', severity: 'fatal', recovery: 'ask-user', advice: ADVICE.freeCamera,
    source: ['guide', 'wechat-doc', 'sdk', 'typings'], meaning: { zh: '打开摄像头失败', en: 'The camera could not be opened' },
  },
  MIC_FAILED: {
    code: -1302, vendorName: 'PUSH_ERR_OPEN_MIC_FAIL', severity: 'fatal', recovery: 'ask-user', advice: ADVICE.freeMic,
    source: ['guide', 'wechat-doc', 'sdk', 'typings'], meaning: { zh: '打开麦克风失败', en: 'The microphone could not be opened' },
  },
  VIDEO_ENCODE_FAILED: {
    code: -1303, vendorName: 'PUSH_ERR_VIDEO_ENCODE_FAIL', severity: 'fatal', recovery: 'rebuild', advice: ADVICE.startAgain,
    source: ['guide', 'wechat-doc', 'sdk', 'typings'], meaning: { zh: '视频编码失败', en: 'Video could not be encoded' },
  },
  AUDIO_ENCODE_FAILED: {
    code: -1304, vendorName: 'PUSH_ERR_AUDIO_ENCODE_FAIL', severity: 'fatal', recovery: 'rebuild', advice: ADVICE.startAgain,
    source: ['guide', 'wechat-doc', 'sdk', 'typings'], meaning: { zh: '音频编码失败', en: 'Audio could not be encoded' },
  },
  RESOLUTION_UNSUPPORTED: {
    code: -1305, vendorName: 'PUSH_ERR_UNSUPPORTED_RESOLUTION', severity: 'fatal', recovery: 'restart', advice: ADVICE.otherQuality,
    source: ['guide', 'wechat-doc', 'sdk', 'typings'], meaning: { zh: '不支持的视频分辨率', en: 'The resolution is not supported' },
  },
  SAMPLE_RATE_UNSUPPORTED: {
    code: -1306, vendorName: 'PUSH_ERR_UNSUPPORTED_SAMPLERATE', severity: 'fatal', recovery: 'ask-user', advice: ADVICE.otherPhone,
    source: ['guide', 'wechat-doc', 'sdk', 'typings'], meaning: { zh: '不支持的音频采样率', en: 'The sample rate is not supported' },
  },
  NETWORK_LOST: {
    code: -1307, vendorName: 'PUSH_ERR_NET_DISCONNECT', severity: 'fatal', recovery: 'restart', advice: ADVICE.checkNetwork,
    source: ['guide', 'wechat-doc', 'sdk', 'typings'], meaning: { zh: '网络断连，多次重连无效，已放弃', en: 'WeChat gave up reconnecting' },
  },
  SCREEN_CAPTURE_REFUSED: {
    code: -1308, vendorName: 'PUSH_ERR_AUDIO_SYSTEM_NOT_WORK', severity: 'fatal', recovery: 'ask-user', advice: ADVICE.allowScreen,
    source: ['wechat-doc', 'sdk', 'typings'], meaning: { zh: '录屏被拒绝', en: 'Screen capture was refused' },
    contradiction: {
      zh: '一个号码两种含义：微信是“录屏被拒绝”，原生 SDK 头文件是“音频系统异常”。在小程序里按微信解释。',
      en: 'One number, two meanings: for WeChat screen capture was refused, in the SDK\'s header the audio system does not work. WeChat\'s counts here.',
    },
  },
  SCREEN_CAPTURE_UNSUPPORTED: {
    code: -1309, vendorName: null, severity: 'fatal', recovery: 'end', advice: ADVICE.otherPhone,
    source: ['wechat-doc', 'typings'], meaning: { zh: '系统版本过低，不支持录屏', en: 'The system is too old for screen capture' },
  },
  SCREEN_CAPTURE_INTERRUPTED: {
    code: -1310, vendorName: null, severity: 'fatal', recovery: 'ask-user', advice: ADVICE.allowScreen,
    source: ['wechat-doc', 'typings'], meaning: { zh: '录屏被其他应用打断', en: 'Screen capture was interrupted by another app' },
  },
  MIC_SILENT: {
    code: -1311, vendorName: null, severity: 'fatal', recovery: 'ask-user', advice: ADVICE.freeMic,
    source: ['wechat-doc', 'typings'], meaning: { zh: '麦克风已打开但没有数据', en: 'The microphone is open but delivers nothing' },
  },
  SCREEN_ROTATION_FAILED: {
    code: -1312, vendorName: null, severity: 'fatal', recovery: 'ask-user', advice: ADVICE.allowScreen,
    source: ['wechat-doc', 'typings'], meaning: { zh: '录屏横竖屏切换失败', en: 'Screen capture could not follow the rotation' },
  },
  INVALID_ADDRESS: {
    code: -1313, vendorName: 'PUSH_ERR_INVALID_ADDRESS', severity: 'fatal', recovery: 'new-url', advice: ADVICE.startAgain,
    source: ['sdk'], meaning: { zh: '推流地址不合法（仅原生 SDK）', en: 'The push URL is not valid (native SDK only)' },
  },
  CONNECT_GAVE_UP: {
    code: -1324, vendorName: 'PUSH_ERR_CONNECT_SERVER_FAILED', severity: 'fatal', recovery: 'restart', advice: ADVICE.checkNetwork,
    source: ['sdk'], meaning: { zh: '所有服务器地址都连接失败（仅原生 SDK）', en: 'No address of the server could be reached (native SDK only)' },
  },
  NETWORK_UNAVAILABLE: {
    code: -1325, vendorName: 'PUSH_ERR_NETWORK_UNAVAIABLE', severity: 'fatal', recovery: 'restart', advice: ADVICE.checkNetwork,
    source: ['sdk'], meaning: { zh: '网络不可用（仅原生 SDK）', en: 'There is no network (native SDK only)' },
    contradiction: {
      zh: '厂商把 UNAVAILABLE 拼成了 UNAVAIABLE。',
      en: 'The vendor spells UNAVAILABLE as UNAVAIABLE.',
    },
  },
  SERVER_REFUSED: {
    code: -1326, vendorName: 'PUSH_ERR_SERVER_REFUSED', severity: 'fatal', recovery: 'new-url', advice: ADVICE.otherDevice,
    source: ['sdk'], meaning: { zh: '服务器拒绝推流：地址有误、已过期或被占用（仅原生 SDK）', en: 'The server refused: the URL is wrong, expired or in use (native SDK only)' },
  },
  CAMERA_DENIED: {
    code: 10001, vendorName: null, severity: 'fatal', recovery: 'ask-user', advice: ADVICE.allowCamera,
    source: ['wechat-doc', 'typings'], meaning: { zh: '用户禁止使用摄像头', en: 'The user does not allow the camera' },
    contradiction: {
      zh: '类型声明只把 10001 列为 binderror 的 errCode，微信文档也列为状态码；指南没有。',
      en: 'The typings list 10001 only for binderror, WeChat\'s page as a state code too; the guide has neither.',
    },
  },
  MIC_DENIED: {
    code: 10002, vendorName: null, severity: 'fatal', recovery: 'ask-user', advice: ADVICE.allowMic,
    source: ['wechat-doc', 'typings'], meaning: { zh: '用户禁止使用麦克风', en: 'The user does not allow the microphone' },
    contradiction: {
      zh: '类型声明只把 10002 列为 binderror 的 errCode，微信文档也列为状态码；指南没有。',
      en: 'The typings list 10002 only for binderror, WeChat\'s page as a state code too; the guide has neither.',
    },
  },
  BGM_FAILED: {
    code: 10003, vendorName: null, severity: 'degraded', recovery: 'none', advice: ADVICE.checkMusic,
    source: ['wechat-doc', 'typings'], meaning: { zh: '背景音加载失败', en: 'The background music could not be loaded' },
  },
  WAITING_IMAGE_FAILED: {
    code: 10004, vendorName: null, severity: 'degraded', recovery: 'none', advice: ADVICE.nothing,
    source: ['wechat-doc', 'typings'], meaning: { zh: '等待画面加载失败', en: 'The waiting image could not be loaded' },
  },
} as const satisfies Record<string, EventSpec>

type Table = typeof PUSHER_EVENTS
export type PusherEvent = keyof Table
/** Fatal events only: a failure screen does not accept a progress event. */
export type PusherFailure = { [E in PusherEvent]: Table[E]['severity'] extends 'fatal' ? E : never }[PusherEvent]

const EVENT_BY_CODE = namesByCode(PUSHER_EVENTS)

/** `undefined` for an unknown code: log it, never guess. */
export const toPusherEvent = (code: number): PusherEvent | undefined => EVENT_BY_CODE.get(code)
