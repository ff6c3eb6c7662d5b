import type { SameShape } from '../shape'

export const zh = {
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
