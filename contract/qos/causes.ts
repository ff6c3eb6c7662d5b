/** Causes of trouble, with texts for the teacher and the office. */

/** `slow`: the class continued with reduced quality; `lost`: it stopped. */
export const QOS_SEVERITIES = ['slow', 'lost'] as const
export type QosSeverity = (typeof QOS_SEVERITIES)[number]

interface Text { zh: string, en: string }

/** For causes whose text does not depend on the severity. */
const always = (text: Text) => ({ slow: text, lost: text })

export const QOS_CAUSES = {
  'teacher-network': {
    slow: { zh: '老师的网络较慢', en: 'The teacher\'s network was slow' },
    lost: { zh: '老师的网络中断', en: 'The teacher\'s network was lost' },
  },
  'teacher-device': always({
    zh: '老师的设备吃力，或摄像头、麦克风不可用',
    en: 'The teacher\'s device was too slow, or without camera or microphone',
  }),
  /** The stream ended for an unknown reason, e.g. from a program such as OBS, which sends no samples. */
  'teacher-stream': always({ zh: '老师的画面中断，原因不明', en: 'The teacher\'s stream was gone; nothing says why' }),
  'call': always({ zh: '来电占用了麦克风', en: 'A phone call took the microphone' }),
  'background': always({ zh: '离开了课堂，切到了后台', en: 'The app was left for another one' }),
  'student-network': {
    slow: { zh: '这位学生的网络较慢', en: 'This student\'s network was slow' },
    lost: { zh: '这位学生的网络中断', en: 'This student\'s network was lost' },
  },
  'service': always({ zh: '直播服务重启', en: 'The service was restarted' }),
  /** No member reached the server, and it was not restarted. */
  'everyone': always({
    zh: '所有人同时断开：服务，或大家共用的网络',
    en: 'Everybody was cut off at once: the service, or a network that all share',
  }),
} as const satisfies Record<string, Record<QosSeverity, Text>>

export type QosCause = keyof typeof QOS_CAUSES

export const qosCauseText = (cause: QosCause, severity: QosSeverity, language: keyof Text): string =>
  QOS_CAUSES[cause][severity][language]
