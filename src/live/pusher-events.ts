import { namesByCode } from './event-spec'
import type { EventSpec } from './event-spec'

/**
 * Reports of WeChat's `live-pusher`: `bindstatechange` codes and `binderror` errCodes (reference C5).
 * The numbers are WeChat's: never renumber or reuse one.
 */
export const PUSHER_EVENTS = {
  NO_ERROR: { code: 0, severity: 'progress', meaning: { zh: '没有错误', en: 'No error' } },
  CONNECTED: { code: 1001, severity: 'progress', meaning: { zh: '已连接到服务器', en: 'Connected to the server' } },
  PUSH_STARTED: { code: 1002, severity: 'progress', meaning: { zh: '服务器已接受，开始推流', en: 'Ingest accepted the stream' } },
  CAMERA_OPENED: { code: 1003, severity: 'progress', meaning: { zh: '摄像头已打开', en: 'The camera is open' } },
  SCREEN_CAPTURE_STARTED: { code: 1004, severity: 'progress', meaning: { zh: '开始录屏', en: 'Screen capture started' } },
  RESOLUTION_CHANGED: { code: 1005, severity: 'progress', meaning: { zh: '推流分辨率已调整', en: 'The resolution sent has changed' } },
  BITRATE_CHANGED: { code: 1006, severity: 'progress', meaning: { zh: '推流码率已调整', en: 'The bitrate sent has changed' } },
  FIRST_FRAME_CAPTURED: { code: 1007, severity: 'progress', meaning: { zh: '已采集到首帧画面', en: 'The first frame was captured' } },
  ENCODER_STARTED: { code: 1008, severity: 'progress', meaning: { zh: '编码器已启动', en: 'The encoder has started' } },
  ROOM_ENTERED: { code: 1018, severity: 'progress', meaning: { zh: '已进入房间（room:// 协议）', en: 'Entered the room (room:// only)' } },
  ROOM_LEFT: { code: 1019, severity: 'progress', meaning: { zh: '已退出房间（room:// 协议）', en: 'Left the room (room:// only)' } },
  ROOM_USERS_LISTED: { code: 1020, severity: 'progress', meaning: { zh: '收到房间成员列表（room:// 协议）', en: 'The list of people in the room (room:// only)' } },
  ROOM_REENTRY_NEEDED: { code: 1021, severity: 'recovering', meaning: { zh: '网络变化，需要重新进房（room:// 协议）', en: 'The network changed, the room must be entered again (room:// only)' } },
  ROOM_ENTRY_FAILED: { code: 1022, severity: 'fatal', meaning: { zh: '进入房间失败（room:// 协议）', en: 'The room could not be entered (room:// only)' } },
  ROOM_USER_ENTERED: { code: 1031, severity: 'progress', meaning: { zh: '有人进入房间（room:// 协议）', en: 'Somebody entered the room (room:// only)' } },
  ROOM_USER_LEFT: { code: 1032, severity: 'progress', meaning: { zh: '有人离开房间（room:// 协议）', en: 'Somebody left the room (room:// only)' } },
  ROOM_USER_VIDEO_CHANGED: { code: 1033, severity: 'progress', meaning: { zh: '有人开关了视频（room:// 协议）', en: 'Somebody switched video on or off (room:// only)' } },
  ROOM_USER_AUDIO_CHANGED: { code: 1034, severity: 'progress', meaning: { zh: '有人开关了声音（room:// 协议）', en: 'Somebody switched sound on or off (room:// only)' } },
  NETWORK_BUSY: { code: 1101, severity: 'degraded', meaning: { zh: '上行网速不够', en: 'The uplink is too slow for the stream' } },
  RECONNECTING: { code: 1102, severity: 'recovering', meaning: { zh: '网络断连，正在自动重连', en: 'WeChat is reconnecting by itself' } },
  HARDWARE_ENCODER_FAILED: { code: 1103, severity: 'degraded', meaning: { zh: '硬编码启动失败，改用软编码', en: 'Hardware encoding failed, software encodes instead' } },
  VIDEO_ENCODER_RESTARTED: { code: 1104, severity: 'recovering', meaning: { zh: '视频编码失败，编码器正在重启', en: 'Encoding failed, the encoder restarts' } },
  BEAUTY_ENCODER_FAILED: { code: 1105, severity: 'degraded', meaning: { zh: '新美颜软编码启动失败，采用旧的软编码', en: 'The new beauty encoder failed, the old one is used' } },
  BEAUTY_ENCODER_FAILED_AGAIN: { code: 1106, severity: 'degraded', meaning: { zh: '新美颜软编码启动失败，采用旧的软编码', en: 'The new beauty encoder failed, the old one is used' } },
  /** The guide's text says hardware; the vendor's name, and what happens, is software. */
  SWITCHED_TO_SOFTWARE_ENCODER: { code: 1107, severity: 'degraded', meaning: { zh: '机器性能不足，切换到软编码', en: 'The phone is too slow, software encodes now' } },
  DNS_FAILED: { code: 3001, severity: 'recovering', meaning: { zh: '域名解析失败，正在重试', en: 'The name of the server was not resolved, retrying' } },
  CONNECT_FAILED: { code: 3002, severity: 'recovering', meaning: { zh: '服务器连接失败，正在重试', en: 'The server could not be reached, retrying' } },
  HANDSHAKE_FAILED: { code: 3003, severity: 'recovering', meaning: { zh: '与服务器握手失败，正在重试', en: 'The handshake with the server failed, retrying' } },
  SERVER_CLOSED: { code: 3004, severity: 'recovering', meaning: { zh: '服务器主动断开：地址有误、已过期或被占用', en: 'The server closed: the URL is wrong, expired or in use' } },
  READ_WRITE_FAILED: { code: 3005, severity: 'recovering', meaning: { zh: '链路读写失败，连接即将断开', en: 'Reading or writing failed, the link will drop' } },
  /** 4998 and 4999 come without a message; nobody documents which attribute belongs to which. */
  IOS_MIC_SWITCHED: { code: 4998, severity: 'progress', meaning: { zh: 'iOS：麦克风开关已切换', en: 'iOS: enable-mic was switched' } },
  IOS_MUTE_SWITCHED: { code: 4999, severity: 'progress', meaning: { zh: 'iOS：静音已切换', en: 'iOS: muted was switched' } },
  APP_SUSPENDED: { code: 5000, severity: 'recovering', meaning: { zh: '小程序被挂起，推流停止', en: 'WeChat was put aside, pushing stops' } },
  CALL_INTERRUPTED: { code: 5001, severity: 'recovering', meaning: { zh: '被电话或微信通话打断', en: 'Interrupted by a phone or WeChat call' } },
  CAMERA_FAILED: { code: -1301, severity: 'fatal', meaning: { zh: '打开摄像头失败', en: 'The camera could not be opened' } },
  MIC_FAILED: { code: -1302, severity: 'fatal', meaning: { zh: '打开麦克风失败', en: 'The microphone could not be opened' } },
  VIDEO_ENCODE_FAILED: { code: -1303, severity: 'fatal', meaning: { zh: '视频编码失败', en: 'Video could not be encoded' } },
  AUDIO_ENCODE_FAILED: { code: -1304, severity: 'fatal', meaning: { zh: '音频编码失败', en: 'Audio could not be encoded' } },
  RESOLUTION_UNSUPPORTED: { code: -1305, severity: 'fatal', meaning: { zh: '不支持的视频分辨率', en: 'The resolution is not supported' } },
  SAMPLE_RATE_UNSUPPORTED: { code: -1306, severity: 'fatal', meaning: { zh: '不支持的音频采样率', en: 'The sample rate is not supported' } },
  NETWORK_LOST: { code: -1307, severity: 'fatal', meaning: { zh: '网络断连，多次重连无效，已放弃', en: 'WeChat gave up reconnecting' } },
  /** WeChat: screen recording refused. The same number is "audio system not working" in Tencent's native SDK. */
  SCREEN_CAPTURE_REFUSED: { code: -1308, severity: 'fatal', meaning: { zh: '录屏被拒绝', en: 'Screen capture was refused' } },
  SCREEN_CAPTURE_UNSUPPORTED: { code: -1309, severity: 'fatal', meaning: { zh: '系统版本过低，不支持录屏', en: 'The system is too old for screen capture' } },
  SCREEN_CAPTURE_INTERRUPTED: { code: -1310, severity: 'fatal', meaning: { zh: '录屏被其他应用打断', en: 'Screen capture was interrupted by another app' } },
  MIC_SILENT: { code: -1311, severity: 'fatal', meaning: { zh: '麦克风已打开但没有数据', en: 'The microphone is open but delivers nothing' } },
  SCREEN_ROTATION_FAILED: { code: -1312, severity: 'fatal', meaning: { zh: '录屏横竖屏切换失败', en: 'Screen capture could not follow the rotation' } },
  CAMERA_DENIED: { code: 10001, severity: 'fatal', meaning: { zh: '用户禁止使用摄像头', en: 'The user does not allow the camera' } },
  MIC_DENIED: { code: 10002, severity: 'fatal', meaning: { zh: '用户禁止使用麦克风', en: 'The user does not allow the microphone' } },
  BGM_FAILED: { code: 10003, severity: 'degraded', meaning: { zh: '背景音加载失败', en: 'The background music could not be loaded' } },
  WAITING_IMAGE_FAILED: { code: 10004, severity: 'degraded', meaning: { zh: '等待画面加载失败', en: 'The waiting image could not be loaded' } },
} as const satisfies Record<string, EventSpec>

type Table = typeof PUSHER_EVENTS
export type PusherEvent = keyof Table
/** Fatal events only: a failure screen cannot be handed a progress event. */
export type PusherFailure = { [E in PusherEvent]: Table[E]['severity'] extends 'fatal' ? E : never }[PusherEvent]

const EVENT_BY_CODE = namesByCode(PUSHER_EVENTS)

/** `undefined` for a code we do not know: log it, never guess. */
export const toPusherEvent = (code: number): PusherEvent | undefined => EVENT_BY_CODE.get(code)
