import type { Mutant } from './mutants'

const mutant = (name: string, file: string, breaks: string, find: string, replace: string): Mutant =>
  ({ name, file: `src/features/${file}`, find, replace, breaks })

/** Mutants of the rules that trust no single report: witnesses, progress, pauses, limits, devices and take-overs. */
export const WITNESSES: readonly Mutant[] = [
  mutant('statistics-ignored', 'pusher/rules/witnesses.ts', 'a class whose 1002 gets lost is started again every twenty seconds', "case 'platform-reconnecting':\n      return flow(state)", "case 'platform-reconnecting':\n      return state"),
  mutant('arrival-ignored', 'pusher/rules/witnesses.ts', 'the server\'s "live" does not end a start without 1002', "word === 'live' && isUnseenBy(state.server)", "word === 'cancelled' && isUnseenBy(state.server)"),
  mutant('old-word-believed', 'pusher/rules/witnesses.ts', 'a repeated "live" about the lost connection ends the recovery', "word === 'live' && isUnseenBy(state.server)", "word === 'live'"),
  mutant('unseen-not-asked', 'pusher/rules/witnesses.ts', 'an old word of the server restarts a healthy class', 'return state.doubts ? lost(state, state.server, nextDelayMs) : { ...state, doubts: 1 }', 'return lost(state, state.server, nextDelayMs)'),
  mutant('doubts-for-ever', 'pusher/rules/machine.ts', 'after an unanswered question the push is never checked again', "waitForServer(state, 'start', nextDelayMs) : withoutDoubts(state)", "waitForServer(state, 'start', nextDelayMs) : state"),
  mutant('session-gone', 'pusher/rules/witnesses.ts', 'a push without a live session starts again with the old URL', "word === 'open' || word === 'scheduled' ? 'new-url' : 'restart'", "'restart'"),
  mutant('quiet-class-restarted', 'pusher/rules/witnesses.ts', 'a class with closed camera and microphone is started again and again', 'return { ...state, doubts: (state.doubts ?? 0) + 1 }', 'return lost(state, state.server, nextDelayMs)'),
  mutant('two-witnesses-not-enough', 'pusher/rules/witnesses.ts', 'a push without media waits although server and statistics agree', "if (isUnseenBy(state.server) && state.server !== 'elsewhere') return lost(state, state.server, nextDelayMs)", ''),
  mutant('claim-is-proof', 'pusher/rules/state.ts', 'a component that only claims to send never climbs the ladder', '...(tries.failures > 0 && { unproven: tries }), ', ''),
  mutant('one-word-proves', 'pusher/rules/witnesses.ts', 'the server\'s word alone ends the counting of failures', 'return isUnseen(state) ? flow(state) : state', "return { phase: 'live' }"),
  mutant('encoder-is-media', 'pusher/rules/witnesses.ts', 'an encoder that runs on without a connection ends the recovery', "case 'waiting': return state.server === 'live' ? flow(state) : state", "case 'waiting': return flow(state)"),
  mutant('never-proven', 'pusher/rules/effects.ts', 'failures of an hour ago still count', "return state.unproven ? after(provenAfterMs(state), { type: 'calmed' }) : NOTHING", 'return NOTHING'),
  mutant('picture-never-proven', 'player/rules/effects.ts', 'failures of an hour ago still count for a student', "return state.unproven ? { commands: [], timer: afterMs(PROVEN_AFTER_MS, { type: 'calmed' }) } : NOTHING", 'return NOTHING'),

  mutant('one-report-rests', 'recovery/rules/progress.ts', 'one report without media restarts the class', 'const REPORTS_OF_REST = 3', 'const REPORTS_OF_REST = 1'),
  mutant('one-report-moves', 'recovery/rules/progress.ts', 'a report about the time before the loss ends the recovery', 'const REPORTS_OF_MOTION = 2', 'const REPORTS_OF_MOTION = 1'),
  mutant('bitrate-without-speed', 'recovery/rules/progress.ts', 'an encoder without a connection counts as media', "if (speedKbps === 0) return 'stands'", ''),
  mutant('silence-for-ever', 'recovery/rules/progress.ts', 'a component without statistics is restarted again and again', 'if (before.isAnswered) return { progress: before }', ''),
  mutant('sound-is-nothing', 'recovery/rules/progress.ts', 'a class without a camera is restarted for the student', "return has(audioBitrateKbps) ? 'moves' : 'unclear'", "return 'stands'"),

  mutant('no-pause-between-starts', 'recovery/rules/backoff.ts', 'a server that closes every stream gets a hundred starts in a minute', 'Math.max(retryDelayMs(attempt, random), restMs(sinceStartMs))', 'retryDelayMs(attempt, random)'),
  mutant('network-starts-at-once', 'recovery/rules/backoff.ts', 'a network that flaps starts the component each time', "case 'now': return restMs(sinceStartMs)", "case 'now': return 0"),
  mutant('unanswered-starts-at-once', 'pusher/rules/machine.ts', 'a closed stream starts at once when the server does not answer', "waitForServer(state, 'start', nextDelayMs)", "waitForServer(state, 'request', nextDelayMs)"),
  mutant('failures-forgotten', 'pusher/rules/state.ts', 'the teacher is never told that the server closes every stream', "({ phase: 'asking', ...afterFailure(triesOf(state), PUSHER_LADDER, 'new-url') })", "({ phase: 'asking', step: 'new-url', attempt: 1, failures: 1 })"),

  mutant('silent-not-replaced', 'pusher/rules/machine.ts', 'a component that takes no commands gets more of them', "fail(state, 'SILENT', isFirstLimit ? 'rebuild' : 'restart', nextDelayMs, MOST_SILENCES)", "fail(state, 'SILENT', 'restart', nextDelayMs, MOST_SILENCES)"),
  mutant('heard-not-waited-for', 'pusher/rules/machine.ts', 'a component that reports is replaced while it connects', 'if (isFirstLimit && state.isHeard) return { ...state, isLate: true }', ''),
  mutant('first-sign-late', 'pusher/rules/effects.ts', 'a component that takes no commands is waited for twice as long', 'const FIRST_SIGN_WITHIN_MS = 10_000', 'const FIRST_SIGN_WITHIN_MS = 20_000'),
  mutant('dead-player-stays', 'player/rules/machine.ts', 'a player that takes no commands gets more of them', "fail(state, 'SILENT', isDead ? 'rebuild' : 'new-url', nextDelayMs)", "fail(state, 'SILENT', 'new-url', nextDelayMs)"),
  mutant('silent-picture-stays', 'player/rules/machine.ts', 'a player that has fallen silent gets more commands', "fail(state, 'SILENT', isSilent ? 'rebuild' : 'new-url', nextDelayMs)", "fail(state, 'SILENT', 'new-url', nextDelayMs)"),
  mutant('preview-without-limit', 'pusher/rules/effects.ts', 'a preview that shows nothing says nothing', "{ commands: [{ type: 'preview' }], timer: { delayMs: PREVIEW_WITHIN_MS, input: { type: 'stalled' } } }", "{ commands: [{ type: 'preview' }] }"),
  mutant('question-without-limit', 'pusher/rules/effects.ts', 'a question that is never answered stops the recovery', "timer: { delayMs: ANSWER_WITHIN_MS, input: { type: 'serverUnreachable' } },\n      }", '}'),

  mutant('alarm-unheard', 'pusher/rules/machine.ts', 'an alarm without a code leaves the class silent', "case 'callBegan': return isOnItsWay(state) ? interrupt(state, 'call') : state", "case 'callBegan': return state"),
  mutant('call-check', 'pusher/rules/effects.ts', 'a call whose end is not reported pauses the class for ever', ": after(CALL_CHECK_MS, { type: 'callEnded' })", ': NOTHING'),
  mutant('rest-after-call-skipped', 'pusher/rules/machine.ts', 'the network takes away the rest that the microphone needs after a call', "return state.after === 'call' ? state : connectSoon(state, state.reason, nextDelayMs)", 'return connectSoon(state, state.reason, nextDelayMs)'),
  mutant('call-is-a-stall', 'player/rules/machine.ts', 'the player is restarted in the middle of a call', "if ('isInCall' in state && state.isInCall) return state", ''),
  mutant('call-check-of-player', 'player/rules/effects.ts', 'a student\'s picture stands for ever after a call', 'if (state.isInCall) return duringCall()', 'if (state.isInCall) return NOTHING'),
  mutant('late-camera-fails', 'pusher/rules/reports.ts', 'a camera that comes back late after the background fails the class', 'return isDenied(event) || state.attempt === 0\n', 'return isDenied(event) || state.attempt >= 0\n'),
  mutant('busy-for-ever', 'pusher/rules/state.ts', 'the teacher is never asked to free the camera', 'const MOST_BLOCKED = 6', 'const MOST_BLOCKED = 60'),
  mutant('busy-hurried', 'pusher/rules/state.ts', 'a busy camera is tried six times in a moment', "Math.max(nextDelayMs(next.attempt, 'start'), BLOCKED_REST_MS)", "nextDelayMs(next.attempt, 'start')"),
  mutant('permission-retried', 'pusher/rules/machine.ts', 'a missing permission is tried dozens of times', 'const MOST_WITHOUT_PERMISSION = 1', 'const MOST_WITHOUT_PERMISSION = 40'),
  mutant('size-for-ever', 'pusher/rules/reports.ts', 'a size that the phone cannot encode is tried dozens of times', 'const MOST_RESOLUTIONS = 3', 'const MOST_RESOLUTIONS = 40'),

  mutant('elsewhere-unnoticed', 'pusher/rules/machine.ts', 'two devices of a teacher take the class from each other', "input.phase === 'live' && input.isOtherDevice ? 'elsewhere' : input.phase", 'input.phase'),
  mutant('own-stream-is-another', 'pusher/rules/witnesses.ts', 'a dead connection of this device is shown as another device', "if (word === 'live' && state.isBack) return flow(state)", "if (word === 'live') return { phase: 'taken-over' }"),
  mutant('healed-is-stopped', 'pusher/rules/effects.ts', 'a stream that healed itself is stopped on return', "state.isBack ? [] : [{ type: 'stop' }]", "[{ type: 'stop' }]"),
  mutant('machine-takes-over', 'pusher/rules/effects.ts', 'an automatic try takes the class from another device', 'takesOver: attempt === 0', 'takesOver: true'),
  mutant('network-takes-over', 'pusher/rules/machine.ts', 'a network that is back takes the class from another device', 'connectSoon(FIRST_AUTOMATIC_TRY, state.reason, nextDelayMs)', 'connectSoon(FIRST_TRY, state.reason, nextDelayMs)'),
  mutant('waits-against-another', 'pusher/rules/witnesses.ts', 'the next try interrupts the device that has taken over', "case 'waiting': return word === 'elsewhere' ? ask(state) : state", "case 'waiting': return state"),
  mutant('press-is-asked', 'pusher/rules/witnesses.ts', 'the button "continue here" does nothing', 'return state.attempt > 0 ? ask(state) : state', 'return ask(state)'),
  mutant('stray-push', 'pusher/rules/reports.ts', 'a late 1002 sends behind a page that says "over"', 'return { ...state, stray: (state.stray ?? 0) + 1 }', 'return state'),
  mutant('stray-media', 'pusher/rules/witnesses.ts', 'media flows behind a page that says "over"', 'return { ...state, stray: (state.stray ?? 0) + 1 }', 'return state'),
  mutant('stray-picture', 'player/rules/reports.ts', 'a picture plays behind a page that says "over"', 'return { ...state, stray: (state.stray ?? 0) + 1 }', 'return state'),
]
