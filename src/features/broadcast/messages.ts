import { addMessages } from '@/i18n'
import type { SameShape } from '@/i18n/shape'
import '@/features/class/messages'
import '@/features/preflight/messages'
import '@/features/pusher/messages'

export const zh = {
  setup: {
    start: '开始上课',
    resume: '在这里继续上课',
    tooEarly: '上课前 15 分钟可以开始',
    elsewhere: '课堂正在另一台设备上直播，或刚刚中断。在这里继续，原来的设备会停止。',
    preview: '预览',
    settings: '画面与声音',
  },
  teach: {
    connecting: '正在连接',
    connectingText: '马上就好，请准备上课',
    reconnecting: '正在重新连接',
    reconnectingText: '学生会看到“老师暂时离开”，连上后自动继续',
    stuck: '一直没有连上',
    stuckWhy: {
      SERVER_CLOSED: '服务器一直断开这台设备的直播。请确认没有用其他设备或软件上课；仍不行请联系学校管理员',
      UNSEEN: '手机显示正在直播，但服务器收不到。可能是这里的网络拦截了直播，请换一个网络',
      CAMERA_FAILED: '摄像头一直被占用。请关闭其他正在使用摄像头的应用',
      MIC_FAILED: '麦克风一直被占用。请结束通话，关闭其他正在录音的应用',
      SILENT: '直播组件没有反应。请退出本页再进来；仍不行请重启微信',
    },
    stuckText: '系统还在自动重试。请换到更好的网络，例如在 Wi-Fi 与移动数据之间切换，或现在再试一次',
    resumeNow: '立即继续',
    camera: '摄像头不可用，学生只能听到声音',
    microphone: '麦克风没有声音，学生只能看到画面',
    micSilent: '学生可能听不到您的声音，请看看麦克风是否被挡住。戴蓝牙耳机时，手机改用耳机的麦克风和通话音量，请靠近说话或断开耳机',
    unsteady: '连接反复中断。请在设置里选低一档清晰度，或换一个网络，例如在 Wi-Fi 与移动数据之间切换',
    restart: '重新打开',
    settings: '设置',
    reduced: {
      HD: '网络较慢，已自动降为高清，好转后会恢复',
      SD: '网络较慢，已自动降为流畅，好转后会恢复',
      audio: '网络太慢，暂时只传声音，好转后会恢复画面',
    },
    call: '通话中，课堂已暂停',
    callText: '挂断后会自动继续',
    background: '课堂已暂停',
    backgroundText: '回到这里会自动继续',
    muteMic: '静音',
    unmuteMic: '打开麦克风',
    cameraOff: '关闭画面',
    cameraOn: '打开画面',
    switchCamera: '切换摄像头',
    end: '下课',
    micIsOff: '您已静音，学生听不到声音',
    cameraIsOff: '画面已关闭，学生看不到您',
  },
  takenOver: {
    title: '已在另一台设备上直播',
    text: '同一时间只能有一台设备直播。',
    resume: '改为在这里直播',
  },
  leave: {
    endTitle: '现在下课？',
    endText: '下课后，所有学生都会退出课堂。',
    leaveTitle: '离开课堂？',
    leaveText: '只离开不下课，学生会等您 3 分钟。',
    end: '下课',
    leave: '暂时离开',
    stay: '继续上课',
  },
  next: {
    wait: '{seconds} 秒后再试一次',
    trying: '正在连接，连不上会在 {seconds} 秒后再试',
    network: '网络恢复后马上再试',
  },
  waiting: '学生已等 {waited}，课堂还会等您 {left}',
  back: {
    class: '您离开了 {away}，学生一直看得到直播',
    image: '您离开了 {away}，学生看到的是等待画面',
    away: '您离开了 {away}，其中 {gap} 学生看到“老师暂时离开”',
  },
  seen: '知道了',
  beauty: '美颜',
  snapshot: { take: '截图', downloads: '截图已下载', album: '截图已存到相册', failed: '没有存成，请允许保存到相册后再试' },
}

export const en: SameShape<typeof zh> = {
  setup: {
    start: 'Start class',
    resume: 'Continue the class here',
    tooEarly: 'You can start 15 minutes before class',
    elsewhere: 'The class is on air on another device, or was just interrupted. Continue here, and the other device stops.',
    preview: 'Preview',
    settings: 'Picture and sound',
  },
  teach: {
    connecting: 'Connecting',
    connectingText: 'Nearly there. Get ready',
    reconnecting: 'Reconnecting',
    reconnectingText: 'Students see "The teacher stepped away". The class goes on by itself',
    stuck: 'Still not connected',
    stuckWhy: {
      SERVER_CLOSED: 'The server keeps closing the stream of this device. Is another device or program teaching? '
        + 'If not, tell the school',
      UNSEEN: 'The phone says that it sends, and the server receives nothing. '
        + 'This network may block live streams: use another one',
      CAMERA_FAILED: 'The camera is still in use. Close the other app that uses it',
      MIC_FAILED: 'The microphone is still in use. End the call and close other apps that record',
      SILENT: 'The live component does not answer. Leave this page and open it again, or restart WeChat',
    },
    stuckText: 'It goes on trying by itself. Use a better network, for example change between Wi-Fi and mobile data, or try again now',
    resumeNow: 'Go on now',
    camera: 'The camera is gone. Students hear you and see a still picture',
    microphone: 'The microphone is silent. Students see you and hear nothing',
    micSilent: 'Students may not hear you. Is the microphone covered? '
      + 'A Bluetooth headset uses its own microphone and call volume: speak close to it, or disconnect it',
    unsteady: 'The connection keeps breaking. Choose a lower quality in the settings, or another network, '
      + 'for example mobile data instead of Wi-Fi',
    restart: 'Open again',
    settings: 'Settings',
    reduced: {
      HD: 'Slow network: lowered to High until it is better',
      SD: 'Slow network: lowered to Smooth until it is better',
      audio: 'Very slow network: sound only until it is better',
    },
    call: 'The class pauses while you are on the phone',
    callText: 'It goes on when you hang up',
    background: 'The class is paused',
    backgroundText: 'It goes on when you come back here',
    muteMic: 'Mute',
    unmuteMic: 'Microphone on',
    cameraOff: 'Picture off',
    cameraOn: 'Picture on',
    switchCamera: 'Switch camera',
    end: 'End class',
    micIsOff: 'You are muted. Students hear nothing',
    cameraIsOff: 'The picture is off. Students cannot see you',
  },
  takenOver: {
    title: 'On air on another device',
    text: 'Only one device can be on air at a time.',
    resume: 'Go on air here instead',
  },
  leave: {
    endTitle: 'End the class now?',
    endText: 'All students leave the class when it ends.',
    leaveTitle: 'Leave the class?',
    leaveText: 'If you leave without ending it, the students wait for you for 3 minutes.',
    end: 'End class',
    leave: 'Leave for now',
    stay: 'Stay',
  },
  next: {
    wait: 'Next try in {seconds} s',
    trying: 'Connecting. Without an answer, again in {seconds} s',
    network: 'Tries again as soon as there is a network',
  },
  waiting: 'Students have waited {waited}. The class waits for you for another {left}',
  back: {
    class: 'You were away for {away}. Students saw the class all the time',
    image: 'You were away for {away}. Students saw the waiting image',
    away: 'You were away for {away}. For {gap} of it students saw "The teacher stepped away"',
  },
  seen: 'OK',
  beauty: 'Beauty',
  snapshot: { take: 'Snapshot', downloads: 'Snapshot downloaded', album: 'Saved to the album', failed: 'Not saved. Allow the album and try again' },
}

declare module '@/i18n' {
  interface MessageParts { broadcast: typeof zh }
}
addMessages('broadcast', zh, en)

export { t } from '@/i18n'
