import type { Mutant, MutantSuite } from './mutants'
import { WITNESSES } from './witnesses'

const mutant = (name: string, file: string, breaks: string, find: string, replace: string): Mutant =>
  ({ name, file: `src/features/${file}`, find, replace, breaks })

/** Mutants of the live core, each with an effect that a class would see. */
export const LIVE_CORE: MutantSuite = {
  tests: ['--project', 'client', '--environment', 'node', '--no-isolate', 'src/features'],
  mutants: [
    mutant('loss-ends-class', 'pusher/rules/reports.ts', 'a lost network ends the class', "case 'SERVER_CLOSED': return isFlowing(state) || isStarting(state) ? ask(state) : state", "case 'SERVER_CLOSED': return { phase: 'ended' }"),
    mutant('taken-back', 'pusher/rules/witnesses.ts', 'a class that another device took over is taken back without a press', "if (word === 'elsewhere') return { phase: 'taken-over' }\n  // The", "if (word === 'cancelled') return { phase: 'taken-over' }\n  // The"),
    mutant('late-start-in-asking', 'pusher/rules/reports.ts', 'a late report of the stopped component keeps another device from the class', "case 'asking': return state.isBack ? state : { ...state, isBack: true }", "case 'asking': return flow(state)"),
    mutant('race-the-platform', 'pusher/rules/effects.ts', 'our timer fires in the middle of the platform\'s own retries', 'export const STALLED_AFTER_MS = 20_000', 'export const STALLED_AFTER_MS = 2_000'),
    mutant('command-while-hidden', 'recovery/rules/effects.ts', 'commands are sent from behind WeChat, which refuses them', '!isShown && !canCommandHidden', '!isShown && canCommandHidden'),
    mutant('no-stop-first', 'pusher/rules/effects.ts', 'Android does not start again what was not stopped', "{ type: 'stop' }, ...beforeStart(state)", '...beforeStart(state)'),
    mutant('no-rest', 'pusher/rules/effects.ts', 'the second rung does not leave the component its second', "case 'restart': return [{ type: 'sleep', forMs: REST_MS }]", "case 'restart': return []"),
    mutant('no-rebuild', 'pusher/rules/effects.ts', 'a dead component is never replaced', "case 'rebuild': return [{ type: 'rebuild' }]", "case 'rebuild': return []"),
    mutant('ladder-stands-still', 'recovery/rules/ladder.ts', 'every failure is answered with the same useless step', 'const failures = last.failures + 1', 'const failures = last.failures'),
    mutant('silence-climbs', 'recovery/rules/ladder.ts', 'a server that restarts uses the ladder up', "step: 'new-url', attempt: last.attempt + 1, failures: last.failures }", "step: 'new-url', attempt: last.attempt + 1, failures: last.failures + 1 }"),
    mutant('backoff-without-jitter', 'recovery/rules/backoff.ts', 'a whole class comes back as one wave', 'Math.round(random() * ', 'Math.round(1 * '),
    mutant('offline-tries', 'pusher/rules/effects.ts', 'tries are wasted while there is no network', "case 'waiting': return circumstances.isOnline ? after(", "case 'waiting': return true ? after("),
    mutant('online-waits', 'pusher/rules/machine.ts', 'the class waits for its turn although the network is back', "return state.after === 'call' ? state : connectSoon(state, state.reason, nextDelayMs)", 'return state'),
    mutant('call-forgotten', 'pusher/rules/machine.ts', 'after a phone call the class stays paused', "case 'callEnded': return onCallEnded(state)", "case 'callEnded': return state"),
    mutant('call-fails-class', 'pusher/rules/reports.ts', 'a microphone that the call still holds fails the class', "if (state.after === 'call') return { phase: 'interrupted', by: 'call' }\n", "if (state.after === 'call') return { phase: 'failed', reason: event }\n"),
    mutant('camera-asleep', 'pusher/rules/effects.ts', 'after a call on iOS the students see black', "wakesCapture: state.after === 'call' && circumstances.isIos", 'wakesCapture: false'),
    mutant('return-needs-a-tap', 'pusher/rules/machine.ts', 'coming back to WeChat does not resume', "return state.by === 'call' ? onCallEnded(state) : connect({ ...AFTER_PAUSE, after: 'background' })", 'return state'),
    mutant('late-suspension', 'pusher/rules/effects.ts', '5000 after the return leaves the class paused', "? after(LATE_SUSPENSION_MS, { type: 'pageShown' })", '? NOTHING'),
    mutant('camera-takes-sound', 'pusher/rules/reports.ts', 'an unplugged camera ends the sound as well', "case 'live': return degrade(state, by)", "case 'live': return { phase: 'failed', reason: event }"),
    mutant('never-calm', 'pusher/rules/machine.ts', 'the warning of a busy uplink stays for the rest of the class', "return state.phase === 'degraded' && (state.by === 'network' || state.by === 'encoder') ?", "return state.phase === 'degraded' && (state.by === 'camera' || state.by === 'encoder') ?"),
    mutant('server-not-believed', 'pusher/rules/witnesses.ts', 'a push that nobody receives is called live', "isNews && !isUnseen(state) ? degrade(state, 'unseen') : state", 'state'),
    mutant('encoder-for-ever', 'pusher/rules/state.ts', 'a phone that cannot encode tries for an hour', 'const MOST_FAILURES_REBUILT = 4', 'const MOST_FAILURES_REBUILT = 400'),
    mutant('privacy-retried', 'pusher/rules/machine.ts', 'a refused privacy guide is asked for again and again', "recovery === 'ask-user' || recovery === 'end'", "recovery === 'end'"),
    mutant('student-blamed', 'player/rules/machine.ts', 'the picture is thrown away while the teacher is away for a moment', "if (phase === 'live') return 'flowing'", "if (phase === 'live') return 'lost'"),
    mutant('tries-while-away', 'player/rules/reports.ts', 'students hammer the server while the teacher is away', "if (state.phase === 'interrupted') return withoutConnection(state)\n      return isTrying", 'return isTrying'),
    mutant('circles', 'player/rules/reports.ts', '3005, 2103, 2001 goes round for ever', 'const MOST_PLATFORM_REPORTS = 10', 'const MOST_PLATFORM_REPORTS = 1_000'),
    mutant('window-closed', 'player/rules/reports.ts', 'the picture stays dead after its floating window was closed', "case 'PULL_SUSPENDED':\n    case 'PULL_HALTED':", "case 'PULL_HALTED':"),
    mutant('no-first-frame-watchdog', 'player/rules/effects.ts', 'a stream that connects and never shows is waited for', 'const FIRST_PICTURE_WITHIN_MS = 10_000', 'const FIRST_PICTURE_WITHIN_MS = 10_000_000'),
    mutant('flv-end-ends', 'player/rules/machine.ts', 'a class that was over is tried again and again', "case 'ended':\n    case 'cancelled': return state.phase === 'ended' ? state : { phase: 'ended' }", "case 'ended':\n    case 'cancelled': return state"),
    mutant('dead-button', 'player/rules/machine.ts', 'the button of a stuck picture does nothing', "case 'retryRequested': return state.phase === 'failed' ||", "case 'retryRequested': return state.phase === 'ended' ||"),
    mutant('wrong-table', 'codes/player-events.ts', 'a number is decoded as another', "code: -2301, vendorName: 'PLAY_ERR_NET_DISCONNECT'", "code: -1307, vendorName: 'PLAY_ERR_NET_DISCONNECT'"),
    mutant('teacher-blamed', 'class/rules/diagnosis.ts', 'the teacher is blamed for the student\'s own network', "if (!symptoms.isConnected) return 'my-network-lost'", "if (!symptoms.isConnected && lessonPhase !== 'interrupted') return 'my-network-lost'"),
    mutant('service-blamed', 'class/rules/diagnosis.ts', 'a moving picture is covered by a word about the server', "if (flowing !== undefined) return flowing === 'well' ? undefined : flowing", "if (flowing !== undefined && flowing !== 'well') return flowing"),
    mutant('netstatus-units', 'codes/netstatus.ts', 'a missing figure is taken for zero', "typeof value === 'string' && value.trim() !== '' ? Number(value) : value", 'Number(value ?? 0)'),
    ...WITNESSES,
  ],
}
