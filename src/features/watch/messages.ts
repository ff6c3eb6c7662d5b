import { addMessages } from '@/i18n'
import type { SameShape } from '@/i18n/shape'
import '@/features/class/messages'
import '@/features/player/messages'

export const zh = {
  view: {
    connecting: '正在进入课堂',
    buffering: '正在缓冲',
    reconnecting: '正在重新连接',
    stuck: '一直没有连上',
    stuckText: '系统还在自动重试，您也可以换一个网络，或现在再试一次',
    failed: '画面打不开',
    failedText: '试了很多次都没有成功，请换一个网络后再试',
    badUrl: '播放地址不可用，请联系学校',
    settings: '播放设置',
    unplayable: '这台设备无法播放这节课的画面，请升级系统、微信或浏览器，或换一台设备',
    away: '老师暂时离开',
    awayText: '画面恢复后会自动继续，请不要离开',
    awayFor: '已离开 {time}',
    tapForSound: '点击打开声音',
    tapForSoundText: '浏览器要求您点击后才能播放声音',
    mute: '静音',
    unmute: '打开声音',
    fullscreen: '全屏',
    exitFullscreen: '退出全屏',
    float: '浮窗播放',
    diagnose: '播放诊断',
  },
  waitingRoom: {
    title: '等候上课',
    untilStart: '距离上课',
    notStarted: '老师还没有来',
    notStartedText: '请稍候，老师一开始，画面会自动出现',
    early: '老师一开始，画面会自动出现，不用刷新',
    teacher: '授课老师：{name}',
  },
  diagnosis: {
    title: '播放诊断',
    well: '播放正常',
    lastMinutes: '最近 5 分钟',
    none: '还没有数据',
    series: { bitrate: '码率', fps: '帧率', cache: '缓存', jitter: '抖动' },
    range: '最低 {least}，平均 {mean}，最高 {most}',
    events: '事件',
    unknown: '未知事件',
    noEvents: '最近没有事件',
    copy: '复制给技术支持',
    copied: '已复制',
    share: '发送给技术支持',
    private: '只含播放数据，不含播放地址和账号',
  },
}

export const en: SameShape<typeof zh> = {
  view: {
    connecting: 'Entering the class',
    buffering: 'Buffering',
    reconnecting: 'Reconnecting',
    stuck: 'Still not connected',
    stuckText: 'It goes on trying by itself. You can change to another network, or try again now',
    failed: 'The picture cannot be opened',
    failedText: 'Many tries have failed. Change to another network and try again',
    badUrl: 'The play address cannot be used. Tell your school',
    settings: 'Playback settings',
    unplayable: 'This device cannot play this picture. Update its system, WeChat or browser, or use another device',
    away: 'The teacher stepped away',
    awayText: 'The picture comes back by itself. Please stay',
    awayFor: 'Away for {time}',
    tapForSound: 'Tap for sound',
    tapForSoundText: 'Your browser plays sound only after a tap',
    mute: 'Mute',
    unmute: 'Sound on',
    fullscreen: 'Full screen',
    exitFullscreen: 'Leave full screen',
    float: 'Floating window',
    diagnose: 'Diagnosis',
  },
  waitingRoom: {
    title: 'Waiting for class',
    untilStart: 'until class',
    notStarted: 'The teacher is not here yet',
    notStartedText: 'One moment. The picture appears by itself when the teacher begins',
    early: 'The picture appears by itself when the teacher begins. No need to reload',
    teacher: 'Teacher: {name}',
  },
  diagnosis: {
    title: 'Diagnosis',
    well: 'All is well',
    lastMinutes: 'The last 5 minutes',
    none: 'Nothing yet',
    series: { bitrate: 'Bitrate', fps: 'Frame rate', cache: 'Cache', jitter: 'Jitter' },
    range: 'lowest {least}, mean {mean}, highest {most}',
    events: 'Events',
    unknown: 'Unknown event',
    noEvents: 'No events lately',
    copy: 'Copy for support',
    copied: 'Copied',
    share: 'Send to support',
    private: 'Figures of the playback only: no address, no account',
  },
}

declare module '@/i18n' {
  interface MessageParts { watch: typeof zh }
}
addMessages('watch', zh, en)

export { t } from '@/i18n'
