import { expect, test } from 'vitest'
import { repairAvcConfig } from './avc-config'

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'))
const hex = (record: Uint8Array) => Buffer.from(record).toString('hex')

/** The record that Firefox 153 on Linux writes. */
const DOUBLED = '0142c01f03010018676742c01fd900a02ff9610000030001001e84800f1832480100056868cb8cb2'
const REPAIRED = '0142c01fffe100176742c01fd900a02ff9610000030001001e84800f18324801000468cb8cb2'

test('repairs parameter sets with a doubled first byte', () => {
  expect(hex(repairAvcConfig(bytes(DOUBLED)))).toBe(REPAIRED)
})

test('keeps a valid record', () => {
  const good = bytes(REPAIRED)
  expect(repairAvcConfig(good)).toBe(good)
})

test('keeps bytes that are not a record', () => {
  for (const short of ['', '01', '0142c01fffe10000']) expect(hex(repairAvcConfig(bytes(short)))).toBe(short)
})
