import { addMessages } from '@/i18n'
import type { SameShape } from '@/i18n/shape'

export const zh = {
  tryNow: '现在再试',
  onAir: '直播中',
  started: '已上课 {time}',
  viewers: '{count} 人在看',
  picture: '直播画面',
  loading: '正在打开课堂',
  backToLessons: '返回我的课程',
  retrying: '正在自动重试，请稍候',
  diagnosis: {
    'my-network-lost': '您的网络已断开，恢复后会自动继续',
    'my-network-slow': '您的网络较慢，画面可能不清晰或卡顿',
    'my-network-blocked': '当前网络打不开直播服务，请检查是否需要登录上网，或换一个网络',
    'my-network-uneven': '您的网络时快时慢，画面可能卡顿',
    'my-picture-decoding': '这台设备播放画面有些吃力，声音不受影响',
    'my-sound-decoding': '这台设备播放声音有些吃力，声音可能断续',
    'picture-stutters': '画面有些卡顿，正在自动调整',
    'my-device-slow': '手机性能吃紧，画面可能卡顿，可以调低画质',
    'teacher-away': '老师的画面暂时中断，恢复后会自动继续',
    'teacher-network-slow': '老师的网络不太稳定，画面可能花屏或卡顿',
    'service-unreachable': '暂时连接不上服务器，正在自动重试',
    'media-unreachable': '直播线路中断，正在自动重连',
  },
  update: '请更新微信。这个版本没有：{missing}',
  comma: '、',
  missing: { preview: '课前预览', controls: '画面上的按钮', muting: '不断流的静音', floating: '小窗' },
  refused: {
    title: '无法进入课堂',
    notMember: '您已不在这节课的名单中',
    elsewhere: '您在太多设备上打开了这节课，请关闭其他设备后重新进入',
  },
  over: {
    ended: '下课了',
    endedText: '感谢您的认真学习',
    cancelled: '这节课已取消',
    cancelledText: '如有疑问，请联系学校',
    taught: '辛苦了，老师',
    lasted: '上课时长',
    peakViewers: '最多同时在看',
    people: '{count} 人',
  },
  ended: {
    grace_expired: '画面中断超过 3 分钟，课堂已自动结束',
    overran: '已超过计划下课时间 1 小时，课堂已自动结束',
    teacher_removed: '这节课已由其他老师接手',
    admin_ended: '教务已结束这节课',
    teacher_ended: '课堂已结束',
  },
}

export const en: SameShape<typeof zh> = {
  tryNow: 'Try now',
  onAir: 'Live',
  started: 'On air for {time}',
  viewers: '{count} watching',
  picture: 'Live picture',
  loading: 'Opening the class',
  backToLessons: 'Back to my lessons',
  retrying: 'Trying again by itself, please wait',
  diagnosis: {
    'my-network-lost': 'Your network is gone. The class goes on by itself when it is back',
    'my-network-slow': 'Your network is slow. The picture may be blurred or stop at times',
    'my-network-blocked': 'This network does not reach the class. Sign in to it if it asks for that, or use another one',
    'my-network-uneven': 'Your network is uneven. The picture may stutter',
    'my-picture-decoding': 'This device has trouble with the picture. The sound goes on',
    'my-sound-decoding': 'This device has trouble with the sound. It may break up',
    'picture-stutters': 'The picture stutters. It adjusts by itself',
    'my-device-slow': 'This device is busy. The picture may stutter; a lower quality helps',
    'teacher-away': "The teacher's picture is gone for a moment. It comes back by itself",
    'teacher-network-slow': "The teacher's network is unsteady. The picture may break up or stop at times",
    'service-unreachable': 'The server cannot be reached. Trying again by itself',
    'media-unreachable': 'The live line was lost. Reconnecting by itself',
  },
  update: 'Please update WeChat. This version lacks: {missing}',
  comma: ', ',
  missing: {
    preview: 'the preview', controls: 'controls over the picture', muting: 'muting without a break',
    floating: 'the floating window',
  },
  refused: {
    title: 'You cannot enter this class',
    notMember: 'You are no longer on the list of this lesson',
    elsewhere: 'This lesson is open on too many of your devices. Close it there and come in again',
  },
  over: {
    ended: 'Class is over',
    endedText: 'Thank you for your attention',
    cancelled: 'This lesson was cancelled',
    cancelledText: 'Ask your school if you have questions',
    taught: 'Well done',
    lasted: 'Length',
    peakViewers: 'Most viewers at once',
    people: '{count}',
  },
  ended: {
    grace_expired: 'The picture was gone for more than 3 minutes, so the class was ended',
    overran: 'The class ran an hour over its time and was ended',
    teacher_removed: 'Another teacher has taken this lesson over',
    admin_ended: 'The office has ended this class',
    teacher_ended: 'The class was ended',
  },
}

declare module '@/i18n' {
  interface MessageParts { class: typeof zh }
}
addMessages('class', zh, en)

export { t } from '@/i18n'
