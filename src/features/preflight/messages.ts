import { addMessages } from '@/i18n'
import type { SameShape } from '@/i18n/shape'
import '@/features/pusher/messages'

export const zh = {
  title: '课前检查',
  step: { privacy: '隐私', system: '系统', camera: '摄像头', microphone: '麦克风', sound: '收音', uplink: '网络' },
  state: { checking: '检查中', good: '正常', bad: '有问题' },
  speak: '说句话，看看“收音”会不会动',
  silent: '没有听到声音。请看看麦克风是否静音或被挡住，再说句话',
  measuring: '正在测上行网速',
  untested: '没有测出网速：{why}',
  again: '再测',
  measured: '上行 {speed}，延迟 {rtt} 毫秒',
  take: '用{profile}',
  advice: {
    'fast': '网络很好，推荐超清',
    'enough': '网络够用，推荐高清',
    'narrow': '网络较慢，推荐流畅',
    'too-narrow': '网络太慢，画面会卡。请靠近路由器或换网络后再测',
    'far': '网速够但延迟大，推荐高清',
    'metered': '网络很好，但用的是流量，推荐高清',
  },
  ingest: {
    'refused': '连不上直播端口 {port}，学校网络可能封了它。',
    'no-answer': '直播端口 {port} 没有回应，学校网络可能封了它。',
    'not-rtmp': '直播端口 {port} 被这个网络的登录页或过滤设备拦住了。',
    'open': '请网络管理员放行到 {host} 的 TCP 端口 {port}，或换用移动数据后再测。也可以直接上课试试',
    'untestable': '这里测不了直播端口 {port}，开始上课后才知道通不通',
  },
  late: '跳过检查，直接上课',
}

export const en: SameShape<typeof zh> = {
  title: 'Check before class',
  step: { privacy: 'Privacy', system: 'System', camera: 'Camera', microphone: 'Mic', sound: 'Sound', uplink: 'Network' },
  state: { checking: 'checking', good: 'fine', bad: 'needs attention' },
  speak: 'Say something: "Sound" should move',
  silent: 'Nothing heard. See whether the microphone is muted or covered, and speak again',
  measuring: 'Measuring the uplink',
  untested: 'The uplink was not measured: {why}',
  again: 'Test again',
  measured: 'Uplink {speed}, delay {rtt} ms',
  take: 'Use {profile}',
  advice: {
    'fast': 'A fast network: Highest is fine',
    'enough': 'A good network: High fits best',
    'narrow': 'A slow network: Smooth fits best',
    'too-narrow': 'Too slow for a picture. Move closer to the router or change the network, then test again',
    'far': 'Fast, but with a long delay: High fits best',
    'metered': 'Fast, but mobile data: High fits best',
  },
  ingest: {
    'refused': 'Port {port} of the class cannot be reached: the school network may block it. ',
    'no-answer': 'Port {port} of the class does not answer: the school network may block it. ',
    'not-rtmp': 'A sign-in page or a filter of this network stops port {port} of the class. ',
    'open': 'Ask the network administrator to allow TCP to {host}, port {port}, or use mobile data and test again. '
      + 'You can also try to start',
    'untestable': 'Port {port} of the class cannot be tested here. The start shows whether it is open',
  },
  late: 'Skip the check and start',
}

declare module '@/i18n' {
  interface MessageParts { preflight: typeof zh }
}
addMessages('preflight', zh, en)

export { t } from '@/i18n'
