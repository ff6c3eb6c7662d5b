import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { LessonPhase } from '../../../contract/lessons/phase'
import { generateTraces } from './generators'

export type TraceKind = 'steady' | 'wifi-jitter' | 'handover' | 'drops' | 'congestion' | 'recovering' | 'teacher-loss'
  | 'generated'

/** Start and end, milliseconds. */
export type Span = readonly [fromMs: number, toMs: number]

export interface StreamShape {
  videoKbps: number
  audioKbps: number
  fps: number
  gopSeconds: number
}

/** A student's downlink during some minutes of a class, and the events on the teacher's side. */
export interface NetworkTrace {
  name: string
  kind: TraceKind
  description: string
  /** Inputs from which `make-traces.ts` reproduces the trace. */
  made: { recipe: string, seed: number }
  seconds: number
  stream: StreamShape
  rttMs: number
  /** Capacity of the downlink from each time on, kbps; 0 lets nothing through. */
  capacity: readonly (readonly [atMs: number, kbps: number])[]
  /** Stalls of the teacher's uplink: media captured during a stall arrives at its end, all at once. */
  uplinkStalls: readonly Span[]
  /** Spans without capture. */
  teacherAway: readonly Span[]
  /** Phase of the lesson by the server, at the time when the student's page receives it. */
  lessonPhases: readonly (readonly [atMs: number, phase: LessonPhase])[]
}

/** Stored traces, made by `make-traces.ts`. */
export type StoredSet = 'tuned-on' | 'held-out'
/** The other traces are made by `generators/` when they are loaded. */
export type TraceSet = StoredSet | 'generated' | 'generated-held-out'

export const TRACE_SETS: readonly TraceSet[] = ['tuned-on', 'held-out', 'generated', 'generated-held-out']

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), 'traces')

export const folderOf = (set: StoredSet): string => (set === 'held-out' ? join(FOLDER, 'held-out') : FOLDER)

/** Loads the traces in order of name. The files are committed, so their shape is not validated. */
export function loadTraces(set: TraceSet): NetworkTrace[] {
  if (set === 'generated' || set === 'generated-held-out') return generateTraces(set === 'generated-held-out')
  const files = readdirSync(folderOf(set)).filter(file => file.endsWith('.json')).sort()
  return files.map(file => JSON.parse(readFileSync(join(folderOf(set), file), 'utf8')) as NetworkTrace)
}
