import type { Mutant, MutantSuite } from './mutants'

const mutant = (name: string, file: string, breaks: string, find: string, replace: string): Mutant =>
  ({ name, file: `src/${file}`, find, replace, breaks })

const suite = (file: string, test: string, mutants: readonly Mutant[]): MutantSuite =>
  ({ tests: ['--project', 'mini-program', `tests/mini-program/${file}.test.ts`, '-t', test], mutants, isBuilt: true })

/** Mutants of pages, machines and templates that only the build shows: each is built and tested by one journey. */
export const MINI_PROGRAM: readonly MutantSuite[] = [
  suite('journeys/student', 'enters the class from the waiting room', [
    mutant('player-without-address', 'platform/live-player.vue', 'the student\'s component never gets the address of the class', ':src="native.src"', 'src=""'),
    mutant('player-unheard', 'platform/live-player.vue', 'the page never learns that the picture plays', '@statechange="onStateChange"\n    @netstatus="onNetStatus"', ''),
    mutant('statistics-unheard', 'platform/live-player.vue', 'a phone that does not report its picture never shows the class', '@netstatus="onNetStatus"', ''),
    mutant('waits-for-ever', 'features/channel/channel.ts', 'nobody in the waiting room hears that the class has begun', 'this.#setLink(\'connecting\')\n    void this.#connect()', 'this.#setLink(\'connecting\')'),
  ]),
  suite('journeys/student', 'sees a stall end', [
    mutant('player-without-id', 'platform/live-player.vue', 'commands reach no component', 'id="player"', 'id="video"'),
    mutant('stall-hidden', 'features/codes/player-events.ts', 'a stall is taken for something else', 'code: 2007,', 'code: 92007,'),
    mutant('loss-unknown', 'features/codes/player-events.ts', 'the end of WeChat\'s own tries is a code that nobody knows', 'code: -2301,', 'code: -92301,'),
  ]),
  suite('journeys/student', 'reconnects to the class after a long time in another app', [
    mutant('dead-after-return', 'features/channel/channel.ts', 'who comes back to the app keeps a socket that WeChat has killed', 'if (this.#link === \'open\' && hiddenMs < HIDDEN_SOCKET_LIFE_MS)', 'if (this.#link === \'open\')'),
    mutant('screen-goes-dark', 'features/class/use-live-lesson.ts', 'the phone falls asleep in the middle of class', 'uni.setKeepScreenOn({ keepScreenOn: isOn,', 'uni.setKeepScreenOn({ keepScreenOn: false,'),
  ]),
  suite('journeys/student', 'stays within WeChat\'s budget of setData', [
    mutant('every-statistic-drawn', 'platform/live-player.vue', 'every report of the component goes to the view layer', 'if (status) emit(\'netstatus\', status)', 'isMuted.value = !isMuted.value\n  if (status) emit(\'netstatus\', status)'),
  ]),
  suite('journeys/student', 'keeps the class in the floating window', [
    mutant('no-window', 'platform/live-player.vue', 'the class is gone as soon as the student looks something up', ':picture-in-picture-mode="native.pictureInPictureMode"', ''),
  ]),
  suite('journeys/student', 'sees the end of class in any state of the player', [
    mutant('plays-after-the-end', 'features/class/live-session.ts', 'the player goes on trying after the class is over', 'machine?.serverSaid(live.phase, isFromOtherDevice(live))', ''),
  ]),
  suite('journeys/teacher', 'gets from today', [
    mutant('mirror-stays-black', 'features/preflight/use-preflight.ts', 'camera and microphone are allowed, and the mirror stays black', 'access.value = await accessPort.read()\n    if (troubleOf(access.value) === undefined && isOpen()) preview()\n  }\n\n  /** Reads', 'access.value = await accessPort.read()\n  }\n\n  /** Reads'),
  ]),
  suite('journeys/teacher', 'gets the preview after allowing the camera', [
    mutant('function-in-a-condition', 'features/pusher/capture-help.vue', 'a function in a template\'s condition fails the update: no help is shown', 'v-if="mayOpenPermissions"', 'v-if="isDenied(kind) && openPermissions"'),
    mutant('settings-unnoticed', 'features/preflight/access.ts', 'what was allowed in the settings stays refused', 'camera: authSetting ? toPermission(authSetting[SCOPES.camera]) : \'unknown\',', 'camera: \'denied\','),
  ]),
  suite('journeys/teacher', 'resumes the class after a phone call', [
    mutant('call-forgotten-in-class', 'features/pusher/rules/machine.ts', 'after a phone call the class stays paused', 'case \'callEnded\': return onCallEnded(state)', 'case \'callEnded\': return state'),
  ]),
  suite('journeys/teacher', 'sends the component no command in the background', [
    mutant('commanded-behind', 'features/recovery/rules/effects.ts', 'commands go to a component that WeChat has suspended', '!isShown && !canCommandHidden', '!isShown && canCommandHidden'),
  ]),
  suite('journeys/teacher', 'reconnects by itself after WeChat gave up', [
    mutant('giving-up', 'features/codes/pusher-events.ts', 'the class ends when WeChat has given up', 'code: -1307,', 'code: -91307,'),
  ]),
  suite('journeys/unreliable-teacher', 'goes on although the component never calls back', [
    mutant('callback-waited-for', 'platform/within.ts', 'a command that never calls back stops the class for ever', 'await Promise.race([promise, limit])', 'await promise'),
  ]),
  suite('journeys/unreliable-teacher', 'stops the component on leaving the page', [
    mutant('stopped-too-late', 'features/pusher/use-pusher.ts', 'the component goes on sending after the page is gone', 'onUnload(() => void', 'onUnmounted(() => void'),
  ]),
  suite('journeys/two-devices', 'continues on the second one', [
    mutant('other-device-unnoticed', 'features/class/live-session.ts', 'two devices take the class from each other', 'live.publisherDevice !== null && !isPublishedFrom(live, deviceId)', 'false && !isPublishedFrom(live, deviceId)'),
  ]),
  suite('journeys/admin', 'sees the missing fields', [
    mutant('clash-unsaid', 'features/lessons/office/use-new-lesson.ts', 'the office is not told why a lesson cannot be planned', 'failure.value = messageOf(thrown)', 'failure.value = \'\''),
  ]),
  suite('journeys/pages', 'fits a phone in light', [
    mutant('blank-unfilled', 'i18n/index.ts', 'texts show their blanks', 'textOf(key)?.replace(/\\{(\\w+)\\}/g, (_, name: string) => String(values[name] ?? \'\'))', '(textOf(key))'),
    mutant('button-too-low', 'ui/controls/k-button.vue', 'a button is lower than a thumb hits', 'height: var(--touch);', 'height: 20px;'),
  ]),
  suite('journeys/pages', 'opens on base library 2.10.3', [
    mutant('too-new-for-old-phones', 'platform/device/live-device.ts', 'a WeChat of 2020 shows the teacher an empty page', 'weChatPlatform() === \'ios\'', 'uni.getDeviceInfo().platform === \'ios\''),
  ]),
  suite('gate/gate', 'the build of the mini-program', [
    mutant('pressed-by-active', 'ui/controls/k-button.vue', 'the audit refuses `:active`', '.pressed {', '.k-button:active, .pressed {'),
    mutant('private-and-unsaid', 'features/account/use-sign-out.ts', 'an API that the privacy guide does not name fails with 112', 'export function useSignOut() {', 'export function useSignOut() {\n  uni.getLocation({})'),
  ]),
]
