import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { FIXED_OFFSET_MINUTES, addDays, dayOf, daysBetween, instantOf, offsetMinutes, wallTime } from './zone'

const ms = (iso: string) => Date.parse(iso)

describe('the wall clock of a zone', () => {
  it('is in the school\'s zone, not the device\'s', () => {
    expect(wallTime(ms('2026-11-23T00:30:00Z'), 'Asia/Shanghai'))
      .toEqual({ year: 2026, month: 11, day: 23, hour: 8, minute: 30, weekday: 1 })
    expect(wallTime(ms('2026-11-23T00:30:00Z'), 'America/New_York')).toMatchObject({ day: 22, hour: 19, weekday: 0 })
  })

  it('shows midnight as hour 0 of the new day', () => {
    expect(wallTime(ms('2026-11-22T16:00:00Z'), 'Asia/Shanghai')).toMatchObject({ day: 23, hour: 0, minute: 0 })
  })

  it('follows daylight saving time', () => {
    expect(offsetMinutes(ms('2026-03-29T00:59:00Z'), 'Europe/Berlin')).toBe(60)
    expect(offsetMinutes(ms('2026-03-29T01:00:00Z'), 'Europe/Berlin')).toBe(120)
  })

  it.each(Object.keys(FIXED_OFFSET_MINUTES))('equals that of Intl for the table\'s zone %s', zone => {
    const byIntl = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    fc.assert(fc.property(fc.integer({ min: ms('1992-01-01T00:00:00Z'), max: ms('2040-01-01T00:00:00Z') }), at => {
      const [, sign = '+', hours = '0', minutes = '0'] = /GMT(?:([+-])(\d\d):(\d\d))?$/.exec(byIntl.format(at)) ?? []
      expect(offsetMinutes(at, zone)).toBe(Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)))
    }))
  })

  it('of China does not use Intl', () => {
    const asked = vi.spyOn(Intl, 'DateTimeFormat')
    wallTime(ms('2026-11-23T00:30:00Z'), 'Asia/Shanghai')
    expect(asked).not.toHaveBeenCalled()
    asked.mockRestore()
  })

  it('falls back to the device\'s zone for an unknown one', () => {
    const at = ms('2026-11-23T00:30:00Z')
    expect(offsetMinutes(at, 'Moon/Tranquility')).toBe(-new Date(at).getTimezoneOffset())
  })
})

describe('calendar days', () => {
  it('change at midnight in the school\'s zone', () => {
    expect(dayOf(ms('2026-11-22T15:59:59Z'), 'Asia/Shanghai')).toBe('2026-11-22')
    expect(dayOf(ms('2026-11-22T16:00:00Z'), 'Asia/Shanghai')).toBe('2026-11-23')
  })

  it('are counted across months, years and leap days', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2027-01-01', -1)).toBe('2026-12-31')
    expect(daysBetween('2026-12-31', '2027-01-02')).toBe(2)
  })
})

describe('the instant of a day and a time', () => {
  it('is in the school\'s zone', () => {
    expect(instantOf('2026-11-24', '09:10', 'Asia/Shanghai')).toBe(ms('2026-11-24T01:10:00Z'))
    expect(instantOf('2026-07-01', '09:00', 'Europe/Berlin')).toBe(ms('2026-07-01T07:00:00Z'))
  })

  it('is the inverse of the wall clock', () => {
    const minuteMs = 60_000
    const anyMinute = fc.integer({
      min: ms('2020-01-01T00:00:00Z') / minuteMs, max: ms('2040-01-01T00:00:00Z') / minuteMs,
    })
    const anyZone = fc.constantFrom('Asia/Shanghai', 'Asia/Tokyo', 'UTC', 'America/Phoenix')
    fc.assert(fc.property(anyMinute, anyZone, (minute, zone) => {
      const at = minute * minuteMs
      const wall = wallTime(at, zone)
      const time = `${String(wall.hour).padStart(2, '0')}:${String(wall.minute).padStart(2, '0')}`
      expect(instantOf(dayOf(at, zone), time, zone)).toBe(at)
    }))
  })
})
