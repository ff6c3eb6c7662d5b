import type { Host } from '../host'
import type { LiveStandIn } from '../live/stand-in'
import type { Api, CallOptions } from './api'
import { asyncApi, ApiFailure } from './api'
import { isAtLeast } from './version'

const PUSHER_COMMANDS = [
  'start', 'stop', 'pause', 'resume', 'switchCamera', 'snapshot', 'toggleTorch', 'playBGM', 'stopBGM', 'pauseBGM',
  'resumeBGM', 'setBGMVolume', 'startPreview', 'stopPreview', 'sendMessage', 'setMICVolume', 'exitPictureInPicture',
  'getMaxZoom', 'setZoom',
] as const
const PLAYER_COMMANDS = [
  'play', 'stop', 'mute', 'pause', 'resume', 'requestFullScreen', 'exitFullScreen', 'snapshot',
  'requestBackgroundPlayback', 'exitBackgroundPlayback', 'exitPictureInPicture',
] as const

interface ContextOptions {
  host: Host
  type: 'LivePusherContext' | 'LivePlayerContext'
  api: 'operateLivePusher' | 'operateLivePlayer'
  commands: readonly string[]
  find: () => LiveStandIn | undefined
}

/** A context finds its component at each command; without a component WeChat calls nothing back. */
function createContext({ host, type, api, commands, find }: ContextOptions): Record<string, unknown> {
  const known = commands.filter(name => isAtLeast(host.options.baseLibrary, host.since[`${type}.${name}`] ?? '1.7.0'))
  return Object.fromEntries(known.map(name => [name, (options: CallOptions = {}) => {
    const standIn = find()
    if (!standIn) {
      host.problems.add('context', `${type}.${name} finds no component, and WeChat calls nothing back`)
      return
    }
    const run = asyncApi<Record<string, unknown>>(api, async given => {
      const answer = await standIn.command(name, given)
      if ('isLost' in answer) return new Promise(() => {})
      if ('refusal' in answer) throw new ApiFailure(answer.refusal.reason, answer.refusal.errno)
      return answer.result
    })
    // Callback style only: no promise, even without callbacks.
    void run({ ...options, complete: options.complete ?? (() => {}) })
  }]))
}

export function liveContextApis(host: Host): Record<string, Api> {
  return {
    /** Takes no id: a page has one pusher, and the page is the front page at the time of the call. */
    createLivePusherContext: () => {
      const page = host.pages.top
      return createContext({
        host,
        type: 'LivePusherContext',
        api: 'operateLivePusher',
        commands: PUSHER_COMMANDS,
        find: () => host.live.pusherOf(page),
      })
    },
    createLivePlayerContext: (id: string, component?: unknown) => {
      const owner = component === undefined ? host.pages.top?.root.getComponent() : host.componentOf(component)
      return createContext({
        host,
        type: 'LivePlayerContext',
        api: 'operateLivePlayer',
        commands: PLAYER_COMMANDS,
        find: () => {
          const found = owner?.getShadowRoot()?.getElementById(id)
          return found ? host.live.of(found as never) : undefined
        },
      })
    },
    checkIsPictureInPictureActive: () => host.floating.page !== undefined,
  }
}
