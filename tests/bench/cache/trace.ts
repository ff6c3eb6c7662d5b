import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { LessonPhase } from '../../../contract/class/live'

export type TraceKind = 'steady' | 'wifi-jitter' | 'handover' | 'drops' | 'congestion' | 'recovering' | 'teacher-loss'

/** From when until when, milliseconds. */
export type Span = readonly [fromMs: number, toMs: number]

export interface StreamShape {
  videoKbps: number
  audioKbps: number
  fps: number
  gopSeconds: number
}

/** A student's downlink during some minutes of a class, and what the teacher's side did meanwhile. */
export interface NetworkTrace {
  name: string
  kind: TraceKind
  description: string
  /** `make-traces.ts` makes it again from these. */
  made: { recipe: string, seed: number }
  seconds: number
  stream: StreamShape
  rttMs: number
  /** What the downlink carries from a time on, kbps; 0 is a network that lets nothing through for a while. */
  capacity: readonly (readonly [atMs: number, kbps: number])[]
  /** The teacher's uplink hangs: what was captured meanwhile comes at the end, all at once. */
  uplinkStalls: readonly Span[]
  /** Nothing is captured. */
  teacherAway: readonly Span[]
  /** What the server says of the lesson, and when the student's page hears it. */
  lessonPhases: readonly (readonly [atMs: number, phase: LessonPhase])[]
}

export type TraceSet = 'tuned-on' | 'held-out'

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), 'traces')

export const folderOf = (set: TraceSet): string => (set === 'held-out' ? join(FOLDER, 'held-out') : FOLDER)

/** By name. Committed files of ours: their shape is not checked again. */
export function loadTraces(set: TraceSet): NetworkTrace[] {
  const files = readdirSync(folderOf(set)).filter(file => file.endsWith('.json')).sort()
  return files.map(file => JSON.parse(readFileSync(join(folderOf(set), file), 'utf8')) as NetworkTrace)
}
