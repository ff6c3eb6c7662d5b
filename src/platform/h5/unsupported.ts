import { refuse } from '../command-error'
import type { LivePlayerCommands } from '../live-player.types'
import type { LivePusherCommands } from '../live-pusher.types'

/** Commands that no browser supports, or not as WeChat does: refused, never faked. */
export const PUSHER_NOT_IN_BROWSERS = [
  'playBGM', 'stopBGM', 'pauseBGM', 'resumeBGM', 'setBGMVolume', 'sendMessage',
  'exitPictureInPicture', 'applyFilter', 'clearFilters', 'applySticker', 'clearStickers', 'applyLipStickMakeup',
  'applyEyeShadowMakeup', 'applyBlusherStickMakeup', 'applyFaceContourMakeup', 'applyEyeBrowMakeup', 'clearMakeups',
  'createOffscreenCanvas', 'onCustomRendererEvent',
] as const satisfies readonly (keyof LivePusherCommands)[]

export const PLAYER_NOT_IN_BROWSERS = [
  'requestBackgroundPlayback', 'exitBackgroundPlayback',
  'startCasting', 'switchCasting', 'reconnectCasting', 'exitCasting',
] as const satisfies readonly (keyof LivePlayerCommands)[]

export type BrowserPusherCommands = Omit<LivePusherCommands, typeof PUSHER_NOT_IN_BROWSERS[number]>
export type BrowserPlayerCommands = Omit<LivePlayerCommands, typeof PLAYER_NOT_IN_BROWSERS[number]>

type Refused<Name extends string> = Record<Name, () => Promise<never>>

export const refuseAll = <Name extends string>(commands: readonly Name[]): Refused<Name> =>
  Object.fromEntries(
    commands.map(name => [name, () => Promise.reject(refuse(name, 'not supported by this browser'))]),
  ) as Refused<Name>
