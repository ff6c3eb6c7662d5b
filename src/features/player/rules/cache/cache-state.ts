import type { LessonPhase } from '@contract/lessons/phase'
import type { PlayerNetStatus } from '@/features/codes/netstatus'
import type { PlayerEvent } from '@/features/codes/player-events'
import type { PlayerCaches } from '@/platform/player-caches'
import type { CachePreset } from './cache-presets'
import type { PlayerMode } from '../player-profiles'

/** `atMs`: a clock that never runs back, see `src/platform/clock/monotonic.ts`. */
export type CacheFact =
  | { type: 'presetChosen', preset: CachePreset }
  | { type: 'reported', event: PlayerEvent, atMs: number }
  | { type: 'netStatus', status: PlayerNetStatus, atMs: number }
  | { type: 'lessonPhase', phase: LessonPhase, atMs: number }
  /** The rest of a stall is not visible to the student. */
  | { type: 'pageHidden', atMs: number }

export type TimedFact = Exclude<CacheFact, { type: 'presetChosen' }>

/** A need of `needSeconds`, learned at `fromMs` and valid until `untilMs`. */
export interface Evidence {
  needSeconds: number
  fromMs: number
  untilMs: number
}

export type Picture =
  /** Before the first picture. */
  | { phase: 'opening' }
  | { phase: 'playing' }
  /** Start of the stall, and the floor at that moment. */
  | { phase: 'stalled', sinceMs: number, floorSeconds: number }

export interface CacheTunerState {
  mode: PlayerMode
  preset: CachePreset
  limits: PlayerCaches
  nowMs: number
  changedAtMs: number
  /** The limits are those of a refill during a stall; the next small refill must wait REFILL_APART_MS. */
  isRefilling: boolean
  refilledAtMs: number
  /** `running`: the ceiling is lowered for a moment. `useless`: the component did not follow it. */
  trim: 'ready' | 'running' | 'useless'
  picture: Picture
  /** While the teacher's stream is lost, missing data says nothing about the student's network. */
  teacher: 'there' | 'lost' | 'returning'
  evidence: readonly Evidence[]
  /** End times of the recent stalls. */
  stallEndsMs: readonly number[]
  /** The guide's pair for the stream's bitrate. The tuner returns to it when no evidence is valid. */
  pair: PlayerCaches
  /** Reports in a row whose bitrate belongs to the other pair. */
  otherPairReports: number
  /** Video cache in the last reports without an interruption, the newest at the end. */
  cachesMs: readonly number[]
}
