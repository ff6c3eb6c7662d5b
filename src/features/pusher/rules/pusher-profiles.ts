import type { Bilingual } from '@/features/codes/event-spec'

export interface PusherProfile {
  mode: 'SD' | 'HD' | 'FHD' | 'RTC'
  /** Lower limit on a bad network, kbps. */
  minBitrateKbps: number
  /** Upper limit, kbps. */
  maxBitrateKbps: number
  /** 48 kHz or 16 kHz; the guide recommends `low` only for a very unreliable network. */
  audioQuality: 'high' | 'low'
  /** Frames per second. Not in the guide, which is older than the attribute. WeChat's default is 15. */
  fps: number
}

interface PusherScenario extends PusherProfile {
  /** The guide's name of the scene. */
  scene: Bilingual
  /** Reason for these values. */
  use: Bilingual
}

/** The seven rows of the guide's table "参数设置". */
export const PUSHER_PROFILES = {
  SD: {
    mode: 'SD', minBitrateKbps: 300, maxBitrateKbps: 800, audioQuality: 'high', fps: 15,
    scene: { zh: '标清直播', en: 'SD live' },
    use: { zh: '窄带场景：户外、网络不稳定或用流量时', en: 'Narrow band: outdoors, an unsteady network, mobile data' },
  },
  HD: {
    mode: 'HD', minBitrateKbps: 600, maxBitrateKbps: 1200, audioQuality: 'high', fps: 20,
    scene: { zh: '高清直播', en: 'HD live' },
    use: { zh: '普通直播场景推荐使用', en: 'What an ordinary class wants' },
  },
  FHD: {
    mode: 'FHD', minBitrateKbps: 600, maxBitrateKbps: 1800, audioQuality: 'high', fps: 20,
    scene: { zh: '超清直播', en: 'FHD live' },
    use: { zh: '板书小、要看细节；普通手机观看用高清即可', en: 'Small writing and details; for phones HD is enough' },
  },
  support: {
    mode: 'RTC', minBitrateKbps: 200, maxBitrateKbps: 500, audioQuality: 'high', fps: 15,
    scene: { zh: '视频客服（用户）', en: 'Video support (customer)' },
    use: { zh: '声音为主，画面为辅', en: 'The voice first, the picture second' },
  },
  assessor: {
    mode: 'RTC', minBitrateKbps: 200, maxBitrateKbps: 1200, audioQuality: 'high', fps: 15,
    scene: { zh: '车险定损（车主）', en: 'Damage assessment (car owner)' },
    use: { zh: '要看清细节，画质上限高一些', en: 'Details must be seen, so the picture may become better' },
  },
  speaker: {
    mode: 'RTC', minBitrateKbps: 200, maxBitrateKbps: 1000, audioQuality: 'high', fps: 15,
    scene: { zh: '多人会议（主讲）', en: 'Meeting (speaker)' },
    use: { zh: '主讲人画质适当高一些', en: 'Who speaks is seen somewhat better' },
  },
  participant: {
    mode: 'RTC', minBitrateKbps: 150, maxBitrateKbps: 300, audioQuality: 'low', fps: 15,
    scene: { zh: '多人会议（参与）', en: 'Meeting (participant)' },
    use: { zh: '不需要太高的画质和音质', en: 'Neither picture nor sound need to be good' },
  },
} as const satisfies Record<string, PusherScenario>

/** AAC bitrate of the engine, kbps; for estimates only. */
export const AUDIO_BITRATE_KBPS = { high: 96, low: 32 } as const satisfies Record<PusherProfile['audioQuality'], number>

/** Maximum data volume of a class, megabytes. */
export function megabytesOf(
  { maxBitrateKbps, audioQuality }: Pick<PusherProfile, 'maxBitrateKbps' | 'audioQuality'>, minutes: number,
): number {
  return Math.round((maxBitrateKbps + AUDIO_BITRATE_KBPS[audioQuality]) * minutes * 60 / 8_000)
}
