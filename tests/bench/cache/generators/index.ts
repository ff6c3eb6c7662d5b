/**
 * Traces from other generators than `make-traces.ts`. They are made from seeds when they are loaded and are not stored.
 * The seeds are split: the tuner was tuned on some, and the results of the others were read once, at the end. Three
 * families are held out completely.
 */
import type { NetworkTrace } from '../trace'
import {
  bufferbloat, crossTraffic, periodic, powerSave, quiet, retransmission, teacherCollapse, tokenBucket, vpn,
} from './queues'
import { coastRoad, crowdedRoom, twoGenerations } from './places'
import { leo, lift, markov, mmwave, rainFade, stickyWifi, subway } from './radio'
import { generate } from './tools'
import type { Generator } from './tools'

const FAMILIES: Readonly<Record<string, Generator>> = {
  markov, mmwave, lift, subway, leo, periodic, bufferbloat, vpn, retransmission, tokenBucket, powerSave, quiet,
  teacherCollapse, stickyWifi, rainFade, crossTraffic,
}
const HELD_OUT_FAMILIES: Readonly<Record<string, Generator>> = { crowdedRoom, coastRoad, twoGenerations }

/** Two of them, 1001 and 1002, were held out at first. Their results were read, so they count as tuned on. */
const TUNED_SEEDS = [1, 2, 3, 4, 1001, 1002]
const HELD_OUT_SEEDS = [5001, 5002, 5003, 5004]

const generateAll = (
  families: Readonly<Record<string, Generator>>, seeds: readonly number[], firstSeed: number,
): NetworkTrace[] => Object.entries(families).flatMap(([family, generator], place) =>
  seeds.map(seed => generate(family, firstSeed + place * 10_000 + seed, generator)))

export const generateTraces = (isHeldOut: boolean): NetworkTrace[] => (isHeldOut
  ? [...generateAll(FAMILIES, HELD_OUT_SEEDS, 0), ...generateAll(HELD_OUT_FAMILIES, HELD_OUT_SEEDS, 500_000)]
  : generateAll(FAMILIES, TUNED_SEEDS, 0))
