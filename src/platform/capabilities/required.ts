/** What the live pages need of WeChat. `LOWEST_VERSION` is the newest of these versions. */
import { PLAYER_SINCE, PUSHER_SINCE } from './table'
import type { WeChatHost } from './table'
import { compareVersions, parseVersion } from './version'
import type { Version } from './version'

export type LivePage = 'teacher' | 'student'

/** Each has one message. */
export const REQUIREMENTS = {
  preview: { since: PUSHER_SINCE.commands.startPreview, pages: ['teacher'] },
  /** Before it, native components cover everything on the page. */
  controls: { since: '2.9.1', pages: ['teacher', 'student'] },
  /** Before it, switching the microphone off interrupts the stream. */
  muting: { since: PUSHER_SINCE.attributes.enableMic, pages: ['teacher'] },
  floating: { since: PLAYER_SINCE.attributes.pictureInPictureMode, pages: ['student'] },
} as const satisfies Record<string, { since: Version, pages: readonly LivePage[] }>

export type Requirement = keyof typeof REQUIREMENTS

/** The parts that this WeChat lacks. A version that is not readable lacks nothing. */
export function missingParts({ version }: WeChatHost, page: LivePage): Requirement[] {
  const installed = parseVersion(version)
  if (!installed) return []
  return (Object.keys(REQUIREMENTS) as Requirement[]).filter(name => {
    const { since, pages }: { since: Version, pages: readonly LivePage[] } = REQUIREMENTS[name]
    const needed = parseVersion(since)
    return pages.includes(page) && needed !== undefined && compareVersions(installed, needed) < 0
  })
}
